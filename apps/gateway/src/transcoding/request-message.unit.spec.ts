import { fromBinary, toJson } from '@bufbuild/protobuf';
import { messageNamed, registry } from '@waystation/contracts';
import type { Invalid } from '@waystation/model';
import { requestBytes } from './request-message.ts';

interface Given {
  path?: Record<string, string>;
  query?: string;
  body?: unknown;
}

/** Request message as ProtoJSON, or its errors as `field REASON`. */
async function read(message: string, hasBody: boolean, { path = {}, query = '', body }: Given): Promise<unknown> {
  const input = messageNamed(`waystation.workshop.v1.${message}`);
  const parts = { path: new Map(Object.entries(path)), query: new URLSearchParams(query), body };
  const [result] = await Promise.allSettled([(async () => requestBytes(input, hasBody, parts))()]);
  if (result.status === 'fulfilled') return toJson(input, fromBinary(input, result.value), { registry });
  const { violations } = result.reason as Invalid;
  return violations.map(({ field, reason }) => `${field} ${reason}`);
}

describe('A body', () => {
  const courtesy = (body: unknown) => read('RecordCourtesyWorkRequest', true, { body });

  it('is ProtoJSON: 64-bit numbers as strings, times as RFC 3339, either spelling of a name', async () => {
    await expect(courtesy({ amountMinor: '9007199254740993', worked_minutes: 5 })).resolves.toEqual({
      amountMinor: '9007199254740993',
      workedMinutes: 5,
    });
    await expect(courtesy({ amountMinor: 1200 })).resolves.toEqual({ amountMinor: '1200' });
    const happenedAt = '2026-03-02T08:00:00.250Z';
    await expect(read('StartJobRequest', true, { body: { happenedAt } })).resolves.toEqual({ happenedAt });
  });

  it('may be left out', async () => {
    await expect(read('StartJobRequest', true, { path: { job_id: 'j' } })).resolves.toEqual({ jobId: 'j' });
  });

  it.each([[[]], ['text'], [7], [true], [null]])('must be an object and not %j', async (body) => {
    await expect(courtesy(body)).resolves.toEqual([' NOT_AN_OBJECT']);
  });

  it('is refused with a list of all invalid fields', async () => {
    await expect(
      courtesy({ description: null, workedMinutes: 'many', amountMinor: 2 ** 60, colour: 'red', currency: 1 }),
    ).resolves.toEqual([
      'description NULL_VALUE',
      'workedMinutes NUMBER_NOT_WHOLE',
      'amountMinor NUMBER_NOT_EXACT',
      'colour UNKNOWN_FIELD',
      'currency VALUE_NOT_VALID',
    ]);
    const points = [{ pointId: 'a' }, { pointId: 7 }, null, { colour: 'red' }];
    await expect(read('CompleteSelfInspectionRequest', true, { body: { points, formVersion: 1.5 } })).resolves.toEqual([
      'points[1].pointId VALUE_NOT_VALID',
      'points[2] NOT_AN_OBJECT',
      'points[3].colour UNKNOWN_FIELD',
      'formVersion VALUE_NOT_VALID',
    ]);
  });

  it('is refused with names that every JavaScript object has', async () => {
    await expect(courtesy(JSON.parse('{"__proto__": {"description": "x"}, "constructor": 1}'))).resolves.toEqual([
      '__proto__ UNKNOWN_FIELD',
      'constructor UNKNOWN_FIELD',
    ]);
  });

  it('may repeat a field of the path but not contradict it', async () => {
    const path = { job_id: 'a' };
    await expect(read('StartJobRequest', true, { path, body: { jobId: 'a' } })).resolves.toEqual({ jobId: 'a' });
    await expect(read('StartJobRequest', true, { path, body: { job_id: 'a' } })).resolves.toEqual({ jobId: 'a' });
    await expect(read('StartJobRequest', true, { path, body: { jobId: 'b' } })).resolves.toEqual([
      'jobId PATH_MISMATCH',
    ]);
    await expect(read('StartJobRequest', true, { path, body: { job_id: 'b' } })).resolves.toEqual([
      'jobId PATH_MISMATCH',
    ]);
  });

  it('rules out query parameters', async () => {
    await expect(read('StartJobRequest', true, { query: 'jobId=a' })).resolves.toEqual(['jobId UNKNOWN_FIELD']);
  });
});

describe('Query parameters', () => {
  const list = (query: string) => read('ListJobsRequest', false, { query });

  it('fill fields of any kind', async () => {
    await expect(list('pageSize=20&statuses=planned&statuses=paused&visit_id=v')).resolves.toEqual({
      pageSize: 20,
      statuses: ['planned', 'paused'],
      visitId: 'v',
    });
    await expect(read('ListWorkRequest', false, { query: 'role=TECHNICIAN' })).resolves.toEqual({ role: 'TECHNICIAN' });
    await expect(read('StartJobRequest', false, { query: 'happenedAt=2026-03-02T08:00:00Z' })).resolves.toEqual({
      happenedAt: '2026-03-02T08:00:00Z',
    });
    await expect(read('ReportFindingRequest', false, { query: 'unsafe=true' })).resolves.toEqual({ unsafe: true });
  });

  it('are refused with a list of all invalid parameters', async () => {
    await expect(list('pageSize=1&pageSize=2&colour=red&visitId.x=1')).resolves.toEqual([
      'pageSize GIVEN_TWICE',
      'colour UNKNOWN_FIELD',
      'visitId.x UNKNOWN_FIELD',
    ]);
    await expect(list('pageSize=many')).resolves.toEqual(['pageSize NUMBER_NOT_WHOLE']);
    await expect(read('ListWorkRequest', false, { query: 'role=WIZARD' })).resolves.toEqual(['role VALUE_NOT_VALID']);
    await expect(read('ReportFindingRequest', false, { query: 'unsafe=perhaps' })).resolves.toEqual([
      'unsafe VALUE_NOT_VALID',
    ]);
  });

  it('must not contradict the path', async () => {
    await expect(read('GetJobRequest', false, { path: { job_id: 'a' }, query: 'jobId=b' })).resolves.toEqual([
      'jobId PATH_MISMATCH',
    ]);
  });
});

