import { fromBinary, toJson } from '@bufbuild/protobuf';
import { messageNamed, registry } from '@waystation/contracts';
import type { Invalid } from '@waystation/model';
import { requestBytes } from './request-message.ts';

interface Given {
  path?: Record<string, string>;
  query?: string;
  body?: unknown;
}

/** The request message as ProtoJSON, or what is wrong with it as `field REASON`. */
async function read(message: string, hasBody: boolean, { path = {}, query = '', body }: Given): Promise<unknown> {
  const input = messageNamed(`waystation.workshop.v1.${message}`);
  const parts = { path: new Map(Object.entries(path)), query: new URLSearchParams(query), body };
  const [result] = await Promise.allSettled([(async () => requestBytes(input, hasBody, parts))()]);
  if (result.status === 'fulfilled') return toJson(input, fromBinary(input, result.value), { registry });
  const { violations } = result.reason as Invalid;
  return violations.map(({ field, reason }) => `${field} ${reason}`);
}

describe('a body', () => {
  const courtesy = (body: unknown) => read('RecordCourtesyWorkRequest', true, { body });

  test('is ProtoJSON: 64-bit numbers as texts, times as RFC 3339, either spelling of a name', async () => {
    await expect(courtesy({ amountMinor: '9007199254740993', worked_minutes: 5 })).resolves.toEqual({
      amountMinor: '9007199254740993',
      workedMinutes: 5,
    });
    await expect(courtesy({ amountMinor: 1200 })).resolves.toEqual({ amountMinor: '1200' });
    const happenedAt = '2026-03-02T08:00:00.250Z';
    await expect(read('StartJobRequest', true, { body: { happenedAt } })).resolves.toEqual({ happenedAt });
  });

  test('may be left out', async () => {
    await expect(read('StartJobRequest', true, { path: { job_id: 'j' } })).resolves.toEqual({ jobId: 'j' });
  });

  test.each([[[]], ['text'], [7], [true], [null]])('is an object, not %j', async (body) => {
    await expect(courtesy(body)).resolves.toEqual([' NOT_AN_OBJECT']);
  });

  test('is refused with every field that is wrong', async () => {
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

  test('does not mistake the names that every object has for fields', async () => {
    await expect(courtesy(JSON.parse('{"__proto__": {"description": "x"}, "constructor": 1}'))).resolves.toEqual([
      '__proto__ UNKNOWN_FIELD',
      'constructor UNKNOWN_FIELD',
    ]);
  });

  test('may repeat what the path says, not contradict it', async () => {
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

  test('leaves no room for query parameters', async () => {
    await expect(read('StartJobRequest', true, { query: 'jobId=a' })).resolves.toEqual(['jobId UNKNOWN_FIELD']);
  });
});

describe('query parameters', () => {
  const list = (query: string) => read('ListJobsRequest', false, { query });

  test('fill fields of any kind', async () => {
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

  test('are refused with every one that is wrong', async () => {
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

  test('do not contradict the path', async () => {
    await expect(read('GetJobRequest', false, { path: { job_id: 'a' }, query: 'jobId=b' })).resolves.toEqual([
      'jobId PATH_MISMATCH',
    ]);
  });
});

describe('a path', () => {
  test('is unescaped part by part', async () => {
    await expect(read('GetJobRequest', false, { path: { job_id: 'a%2Fb%20%E8%BD%A6' } })).resolves.toEqual({
      jobId: 'a/b 车',
    });
  });

  test.each(['%', '%zz', '%E8%BD', '%FF'])('with the malformed escape %s is refused', async (job_id) => {
    await expect(read('GetJobRequest', false, { path: { job_id } })).resolves.toEqual(['jobId ESCAPE_NOT_VALID']);
  });
});

describe('a body that is all wrong', () => {
  const customer = messageNamed('waystation.crm.v1.RegisterCustomerRequest');
  const refusal = async (body: unknown) => {
    const parts = { path: new Map<string, string>(), query: new URLSearchParams(), body };
    const [result] = await Promise.allSettled([(async () => requestBytes(customer, true, parts))()]);
    return (result as PromiseRejectedResult).reason as Invalid;
  };
  const faults = async (body: unknown) =>
    (await refusal(body)).violations.map(({ field, reason }) => `${field} ${reason}`);

  test('is told of twenty faults, and that there are more', async () => {
    const body = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`field${at}`, 0]));
    const { violations, hasMore } = await refusal(body);
    expect([violations.length, hasMore]).toEqual([20, true]);
    expect(JSON.stringify(violations).length).toBeLessThan(3_000);
  });

  test.each([
    ['of nothing', {}],
    ['of what is no contact', { a: 0 }],
    ['of names that are no texts', { name: 0 }],
    ['of numbers', 0],
  ])('is told that a list is too long, and nothing of its elements: %s', async (_, element) => {
    const body = { contacts: Array.from({ length: 200_000 }, () => element) };
    await expect(faults(body)).resolves.toEqual(['contacts REPEATED_MAX_ITEMS']);
    expect((await refusal(body)).violations[0]!.facts).toEqual({ limit: '20' });
  });

  test('has its short lists looked into, up to the limit of an answer', async () => {
    const body = { contacts: Array.from({ length: 20 }, () => ({ a: 0, b: 0 })) };
    const { violations, hasMore } = await refusal(body);
    expect([violations.length, hasMore]).toEqual([20, true]);
  });
});

describe('a day', () => {
  const wished = async (wishedAt: string) => {
    const input = messageNamed('waystation.appointments.v1.RequestAppointmentRequest');
    const parts = { path: new Map<string, string>(), query: new URLSearchParams(), body: { wishedAt } };
    const [result] = await Promise.allSettled([(async () => requestBytes(input, true, parts))()]);
    if (result.status === 'fulfilled') return [];
    return (result.reason as Invalid).violations.map(({ field, reason }) => `${field} ${reason}`);
  };

  test.each(['2027-02-29T08:00:00Z', '2027-02-30T08:00:00Z', '2027-04-31T08:00:00+08:00', '2100-02-29T00:00:00Z'])(
    'that no calendar has is refused: %s',
    (at) => expect(wished(at)).resolves.toEqual(['wishedAt DATE_UNREAL']),
  );

  test.each(['2027-13-01T08:00:00Z', '2027-00-10T08:00:00Z', '2027-01-00T08:00:00Z', '2027-01-10T24:00:00Z'])(
    'has a month, a day and an hour: %s',
    (at) => expect(wished(at)).resolves.toEqual(['wishedAt DATE_UNREAL']),
  );

  test.each(['2028-02-29T08:00:00Z', '2027-04-30T23:59:59+08:00', '2000-02-29T00:00:00Z'])('is taken: %s', (at) =>
    expect(wished(at)).resolves.toEqual([]),
  );
});

describe('a number as a text', () => {
  test.each(['0x10', ' 5', '5 ', '+5', '05', '1e3', '5.0', '', '٥'])('is decimal, not %j', async (text) => {
    await expect(
      read('RecordCourtesyWorkRequest', true, { body: { amountMinor: text, workedMinutes: text } }),
    ).resolves.toEqual(['amountMinor NUMBER_NOT_WHOLE', 'workedMinutes NUMBER_NOT_WHOLE']);
    const query = new URLSearchParams({ pageSize: text }).toString();
    await expect(read('ListJobsRequest', false, { query })).resolves.toEqual(['pageSize NUMBER_NOT_WHOLE']);
  });
});
