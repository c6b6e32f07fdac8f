import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@waystation/stack';
import { calculatePKCECodeChallenge } from 'openid-client';
import { readConfig, type IssuerConfig } from './config.ts';
import { startIssuer, type Issuer } from './issuer.ts';

const gateway = 'http://127.0.0.1:14301';
const home = mkdtempSync(join(tmpdir(), 'waystation-issuer-'));
const verifier = 'a-verifier-that-is-as-long-as-the-standard-requires-of-verifiers';
const logged: string[] = [];

let config: IssuerConfig;
let issuer: Issuer;

const start = async () => (issuer = await startIssuer(config, (line) => void logged.push(line)));

beforeAll(async () => {
  const peopleFile = join(home, 'people.json');
  const people = [
    { subject: 'mia', name: 'Mia Koch', roles: { en: 'Technician', zh: '维修技师' }, station: 'Hamburg' },
    { subject: 'odd', name: '<script>alert(1)</script>', roles: '"quoted"', station: "O'Neill & Sons" },
  ];
  writeFileSync(peopleFile, JSON.stringify(people));
  config = readConfig({
    WAYSTATION_ISSUER: `http://127.0.0.1:${await freePort()}`,
    WAYSTATION_PUBLIC_URL: gateway,
    WAYSTATION_CLIENT_ID: 'gateway',
    WAYSTATION_CLIENT_SECRET: 'secret',
    WAYSTATION_SCRIPT_SECRET: 'script',
    WAYSTATION_DEMO_PEOPLE: peopleFile,
    WAYSTATION_ISSUER_HOME: home,
  });
  await start();
}, 20_000);
afterAll(async () => {
  await issuer.close();
  rmSync(home, { recursive: true, force: true });
});

const at = (path: string) => new URL(path, config.issuer);

/** Browser that sends all its cookies to every path. */
class Visitor {
  readonly cookies = new Map<string, string>();

