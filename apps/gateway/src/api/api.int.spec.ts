import { setTimeout as sleep } from 'node:timers/promises';
import { Invalid, NotFound, RuleBroken, WrongState } from '@waystation/model';
import { aGateway, hamburg, shanghai, type Scene } from '../../testing/a-gateway.ts';
import { rawRequest, sendRaw, type RawAnswer } from '../../testing/raw-http.ts';

let scene: Scene;
let token: string;

beforeAll(async () => {
  scene = await aGateway();
  scene.issuer.setPeople(['mia']);
  await scene.employ('mia', { [hamburg]: ['TECHNICIAN', 'WORKSHOP_LEAD', 'SERVICE_ADVISOR', 'AFTER_SALES_MANAGER'] });
  token = await scene.issuer.accessToken('mia');
}, 60_000);
afterAll(() => scene?.stop(), 30_000);
beforeEach(() => scene.backend.forget());

const jobId = '44444444-4444-4444-8444-444444444444';
const job = `/v1/stations/${hamburg}/jobs/${jobId}`;

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

async function send(path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const all = {
    authorization: `Bearer ${token}`,
    ...(method !== 'GET' && { 'content-type': 'application/json', 'idempotency-key': 'k' }),
    ...headers,
  };
  const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${scene.url}${path}`, { method, headers: all, body: sent });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: (text && JSON.parse(text)) as Record<string, unknown>,
  };
}

const step = (path: string, sent: Sent = {}) => send(path, { method: 'POST', body: {}, ...sent });

describe('A step', () => {
  it('reaches its service with path, body, key, language and person', async () => {
    scene.backend.when('StartJob', () => ({ jobId, status: 'in_progress' }));
    const headers = { 'idempotency-key': 'start-1', 'accept-language': 'zh-CN', 'waystation-caller': 'reception' };
    const answer = await step(`${job}:start`, { headers, body: { happenedAt: '2026-03-02T08:00:00Z' } });
    expect([answer.status, answer.json]).toEqual([200, { jobId, status: 'in_progress' }]);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const [seen] = scene.backend.calls;
    expect(seen).toMatchObject({
      rpc: 'StartJob',
      request: { stationId: hamburg, jobId, happenedAt: '2026-03-02T08:00:00Z' },
      metadata: { 'idempotency-key': 'start-1', 'accept-language': 'zh' },
      actor: { stationId: hamburg },
    });
    expect(seen!.metadata).not.toHaveProperty('waystation-caller');
    expect(seen!.metadata).not.toHaveProperty('validate-only');
  });

  it('requires an idempotency key', async () => {
    const answer = await send(`${job}:start`, { method: 'POST', headers: { 'idempotency-key': '' }, body: {} });
    expect(answer.json).toMatchObject({ status: 400, errors: [{ field: 'idempotency-key', reason: 'KEY_NOT_VALID' }] });
    const without = await fetch(`${scene.url}${job}:start`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect([without.status, without.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await without.json()).toMatchObject({
      type: 'urn:waystation:problem:IDEMPOTENCY_KEY_MISSING',
      reason: 'IDEMPOTENCY_KEY_MISSING',
    });
    expect(scene.backend.calls).toEqual([]);
  });

  it('requires no idempotency key for a dry run', async () => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${scene.url}${job}:start?validateOnly=true`, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(200);
    expect(scene.backend.calls[0]!.metadata).toMatchObject({ 'validate-only': 'true' });
    expect(scene.backend.calls[0]!.metadata).not.toHaveProperty('idempotency-key');
  });

  it('lists everything that is missing if a rule refuses it', async () => {
    scene.backend.when('FinishJob', () => {
      throw new RuleBroken([
        { rule: 'REP-D15', requirement: 'SELF_INSPECTION_MISSING' },
        { rule: 'REP-D06', requirement: 'TOOL_OUT', subject: 't-7' },
      ]);
    });
    const answer = await step(`${job}:finish`, { headers: { 'accept-language': 'en' } });
    expect(answer.json).toMatchObject({
      status: 409,
      title: 'Not possible yet',
      reason: 'SELF_INSPECTION_MISSING',
      missing: [
        { rule: 'REP-D15', requirement: 'SELF_INSPECTION_MISSING' },
        { rule: 'REP-D06', requirement: 'TOOL_OUT', subject: 't-7' },
      ],
    });
  });

  it('names the allowed states if it is called in the wrong state', async () => {
    scene.backend.when('StartJob', () => {
      throw new WrongState({ subject: 'job', step: 'start', state: 'finished', allowed: ['dispatched'] });
    });
    expect((await step(`${job}:start`)).json).toMatchObject({
      status: 409,
      metadata: { step: 'start', state: 'finished', allowed: 'dispatched' },
    });
  });

  it('names invalid fields in the spelling of the client', async () => {
    scene.backend.when('StartJob', () => {
      throw new Invalid([
        { field: 'happened_at', description: 'too old', reason: 'TOO_OLD' },
        { field: '', description: 'x', reason: 'ONE_OF' },
      ]);
    });
    const { json } = await step(`${job}:start`);
    expect(json).toMatchObject({ status: 400, errors: [{ field: 'happenedAt' }, { field: '' }] });
  });

  it('answers a defect with its incident number only and logs the rest', async () => {
    scene.backend.when('StartJob', () => {
      throw new Error('secret of the service');
    });
    const { json, text } = await step(`${job}:start`);
    expect(json).toMatchObject({ status: 500, metadata: { incident: 'incident-of-the-service' } });
    expect(text).not.toContain('secret');
    expect(scene.logged.join()).toContain('incident-of-the-service');
  });
});

