import { signIn } from './api.ts';
import { Problem } from './problem.ts';
import { RequestKeys } from './request-keys.ts';

it('runs from the same seed use the same keys, and every request within a run has a different key', () => {
  const run = (seed: string) => {
    const keys = new RequestKeys(seed);
    return [keys.next('/a', '{}'), keys.next('/a', '{}'), keys.next('/b', '{}'), keys.next('/a', '{"x":1}')];
  };
  expect(run('seed')).toEqual(run('seed'));
  expect(new Set([...run('seed'), ...run('other')]).size).toBe(8);
  expect(run('seed')[0]).toMatch(/^[\x21-\x7e]{1,128}$/);
});

it('the message of a problem lists everything that is missing', () => {
  const missing = [{ rule: 'REP-D01', requirement: 'JOB_NOT_AUTHORISED', description: 'The customer has not agreed.' }];
  const errors = [{ field: 'slot.start', reason: 'VALUE_NOT_VALID', description: 'no time' }];
  const problem = new Problem('POST /v1/x by li.na', 409, { reason: 'JOB_NOT_AUTHORISED', missing, errors });
  expect(problem.message.split('\n')).toEqual([
    'POST /v1/x by li.na was refused: 409 JOB_NOT_AUTHORISED',
    '  missing: JOB_NOT_AUTHORISED (REP-D01): The customer has not agreed.',
    '  slot.start: VALUE_NOT_VALID: no time',
  ]);
  expect(new Problem('GET /', 502, undefined).reason).toBe('HTTP_502');
});

describe('A signed-in person', () => {
  type Answer = [status: number, body: object] | Error;

  /** Issuer with numbered tokens, and a gateway that gives prepared answers in order. */
  async function signedIn(answers: Answer[], patienceMs?: number) {
    const clock = { now: 0 };
    const sent: { path: string; token: string | null; key: string | null }[] = [];
    let tokens = 0;
    const send: typeof fetch = async (input, init) => {
      const { pathname } = new URL(String(input));
      if (pathname === '/token') return Response.json({ access_token: `t${(tokens += 1)}`, expires_in: 300 });
      const headers = new Headers(init?.headers);
      sent.push({ path: pathname, token: headers.get('authorization'), key: headers.get('idempotency-key') });
      const answer = answers.shift()!;
      if (answer instanceof Error) throw answer;
      return Response.json(answer[1], { status: answer[0] });
    };
    const entrance = {
      issuer: 'http://issuer',
      scriptSecret: 's',
      gateway: 'http://gateway',
      seed: 'seed',
      patienceMs,
    };
    const wait = async (ms: number) => void (clock.now += ms);
    const api = await signIn(entrance, 'li.na', { send, now: () => clock.now, wait });
    return { api, sent, clock };
  }

  it('repeats a request without an answer under the same key', async () => {
    const { api, sent } = await signedIn([[503, {}], new TypeError('fetch failed'), [504, {}], [200, { done: true }]]);
    expect(await api.post('/v1/steps', { a: 1 })).toEqual({ done: true });
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  it('gives up after six attempts, and immediately after a refusal', async () => {
    const { api, sent } = await signedIn([...Array.from({ length: 6 }, (): Answer => [503, {}]), [409, {}]]);
    await expect(api.get('/v1/steps')).rejects.toThrow('503');
    expect(sent).toHaveLength(6);
    await expect(api.get('/v1/steps')).rejects.toThrow('409');
    expect(sent).toHaveLength(7);
  });

  it('retries until the configured time is over', async () => {
    const { api, sent, clock } = await signedIn([...Array.from({ length: 30 }, (): Answer => [503, {}])], 60_000);
    await expect(api.get('/v1/steps')).rejects.toThrow('503');
    expect(sent.length).toBeGreaterThan(6);
    expect(clock.now).toBeGreaterThan(60_000);
    expect(clock.now).toBeLessThan(64_000);
  });

  it('renews the token before it expires', async () => {
    const { api, sent, clock } = await signedIn([
      [200, {}],
      [200, {}],
      [200, {}],
    ]);
    await api.get('/v1/a');
    clock.now = 269_000;
    await api.get('/v1/a');
    clock.now = 271_000;
    await api.get('/v1/a');
    expect(sent.map(({ token }) => token)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
  });
});