  async fetch(url: URL, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), cookie },
    });
    for (const line of response.headers.getSetCookie())
      this.cookies.set(...(line.split(';')[0]!.split('=', 2) as [string, string]));
    return response;
  }

  async next(url: URL, init: RequestInit = {}): Promise<URL> {
    const { headers } = await this.fetch(url, init);
    return new URL(headers.get('location')!, url);
  }

  async begin(more: Record<string, string> = {}): Promise<URL> {
    const url = at('/auth');
    const query = {
      client_id: 'gateway',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${gateway}/auth/callback`,
      state: 's',
      nonce: 'n',
      resource: 'urn:waystation:api',
    };
    const challenge = { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' };
    url.search = new URLSearchParams({ ...query, ...challenge, ...more }).toString();
    return this.next(url);
  }

  /** Signs in. @returns the authorization code */
  async signIn(subject: string): Promise<string> {
    const page = await this.begin();
    const back = await this.next(await this.next(page, { method: 'POST', body: new URLSearchParams({ subject }) }));
    return back.searchParams.get('code')!;
  }
}

async function token(client: string, body: Record<string, string>): Promise<Record<string, unknown>> {
  const headers = { authorization: `Basic ${btoa(client)}` };
  return (await fetch(at('/token'), { method: 'POST', headers, body: new URLSearchParams(body) })).json() as Promise<
    Record<string, unknown>
  >;
}

const exchange = (code: string) =>
  token('gateway:secret', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: `${gateway}/auth/callback`,
    code_verifier: verifier,
  });
const claimsOf = (jwt: unknown) =>
  JSON.parse(Buffer.from(String(jwt).split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

it('the sign-in page shows a button for each person, by station, in the reader’s language', async () => {
  const visitor = new Visitor();
  const page = await visitor.begin();
  const english = await (await visitor.fetch(page)).text();
  for (const text of ['Sign in', 'Hamburg', 'Mia Koch', 'Technician', 'value="mia"']) expect(english).toContain(text);
  const chinese = await (await visitor.fetch(page, { headers: { 'accept-language': 'zh-CN' } })).text();
  for (const text of ['<html lang="zh-CN">', '登录', '维修技师']) expect(chinese).toContain(text);
  expect(
    await (await visitor.fetch(new URL('?lang=en', page), { headers: { 'accept-language': 'zh' } })).text(),
  ).toContain('Technician');
});

it('names are escaped in the page', async () => {
  const visitor = new Visitor();
  const response = await visitor.fetch(await visitor.begin());
  const text = await response.text();
  expect(text).not.toContain('<script>alert');
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(text).toContain('O&#39;Neill &amp; Sons');
  expect(response.headers.get('content-security-policy')).toContain(`form-action 'self' ${gateway}`);
});

it('the chosen person is signed in, and a refresh replaces the refresh token', async () => {
  const first = await exchange(await new Visitor().signIn('mia'));
  expect(claimsOf(first['id_token'])).toMatchObject({ sub: 'mia', nonce: 'n', aud: 'gateway' });
  expect(claimsOf(first['access_token'])).toMatchObject({ sub: 'mia', aud: 'urn:waystation:api' });
  const refresh = (refresh_token: unknown) =>
    token('gateway:secret', { grant_type: 'refresh_token', refresh_token: String(refresh_token) });
  const second = await refresh(first['refresh_token']);
  expect(second['refresh_token']).not.toBe(first['refresh_token']);
  expect(await refresh(first['refresh_token'])).toMatchObject({ error: 'invalid_grant' });
});

it('a person who is not on the page cannot be chosen', async () => {
  const visitor = new Visitor();
  const page = await visitor.begin();
  for (const body of [
    new URLSearchParams({ subject: 'nobody' }),
    new URLSearchParams(),
    new URLSearchParams({ subject: 'x'.repeat(5_000) }),
  ]) {
    expect((await visitor.fetch(page, { method: 'POST', body })).status).toBe(400);
  }
});

it('a sign-in cannot be continued in another browser', async () => {
  const page = await new Visitor().begin();
  const answer = await new Visitor().fetch(page);
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Please sign in again')]);
});

it('a sign-in requires PKCE and returns to the gateway only', async () => {
  const withoutChallenge = await new Visitor().begin({ code_challenge: '' });
  expect(withoutChallenge.searchParams.get('error')).toBe('invalid_request');
  const url = at('/auth');
  url.search = new URLSearchParams({
    client_id: 'gateway',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'https://evil.example/',
  }).toString();
  const refused = await fetch(url, { redirect: 'manual' });
  expect([refused.status, refused.headers.get('location')]).toEqual([400, null]);
});

describe('A script', () => {
  const demo = (client: string, subject: string) => token(client, { grant_type: 'urn:waystation:demo', subject });

  it('signs in any demo person without a browser', async () => {
    const { access_token, token_type } = await demo('waystation-scripts:script', 'mia');
    expect(token_type).toBe('Bearer');
    expect(claimsOf(access_token)).toMatchObject({ sub: 'mia', aud: 'urn:waystation:api', iss: config.issuer.origin });
  });

  it('is refused with a wrong secret, an unknown person or another client', async () => {
    expect(await demo('waystation-scripts:wrong', 'mia')).toMatchObject({ error: 'invalid_client' });
    expect(await demo('waystation-scripts:script', 'nobody')).toMatchObject({ error: 'invalid_grant' });
    expect(await demo('gateway:secret', 'mia')).toMatchObject({ error: expect.any(String) as string });
  });
});

it('keys and sessions survive a restart', async () => {
  const visitor = new Visitor();
  const tokens = await exchange(await visitor.signIn('mia'));
  const keys = await (await fetch(at('/jwks'))).json();
  await issuer.close();
  await sleep(50); // until the client notices that its connections are closed
  await start();
  expect(await (await fetch(at('/jwks'))).json()).toEqual(keys);
  const refreshed = await token('gateway:secret', {
    grant_type: 'refresh_token',
    refresh_token: String(tokens['refresh_token']),
  });
  expect(claimsOf(refreshed['access_token'])).toMatchObject({ sub: 'mia' });
  const again = await visitor.begin();
  expect(again.searchParams.get('code')).toEqual(expect.any(String)); // still signed in: no page
});

it('signing out asks for confirmation and reports success', async () => {
  const visitor = new Visitor();
  await visitor.signIn('mia');
  const response = await visitor.fetch(at('/session/end'), { headers: { 'accept-language': 'zh' } });
  const [, action, xsrf] = /action="([^"]+)".*?name="xsrf" value="([^"]+)"/s.exec(await response.text())!;
  const body = new URLSearchParams({ xsrf: xsrf!, logout: 'yes' });
  const end = await visitor.next(new URL(action!, config.issuer), { method: 'POST', body });
  expect(await (await visitor.fetch(end)).text()).toContain('Signed out');
  expect((await visitor.begin()).pathname).toMatch(/^\/interaction\//);
});

it('no request of these tests caused a server error', () => {
  expect(logged.filter((line) => line.startsWith('issuer: server error'))).toEqual([]);
});