describe('A query', () => {
  it('takes its fields from path and parameters and requires no key', async () => {
    scene.backend.when('ListJobs', () => ({ jobs: [{ jobId, labourMinutes: 90 }] }));
    const answer = await send(`/v1/stations/${hamburg}/jobs?statuses=planned&statuses=paused&pageSize=5`);
    expect(answer.json).toMatchObject({ jobs: [{ jobId, labourMinutes: 90, pauseReason: '' }], nextPageToken: '' });
    expect(scene.backend.calls[0]!.request).toEqual({
      stationId: hamburg,
      statuses: ['planned', 'paused'],
      pageSize: 5,
    });
  });

  it('answers a HEAD request', async () => {
    const answer = await send(job, { method: 'HEAD' });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(1);
  });

  it('answers 404 for an unknown job', async () => {
    scene.backend.when('GetJob', () => {
      throw new NotFound('job', jobId);
    });
    expect((await send(job)).json).toMatchObject({ status: 404, reason: 'JOB_NOT_FOUND' });
  });
});

describe('A call to another station', () => {
  it('is refused if the person has no role there', async () => {
    expect((await send(`/v1/stations/${shanghai}/jobs`)).json).toMatchObject({ status: 403, reason: 'ROLE_MISSING' });
  });

  it('is refused if only the body names that station', async () => {
    const { json } = await step(`${job}:start`, { body: { stationId: shanghai } });
    expect(json).toMatchObject({ status: 400, errors: [{ field: 'stationId', reason: 'PATH_MISMATCH' }] });
  });
});

