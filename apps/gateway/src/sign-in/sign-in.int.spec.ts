import { setTimeout as sleep } from 'node:timers/promises';
import { statements } from '../../testing/statements.ts';
import { aGateway, hamburg, shanghai, type Scene } from '../../testing/a-gateway.ts';
import { ABrowser } from '../../testing/a-browser.ts';

let scene: Scene;
let browser: ABrowser;

beforeAll(async () => {
  scene = await aGateway();
  await scene.employ('mia', { [hamburg]: ['TECHNICIAN'] });
}, 60_000);
afterAll(() => scene?.stop(), 30_000);

beforeEach(() => {
  browser = new ABrowser();
  scene.clock.aheadMs = 0;
  scene.backend.forget();
  scene.logged.length = 0;
  scene.issuer.setPeople(['mia', 'grace', 'stranger']);
});

const cookieName = () => `waystation_${new URL(scene.url).port}`;
const forger = '55555555-5555-4555-8555-555555555555';
const jobs = (station: string) => `${scene.url}/v1/stations/${station}/jobs`;
const me = () => browser.fetch(`${scene.url}/auth/me`);
const reasonOf = async (response: Response) => ((await response.json()) as { reason?: string }).reason;
const post = (path: string, headers: Record<string, string> = {}, body = '{}') =>
  browser.fetch(`${scene.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: scene.url, ...headers },
    body,
  });

describe('Signing in', () => {
  it('leads to the issuer and back to the requested page', async () => {
    const end = await browser.signIn(scene.url, 'mia', '/visits/v1?tab=timeline');
    expect(end.href).toBe(`${scene.url}/visits/v1?tab=timeline`);
    const answer = await me();
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      displayName: 'Name of mia',
      stations: [{ stationId: hamburg, roles: ['TECHNICIAN'] }],
      networkRoles: [],
      expiresAt: expect.any(String) as string,
    });
  });

  it('never leads to another host', async () => {
    const end = await browser.signIn(scene.url, 'mia', '//evil.example/');
    expect(end.href).toBe(`${scene.url}/`);
  });

  it('sets cookies that scripts cannot read and other sites cannot use', async () => {
    await browser.signIn(scene.url, 'mia');
    const own = browser.cookieLines.filter((line) => line.startsWith('waystation_') && !line.includes('issuer'));
    expect(own.length).toBeGreaterThanOrEqual(3);
    for (const line of own) expect(line).toMatch(/; HttpOnly; SameSite=Lax$/i);
    const session = own.find((line) => line.startsWith(`${cookieName()}=`) && !line.startsWith(`${cookieName()}_`))!;
    expect(session).toMatch(/^waystation_\d+=[\w-]{43}; Max-Age=43200; Path=\/;/);
    expect(browser.cookie(`${cookieName()}_sign_in`)).toBeUndefined();
  });

  it('stores the tokens encrypted and the cookie’s value nowhere', async () => {
    await browser.signIn(scene.url, 'mia');
    const rows = await scene.database.rows<{ tokens: Buffer; row: string }>(statements.sessions);
    const cookie = browser.cookie(cookieName())!;
    for (const { tokens, row } of rows) {
      expect(row).not.toContain(cookie);
      expect(tokens.toString('latin1')).not.toContain('idToken');
    }
  });

  it('creates a new session each time and ends the previous one', async () => {
    await browser.signIn(scene.url, 'mia');
    const before = browser.cookie(cookieName())!;
    await browser.follow(`${scene.url}/auth/sign-in`, (next) => next.href === `${scene.url}/`);
    expect(browser.cookie(cookieName())).not.toBe(before);
    const other = new ABrowser();
    other.setCookie(cookieName(), before);
    expect((await other.fetch(`${scene.url}/auth/me`)).status).toBe(401);
  });

  it('works for several pages at the same time', async () => {
    const first = await browser.follow(`${scene.url}/auth/sign-in?returnTo=/one`);
    const second = await browser.follow(`${scene.url}/auth/sign-in?returnTo=/two`);
    const isBack = (next: URL) => next.origin === scene.url && !next.pathname.startsWith('/auth/');
    expect((await browser.choose(second.url, 'mia', isBack)).pathname).toBe('/two');
    expect((await browser.choose(first.url, 'mia', isBack)).pathname).toBe('/one');
  });
});

describe('A callback that does not belong to a sign-in of the browser', () => {
  const callback = (query: string) => browser.fetch(`${scene.url}/auth/callback?${query}`);

  it('is refused if no sign-in was started', async () => {
    const response = await callback('code=x&state=y');
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
    ]);
    expect(await reasonOf(response)).toBe('SIGN_IN_NOT_STARTED');
  });

  it('is refused with a wrong state and with the code and state of another browser', async () => {
    const page = await browser.follow(`${scene.url}/auth/sign-in`);
    expect(await reasonOf(await callback('code=x&state=wrong'))).toBe('SIGN_IN_NOT_STARTED');
    const back = await browser.choose(page.url, 'mia', (next) => next.pathname === '/auth/callback');
    const victim = new ABrowser();
    expect(await reasonOf(await victim.fetch(back))).toBe('SIGN_IN_NOT_STARTED');
    expect(victim.cookie(cookieName())).toBeUndefined();
  });

  it('is refused with a forged code, which also ends the sign-in', async () => {
    const start = await browser.fetch(`${scene.url}/auth/sign-in`);
    const state = new URL(start.headers.get('location')!).searchParams.get('state')!;
    const iss = encodeURIComponent(scene.issuer.url);
    const refused = await callback(`code=forged&state=${state}&iss=${iss}`);
    expect([refused.status, await reasonOf(refused)]).toEqual([401, 'SIGN_IN_FAILED']);
    expect(await reasonOf(await callback(`code=forged&state=${state}&iss=${iss}`))).toBe('SIGN_IN_NOT_STARTED');
    expect(scene.logged.join()).not.toContain('forged');
  });

  it('is refused after ten minutes', async () => {
    const page = await browser.follow(`${scene.url}/auth/sign-in`);
    const back = await browser.choose(page.url, 'mia', (next) => next.pathname === '/auth/callback');
    scene.clock.aheadMs = 601_000;
    expect(await reasonOf(await browser.fetch(back))).toBe('SIGN_IN_NOT_STARTED');
  });
});

describe('A session', () => {
  it('is required by the API', async () => {
    const response = await browser.fetch(jobs(hamburg), { headers: { 'accept-language': 'zh' } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toMatchObject({
      reason: 'TOKEN_MISSING',
      title: '未登录',
      detail: '您尚未登录，请先登录。',
    });
    browser.setCookie(cookieName(), 'made up');
    expect(await reasonOf(await browser.fetch(jobs(hamburg)))).toBe('SESSION_ENDED');
    expect(scene.backend.calls).toEqual([]);
  });

  it('passes its person and roles to the services, with one token for each station', async () => {
    await scene.employ('mia', { [shanghai]: ['WORKSHOP_LEAD'] });
    await browser.signIn(scene.url, 'mia');
    for (const station of [hamburg, hamburg, shanghai]) expect((await browser.fetch(jobs(station))).status).toBe(200);
    const [first, again, other] = scene.backend.calls;
    expect(first!.actor).toEqual({
      kind: 'staff',
      id: '33333333-3333-4333-8333-333333333333',
      roles: ['TECHNICIAN'],
      stationId: hamburg,
    });
    expect(other!.actor).toMatchObject({ roles: ['WORKSHOP_LEAD'], stationId: shanghai });
    expect(again!.metadata['authorization']).toBe(first!.metadata['authorization']);
    expect(other!.metadata['authorization']).not.toBe(first!.metadata['authorization']);
  });

  it('is refused by the service if its person has no role at the station', async () => {
    await browser.signIn(scene.url, 'stranger');
    const response = await browser.fetch(jobs(hamburg));
    expect([response.status, await reasonOf(response)]).toEqual([403, 'ROLE_MISSING']);
    expect(await (await me()).json()).toMatchObject({ displayName: 'stranger', stations: [] });
  });

  it('has the role of a network administrator if its person is the configured first administrator', async () => {
    await browser.signIn(scene.url, 'grace');
    expect(await (await me()).json()).toMatchObject({ networkRoles: ['NETWORK_ADMIN'] });
  });

  it('has only roles of a station if the station’s record claims roles above the stations', async () => {
    await scene.employ('mallory', { [hamburg]: ['NETWORK_ADMIN', 'REGIONAL_MANAGER', 'GATE_ATTENDANT'] }, forger);
    scene.issuer.setPeople(['mallory']);
    await browser.signIn(scene.url, 'mallory');
    expect(await (await me()).json()).toMatchObject({
      networkRoles: [],
      regions: [],
      stations: [{ stationId: hamburg, roles: ['GATE_ATTENDANT'] }],
    });
    const response = await browser.fetch(`${scene.url}/v1/network/staff`);
    expect([response.status, await reasonOf(response)]).toEqual([403, 'ROLE_MISSING']);
  });

  it('loses the role of the first administrator once the network has had an administrator on record', async () => {
    const replica = await scene.startReplica();
    await replica.stop();
    expect(scene.logged.join()).not.toContain('WAYSTATION_FIRST_ADMIN');
    const over = { role: 'NETWORK_ADMIN', until: '2020-01-01T00:00:00Z' };
    await scene.appoint('henry', [over]);
    await browser.signIn(scene.url, 'grace');
    expect(await (await me()).json()).toMatchObject({ networkRoles: [] });
    expect((await browser.fetch(`${scene.url}/v1/network/staff`)).status).toBe(403);
    await (await scene.startReplica()).stop();
    expect(scene.logged.join()).toContain('WAYSTATION_FIRST_ADMIN is ignored');
  });

  it('ends after twelve hours', async () => {
    await browser.signIn(scene.url, 'mia');
    scene.clock.aheadMs = 12 * 3_600_000 - 5_000;
    expect((await me()).status).toBe(200);
    scene.clock.aheadMs = 12 * 3_600_000 + 1_000;
    expect(await reasonOf(await me())).toBe('SESSION_ENDED');
  });

  it('records when it was last used', async () => {
    await browser.signIn(scene.url, 'mia');
    scene.clock.aheadMs = 120_000;
    await me();
    const [row] = await scene.database.rows<{ seconds: number }>(statements.seenAfter);
    expect(row!.seconds).toBeGreaterThan(115);
  });
});

describe('The refresh of a session at the issuer', () => {
  const refreshed = async () => {
    scene.clock.aheadMs += 301_000;
    const answers = await Promise.all(Array.from({ length: 10 }, me));
    await sleep(400);
    return answers.map(({ status }) => status);
  };

  it('runs once for all requests after the access token expires, and no request waits for it', async () => {
    await browser.signIn(scene.url, 'mia');
    for (let round = 0; round < 3; round++) expect(new Set(await refreshed())).toEqual(new Set([200]));
    expect((await me()).status).toBe(200);
    expect(scene.logged.join()).not.toContain('refreshing a session');
  });

  it('runs on one replica only, since a refresh token can be used only once', async () => {
    await browser.signIn(scene.url, 'mia');
    const replica = await scene.startReplica();
    const other = () => browser.fetch(`${replica.url}/auth/me`);
    for (let round = 0; round < 3; round++) {
      scene.clock.aheadMs += 301_000;
      const answers = await Promise.all([me(), other(), me(), other()]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      await sleep(300);
    }
    expect((await other()).status).toBe(200);
    await replica.stop();
  });

  it('ends the session of a person who was dismissed at the issuer', async () => {
    await browser.signIn(scene.url, 'mia');
    scene.issuer.setPeople([]);
    await refreshed();
    expect(await reasonOf(await me())).toBe('SESSION_ENDED');
  });
});

describe('Signing out', () => {
  it('ends the session and answers the address for signing out at the issuer', async () => {
    await browser.signIn(scene.url, 'mia');
    const cookie = browser.cookie(cookieName())!;
    const { signOutUrl } = (await (await post('/auth/sign-out')).json()) as { signOutUrl: string };
    expect(browser.cookie(cookieName())).toBeUndefined();
    browser.setCookie(cookieName(), cookie);
    expect(await reasonOf(await me())).toBe('SESSION_ENDED');
    const page = await browser.fetch(signOutUrl);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Sign out')]);
  });

  it('may be repeated', async () => {
    expect(await (await post('/auth/sign-out')).json()).toEqual({ signOutUrl: null });
  });
});

describe('A page of another site', () => {
  const start = `/v1/stations/${hamburg}/jobs/${shanghai}:start`;

  it.each(['https://evil.example', 'null', ''])('cannot change anything from the origin %j', async (origin) => {
    await browser.signIn(scene.url, 'mia');
    for (const path of [start, '/auth/sign-out']) {
      const response = await post(path, { origin, 'idempotency-key': 'k' });
      expect([response.status, await reasonOf(response)]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    }
    expect(scene.backend.calls).toEqual([]);
    expect((await me()).status).toBe(200);
  });

  it('cannot post a form', async () => {
    await browser.signIn(scene.url, 'mia');
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      for (const path of [start, '/auth/sign-out']) {
        const response = await post(path, { 'content-type': type, 'idempotency-key': 'k' }, 'a=b');
        expect([response.status, await reasonOf(response)]).toEqual([415, 'JSON_BODY_REQUIRED']);
      }
    }
  });

  it('cannot read an answer either', async () => {
    const response = await browser.fetch(`${scene.url}/auth/me`, { headers: { origin: 'https://evil.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('is treated differently from a page of this site, which may change data', async () => {
    await browser.signIn(scene.url, 'mia');
    expect((await post(start, { 'idempotency-key': 'k' })).status).toBe(200);
  });
});

describe('An API client', () => {
  const ask = (token: string) => fetch(jobs(hamburg), { headers: { authorization: token } });

  it('is admitted with an access token of the issuer', async () => {
    const token = await scene.issuer.accessToken('mia');
    expect((await ask(`Bearer ${token}`)).status).toBe(200);
    expect((await ask(`bearer ${token}`)).status).toBe(200);
    expect(scene.backend.calls[0]!.actor).toMatchObject({ roles: ['TECHNICIAN'], stationId: hamburg });
    expect(scene.backend.calls[0]!.metadata['authorization']).not.toContain(token);
  });

  it('needs no Origin header, since another site cannot make a browser send an access token', async () => {
    const headers = {
      authorization: `Bearer ${await scene.issuer.accessToken('mia')}`,
      'content-type': 'application/json',
      'idempotency-key': 'k',
    };
    const response = await fetch(`${jobs(hamburg)}/${shanghai}:start`, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(200);
  });

  it('is refused with anything but a valid access token', async () => {
    const token = await scene.issuer.accessToken('mia');
    const [head, , signature] = token.split('.');
    const forged = `${head}.${Buffer.from(JSON.stringify({ sub: 'grace', aud: 'urn:waystation:api', iss: scene.issuer.url, exp: 9e9 })).toString('base64url')}.${signature}`;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${forged.split('.')[1]}.`;
    for (const wrong of [
      `Basic ${token}`,
      token,
      'Bearer',
      'Bearer x',
      `Bearer ${forged}`,
      `Bearer ${unsigned}`,
      `Bearer ${token}x`,
    ]) {
      const response = await ask(wrong);
      expect([wrong.slice(0, 12), response.status, await reasonOf(response)]).toEqual([
        wrong.slice(0, 12),
        401,
        'TOKEN_NOT_VALID',
      ]);
    }
    scene.clock.aheadMs = 301_000;
    expect((await ask(`Bearer ${token}`)).status).toBe(401);
  });
});

it('the log contains no person, path, query or token', async () => {
  await browser.signIn(scene.url, 'mia');
  await browser.fetch(`${jobs(hamburg)}?visitId=${shanghai}`);
  const log = scene.logged.join('');
  expect(log).toContain('"route":"/v1/stations/{station_id}/jobs"');
  for (const secret of [...browser.cookieValues, 'mia', hamburg, shanghai, 'code=', 'state=', '127.0.0.1'])
    expect(log).not.toContain(secret);
});

// Last test, since the issuer is not restarted.
test('people who are signed in can work during an outage of the issuer', async () => {
  await browser.signIn(scene.url, 'mia');
  const token = await scene.issuer.accessToken('mia');
  await fetch(jobs(hamburg), { headers: { authorization: `Bearer ${token}` } });
  await scene.issuer.stop();
  scene.clock.aheadMs = 301_000;
  expect((await browser.fetch(jobs(hamburg))).status).toBe(200);
  await sleep(300);
  scene.clock.aheadMs = 320_000;
  expect((await browser.fetch(jobs(hamburg))).status).toBe(200);
  scene.clock.aheadMs = 0;
  expect((await fetch(jobs(hamburg), { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
});