describe('A path', () => {
  it('is decoded part by part', async () => {
    await expect(read('GetJobRequest', false, { path: { job_id: 'a%2Fb%20%E8%BD%A6' } })).resolves.toEqual({
      jobId: 'a/b 车',
    });
  });

  it.each(['%', '%zz', '%E8%BD', '%FF'])('is refused with the malformed escape %s', async (job_id) => {
    await expect(read('GetJobRequest', false, { path: { job_id } })).resolves.toEqual(['jobId ESCAPE_NOT_VALID']);
  });
});

describe('A body with many errors', () => {
  const customer = messageNamed('waystation.crm.v1.RegisterCustomerRequest');
  const refusal = async (body: unknown) => {
    const parts = { path: new Map<string, string>(), query: new URLSearchParams(), body };
    const [result] = await Promise.allSettled([(async () => requestBytes(customer, true, parts))()]);
    return (result as PromiseRejectedResult).reason as Invalid;
  };
  const faults = async (body: unknown) =>
    (await refusal(body)).violations.map(({ field, reason }) => `${field} ${reason}`);

  it('is refused with twenty errors and a note that there are more', async () => {
    const body = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`field${at}`, 0]));
    const { violations, hasMore } = await refusal(body);
    expect([violations.length, hasMore]).toEqual([20, true]);
    expect(JSON.stringify(violations).length).toBeLessThan(3_000);
  });

  it.each([
    ['empty elements', {}],
    ['unknown fields', { a: 0 }],
    ['names that are numbers', { name: 0 }],
    ['numbers', 0],
  ])('is refused because a list is too long, without checking its elements: %s', async (_, element) => {
    const body = { contacts: Array.from({ length: 200_000 }, () => element) };
    await expect(faults(body)).resolves.toEqual(['contacts REPEATED_MAX_ITEMS']);
    expect((await refusal(body)).violations[0]!.facts).toEqual({ limit: '20' });
  });

  it('is refused with errors in the elements of short lists, up to the limit of an answer', async () => {
    const body = { contacts: Array.from({ length: 20 }, () => ({ a: 0, b: 0 })) };
    const { violations, hasMore } = await refusal(body);
    expect([violations.length, hasMore]).toEqual([20, true]);
  });
});

describe('A time', () => {
  const wished = async (preferredAt: string) => {
    const input = messageNamed('waystation.appointments.v1.RequestAppointmentRequest');
    const parts = { path: new Map<string, string>(), query: new URLSearchParams(), body: { preferredAt } };
    const [result] = await Promise.allSettled([(async () => requestBytes(input, true, parts))()]);
    if (result.status === 'fulfilled') return [];
    return (result.reason as Invalid).violations.map(({ field, reason }) => `${field} ${reason}`);
  };

  it.each(['2027-02-29T08:00:00Z', '2027-02-30T08:00:00Z', '2027-04-31T08:00:00+08:00', '2100-02-29T00:00:00Z'])(
    'is refused on a date that does not exist: %s',
    (at) => expect(wished(at)).resolves.toEqual(['preferredAt DATE_NOT_VALID']),
  );

  it.each(['2027-13-01T08:00:00Z', '2027-00-10T08:00:00Z', '2027-01-00T08:00:00Z', '2027-01-10T24:00:00Z'])(
    'is refused with an invalid month, day or hour: %s',
    (at) => expect(wished(at)).resolves.toEqual(['preferredAt DATE_NOT_VALID']),
  );

  it.each(['2028-02-29T08:00:00Z', '2027-04-30T23:59:59+08:00', '2000-02-29T00:00:00Z'])(
    'is accepted on an existing date: %s',
    (at) => expect(wished(at)).resolves.toEqual([]),
  );
});

describe('A number as a string', () => {
  it.each(['0x10', ' 5', '5 ', '+5', '05', '1e3', '5.0', '', '٥'])('must be decimal and not %j', async (text) => {
    await expect(
      read('RecordCourtesyWorkRequest', true, { body: { amountMinor: text, workedMinutes: text } }),
    ).resolves.toEqual(['amountMinor NUMBER_NOT_WHOLE', 'workedMinutes NUMBER_NOT_WHOLE']);
    const query = new URLSearchParams({ pageSize: text }).toString();
    await expect(read('ListJobsRequest', false, { query })).resolves.toEqual(['pageSize NUMBER_NOT_WHOLE']);
  });
});