describe('A timeout', () => {
  it('ends the call at the time the client set', async () => {
    scene.backend.when('GetJob', () => sleep(2_000).then(() => ({})));
    const began = performance.now();
    const { json } = await send(job, { headers: { 'request-timeout': '0.2' } });
    expect(json).toMatchObject({ status: 504, reason: 'DEADLINE_EXCEEDED' });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('cancels the call to the service when the client disconnects', async () => {
    scene.backend.when('GetJob', () => sleep(1_000).then(() => ({})));
    const gone = AbortSignal.timeout(100);
    await expect(
      fetch(`${scene.url}${job}`, { headers: { authorization: `Bearer ${token}` }, signal: gone }),
    ).rejects.toThrow();
    await sleep(200);
    expect(scene.backend.cancelled).toContain('GetJob');
  });
});

describe('A query joined from several services', () => {
  const visit = `/v1/stations/${hamburg}/visits/${jobId}/timeline`;

  it('answers the timeline of a visit', async () => {
    const at = (seconds: number) => ({ seconds: BigInt(seconds), nanos: 0 });
    scene.backend.when('ListEvents', ({ metadata }) => ({
      events: metadata['authorization']
        ? [
            { eventId: 'b', occurredAt: at(2) },
            { eventId: 'a', occurredAt: at(1) },
          ]
        : [],
    }));
    const { json } = await send(visit);
    const ids = (json['events'] as { eventId: string }[]).map(({ eventId }) => eventId);
    expect(ids).toEqual([...ids].sort());
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(json['missing']).toEqual([]);
  });

  it('answers the work list of a station', async () => {
    scene.backend.when('ListWork', () => ({ items: [{ kind: 'start_job', role: 8, subjectId: jobId }] }));
    const { json } = await send(`/v1/stations/${hamburg}/work?role=TECHNICIAN`);
    expect((json['items'] as object[])[0]).toMatchObject({ kind: 'start_job', role: 'TECHNICIAN' });
    expect(scene.backend.calls[0]!.request).toMatchObject({ stationId: hamburg, role: 'TECHNICIAN', pageSize: 200 });
    expect((await send(`/v1/stations/${hamburg}/work?role=WIZARD`)).status).toBe(400);
  });
});

describe('Staff above the stations', () => {
  const visits = (station: string) => `/v1/stations/${station}/visits`;
  const region = '66666666-6666-4666-8666-666666666666';

  beforeAll(async () => {
    scene.issuer.setPeople(['mia', 'lena', 'sun', 'nobody']);
    await scene.place(hamburg, region);
    await scene.place(shanghai, '77777777-7777-4777-8777-777777777777');
    await scene.appoint('lena', ['REGIONAL_MANAGER'], [region]);
    await scene.appoint('sun', ['NETWORK_ANALYST']);
  });
  const as = async (subject: string) => ({
    headers: { authorization: `Bearer ${await scene.issuer.accessToken(subject)}` },
  });

  it('may read the visits of the stations of their region only', async () => {
    const lena = await as('lena');
    for (const path of [visits(hamburg), `${visits(hamburg)}/${jobId}/timeline`, `/v1/stations/${hamburg}/overrides`])
      expect([path, (await send(path, lena)).status]).toEqual([path, 200]);
    expect(scene.backend.calls[0]!.actor).toMatchObject({
      roles: ['REGIONAL_MANAGER'],
      stationId: hamburg,
      regionId: region,
    });
    const elsewhere = await send(visits(shanghai), lena);
    expect(elsewhere.json).toMatchObject({ status: 403, reason: 'ROLE_MISSING' });
    // All allowed roles by their full names.
    expect(elsewhere.json['metadata']).toMatchObject({
      roles: expect.stringMatching(/^AFTER_SALES_MANAGER,.*,NETWORK_ANALYST$/) as string,
    });
  });

  it('may read the visits of all stations as network analysts, and change nothing', async () => {
    const sun = await as('sun');
    for (const station of [hamburg, shanghai]) expect((await send(visits(station), sun)).status).toBe(200);
    for (const subject of ['sun', 'lena']) {
      const refused = await step(`${job}:start`, await as(subject));
      expect(refused.json).toMatchObject({ status: 403, reason: 'ROLE_MISSING' });
    }
    for (const path of ['customers', 'follow-ups', 'reception/documents/' + jobId])
      expect((await send(`/v1/stations/${hamburg}/${path}`, sun)).status).toBe(403);
    expect((await send(visits(hamburg), await as('nobody'))).status).toBe(403);
  });
});

describe('The router', () => {
  it.each([
    '/v1',
    '/v1/',
    '/v1/nothing',
    '/nothing',
    '/reference/nothing',
    `${job}/`,
    `/v1/stations//jobs`,
    '/v1/../v1/nothing',
    '/waystation.workshop.v1.WorkshopService/StartJob',
  ])('answers 404 at %s', async (path) => {
    const answer = await sendRaw(
      Number(new URL(scene.url).port),
      rawRequest('GET', path, [['authorization', `Bearer ${token}`]]),
    );
    expect([answer.status, answer.headers['content-type']]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(JSON.parse(answer.body)).toMatchObject({ reason: 'NO_SUCH_ROUTE' });
  });

  it('refuses a malformed escape in the query', async () => {
    const { status, json } = await send(`/v1/stations/${hamburg}/jobs?page_token=%FF`);
    expect([status, json]).toMatchObject([400, { errors: [{ field: 'page_token', reason: 'ESCAPE_NOT_VALID' }] }]);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY', 'MKCOL'])(
    'answers 405 to %s and lists the allowed methods',
    async (method) => {
      const answer = await sendRaw(Number(new URL(scene.url).port), rawRequest(method, `${job}:start`, []));
      expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD, POST']);
      expect(JSON.parse(answer.body)).toMatchObject({ reason: 'METHOD_NOT_ALLOWED' });
    },
  );
});

describe('A request body', () => {
  const customers = `/v1/stations/${hamburg}/customers`;
  /** Body with a list of invalid elements. */
  const contacts = (element: string, count: number) => `{"contacts":[${Array(count).fill(element).join(',')}]}`;

  it('is limited by its route, and the refusal names the limit', async () => {
    const { json } = await step(`${job}:start`, { body: { words: 'x'.repeat(64 * 1024) } });
    expect(json).toMatchObject({ status: 413, reason: 'BODY_TOO_LARGE', metadata: { limitKilobytes: '64' } });
    expect(json['detail']).toContain('64 kB');
    const signing = `/v1/stations/${hamburg}/visits/${jobId}/order:sign`;
    const signed = await step(signing, { body: { device: 'x'.repeat(500_000) } });
    expect(signed.status).not.toBe(413);
    expect((await step(signing, { body: { device: 'x'.repeat(1_100_000) } })).status).toBe(413);
  });

  it('is limited even without a Content-Length header', async () => {
    const head = [
      `POST ${job}:start HTTP/1.1`,
      'host: gateway',
      `authorization: Bearer ${token}`,
      'content-type: application/json',
      'idempotency-key: k',
      'transfer-encoding: chunked',
    ].join('\r\n');
    const chunk = `2000\r\n${'x'.repeat(0x2000)}\r\n`;
    const answer = await sendRaw(
      Number(new URL(scene.url).port),
      Buffer.from(`${head}\r\n\r\n${chunk.repeat(12)}0\r\n\r\n`),
    );
    expect([answer.status, answer.headers['connection']]).toEqual([413, 'close']);
  });

  it.each([
    ['empty contacts', contacts('{}', 15_000)],
    ['contacts that are numbers', contacts('0', 30_000)],
    ['contacts with unknown fields', contacts('{"a":0}', 7_000)],
    ['contacts whose names are numbers', contacts('{"name":0}', 5_000)],
    ['unknown fields', `{${Array.from({ length: 5_000 }, (_, at) => `"f${at}":0`).join(',')}}`],
  ])('is refused with at most 20 of its errors: %s', async (_, body) => {
    const { status, text, json } = await step(customers, { body });
    expect(status).toBe(400);
    expect((json['errors'] as object[]).length).toBeLessThanOrEqual(20);
    expect(text.length).toBeLessThan(4_000);
    expect(scene.backend.calls).toEqual([]);
  });

  it.each([
    ['half a million numbers', contacts('0', 500_000)],
    ['a hundred thousand names', contacts('{"name":0}', 90_000)],
  ])('is not read if it is larger than the limit: %s', async (_, body) => {
    expect((await step(customers, { body })).json).toMatchObject({ status: 413 });
  });

  it('is not read if the person lacks the role', async () => {
    scene.issuer.setPeople(['mia', 'otto']);
    await scene.employ('otto', { [hamburg]: ['TECHNICIAN'] }, '55555555-5555-4555-8555-555555555555');
    const headers = { authorization: `Bearer ${await scene.issuer.accessToken('otto')}` };
    const { json } = await step(customers, { headers, body: '{"no json' });
    expect(json).toMatchObject({ status: 403, reason: 'ROLE_MISSING' });
    expect(json['detail']).toBe('You do not have a role that may do this. Ask your manager for it.');
    expect((await step(`${job}:start`, { headers })).status).toBe(200);
  });

  it('is refused if it is compressed', async () => {
    const { status, headers, json } = await step(customers, { headers: { 'content-encoding': 'gzip' }, body: 'x' });
    expect([status, json['reason'], headers.get('accept-encoding')]).toEqual([415, 'BODY_ENCODED', 'identity']);
    expect((await step(customers, { headers: { 'content-encoding': 'identity' } })).status).toBe(200);
  });

  it('is refused in the language the client prefers', async () => {
    const headers = { 'accept-language': 'en;q=0.1,zh;q=0.9' };
    const { json } = await step(customers, { headers, body: { name: null, preferredAt: 'x' } });
    expect(json).toMatchObject({
      title: '请求无效',
      errors: [
        { field: 'name', description: '请省略该字段，不要发送 null。' },
        { field: 'preferredAt', description: '没有该字段，请删除或更正名称。' },
      ],
    });
  });
});

describe('The health check', () => {
  it('answers without signing in', async () => {
    expect(await (await fetch(`${scene.url}/health/live`)).json()).toEqual({ status: 'live' });
    expect(await (await fetch(`${scene.url}/health/ready`)).json()).toEqual({ status: 'ready' });
  });
});

/** Random numbers that are the same in each run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it('no odd or malformed request causes an internal error', async () => {
  const random = randomOf(20_260_302);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const often = <T>(good: T, odd: readonly T[]): T => (random() < 0.5 ? good : pick(odd));
  const methods = [
    'GET',
    'GET',
    'GET',
    'PUT',
    'DELETE',
    'HEAD',
    'OPTIONS',
    'PATCH',
    'TRACE',
    'PROPFIND',
    'FOO',
    'get',
    '',
  ];
  const values = [
    shanghai,
    '%',
    '%2',
    '%zz',
    '%00',
    '%E8%BD',
    '%2F..%2F',
    '..',
    'ä',
    ' ',
    ':',
    ':start',
    '{job_id}',
    '*',
    '__proto__',
    'a'.repeat(3_000),
    '\u0000',
    '%F0%9F%9A%9A',
  ];
  const shapes = [
    (a: string, b: string) => `/v1/stations/${a}/jobs/${b}:start`,
    (a: string, b: string) => `/v1/stations/${a}/jobs/${b}`,
    (a: string) => `/v1/stations/${a}/jobs`,
    (a: string) => `/v1/stations/${a}/work`,
    (a: string, b: string) => `/v1/stations/${a}/visits/${b}/timeline`,
    (a: string, b: string) => `/v1/stations/${a}/jobs/${b}:reportFinding`,
    (a: string, b: string) => `/v1/stations/${a}/visits/${b}:recordCourtesyWork`,
    (a: string) => `/auth/${a}`,
    (a: string, b: string) => `/auth/callback?code=${a}&state=${b}&iss=${a}`,
    (a: string) => `/auth/sign-in?returnTo=${a}`,
    (a: string, b: string) => `${a}${b}`,
    (a: string) => `http://elsewhere.example/v1/${a}`,
  ];
  const queries = [
    '?',
    '?a',
    '?a=%',
    '?pageSize=9e9',
    '?pageSize=-1',
    '?statuses=',
    '?visitId.x=1',
    '?__proto__=1',
    '?validateOnly=maybe',
    '?validateOnly=true',
    '?role=99999999999',
    '?a=1&a=2',
    '?%ff=%ff',
    `?${'a=1&'.repeat(500)}`,
    '?job=1#x',
    '??',
  ];
  const keys = ['', 'ключ', 'a b', 'ä', 'k'.repeat(200), '\u0001', 'k, k'];
  const types = [
    'application/json; charset=gbk',
    'text/plain',
    'application/x-www-form-urlencoded',
    '',
    'application/',
    ';;',
    'multipart/form-data',
  ];
  const bodies: (string | Buffer)[] = [
    '',
    '[]',
    'null',
    'true',
    '"text"',
    '7',
    '{',
    '{"jobId":null}',
    '{"jobId":7}',
    '{"stationId":"x"}',
    '{"unknown":{"a":[1]}}',
    '{"words":"\\ud800"}',
    '{"words":"\\u0000"}',
    '{"amountMinor":9007199254740993}',
    '{"amountMinor":"1e400"}',
    '{"amountMinor":1e400}',
    '{"workedMinutes":1.5}',
    '{"happenedAt":"yesterday"}',
    '{"happenedAt":"0000-00-00T00:00:00Z"}',
    '{"happenedAt":{}}',
    '{"photoHashes":[null,{}]}',
    '{"photoHashes":{}}',
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":1}}',
    '{"a":1,"a":2}',
    Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    '['.repeat(100_000),
    `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
    `{"words":"${'x'.repeat(100_000)}"}`,
    '\ufeff{}',
  ];
  const headers = (): [string, string][] => {
    const all: [string, string][] = [];
    if (random() < 0.85)
      all.push([
        'authorization',
        random() < 0.9
          ? `Bearer ${token}`
          : pick(['', 'Bearer', 'Bearer ä', 'Basic eDp5', 'Bearer a.b.c', `Bearer ${'a'.repeat(5_000)}`]),
      ]);
    else
      all.push([
        'cookie',
        pick([
          '',
          'waystation=;',
          `waystation_${new URL(scene.url).port}=${'x'.repeat(2_000)}`,
          `waystation_${new URL(scene.url).port}=%ff%`,
          'a=b; ;;=',
          `waystation_${new URL(scene.url).port}_sign_in=AAAA`,
        ]),
      ]);
    if (random() < 0.9) all.push(['content-type', often('application/json', types)]);
    if (random() < 0.9) all.push(['idempotency-key', often('k', keys)]);
    if (random() < 0.2) all.push(['request-timeout', pick(['1', '-1', 'x', '1e9', '', '0.0001'])]);
    if (random() < 0.3) all.push(['accept-language', pick(['zh', 'ä', ',', '*', 'zh-'.repeat(500)])]);
    if (random() < 0.1) all.push(['expect', '100-continue']);
    if (random() < 0.1) all.push(['origin', pick([scene.url, 'null', 'ä'])]);
    return all;
  };

  const port = Number(new URL(scene.url).port);
  const odd: { request: string; answer: RawAnswer }[] = [];
  const tally = new Map<number, number>();
  for (let sent = 0; sent < 800; sent += 20) {
    const requests = Array.from({ length: 20 }, () =>
      rawRequest(
        often('POST', methods),
        pick(shapes)(often(hamburg, values), often(jobId, values)) + often('', queries),
        headers(),
        often('{}', bodies),
      ),
    );
    const answers = await Promise.all(requests.map((request) => sendRaw(port, request)));
    answers.forEach((answer, index) => {
      tally.set(answer.status, (tally.get(answer.status) ?? 0) + 1);
      const isProblem = answer.headers['content-type']?.startsWith('application/problem+json') ?? false;
      const isFine = answer.status < 400 || (answer.status < 500 && (isProblem || answer.body === ''));
      // A deadline of 0.1 ms expires before a service is called.
      if (!isFine && answer.status !== 504)
        odd.push({ request: requests[index]!.toString('utf8').replace(token, '(token)').slice(0, 400), answer });
    });
  }
  expect(odd).toEqual([]);
  // The requests were varied and some of them valid.
  for (const status of [200, 303, 400, 401, 404, 405, 415]) expect([...tally.keys()]).toContain(status);
}, 60_000);
