import { ABrowser } from '../../testing/a-browser.ts';
import { aGateway, hamburg, shanghai, type Scene } from '../../testing/a-gateway.ts';

let scene: Scene;
let browser: ABrowser;
const [north, east] = ['66666666-6666-4666-8666-666666666666', '77777777-7777-4777-8777-777777777777'] as const;

beforeAll(async () => {
  scene = await aGateway();
  await scene.place(hamburg, north);
  await scene.place(shanghai, east);
  await scene.employ('mia', { [hamburg]: ['TECHNICIAN', 'QUALITY_INSPECTOR'] });
  await scene.appoint('lena', ['REGIONAL_MANAGER'], [east]);
  await scene.appoint('sun', ['NETWORK_ANALYST']);
  scene.issuer.setPeople(['mia', 'lena', 'sun', 'stranger']);
}, 60_000);
afterAll(() => scene?.stop(), 30_000);
beforeEach(() => {
  browser = new ABrowser();
});

const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const open = async (path: string, language = 'en') => {
  const response = await browser.fetch(`${scene.url}${path}`, { headers: { accept, 'accept-language': language } });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const signIn = async (subject: string) => {
  await browser.signIn(scene.url, subject, '/');
};

describe('The start page', () => {
  it('invites a person who is not signed in to sign in, in their language', async () => {
    const en = await open('/');
    expect([en.status, en.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(en.text).toContain('href="/auth/sign-in"');
    expect(en.text).toContain('After-sales service for trucks');
    const zh = await open('/', 'zh-CN,zh;q=0.9');
    expect(zh.text).toContain('<html lang="zh-CN">');
    expect(zh.text).toContain('>登录<');
    expect((await open('/?lang=zh')).text).toContain('href="/reference?lang=zh"');
    expect(zh.headers.get('vary')).toBe('accept, accept-language');
  });

  it('opens after signing in and shows name, station and roles', async () => {
    const end = await browser.signIn(scene.url, 'mia', '');
    expect(end.href).toBe(`${scene.url}/`);
    const { text } = await open('/');
    for (const word of ['Name of mia', 'Station of ' + north, 'Technician, quality inspector', 'action="/sign-out"'])
      expect(text).toContain(word);
    expect(text).not.toContain('Station of ' + east);
    expect((await open('/', 'zh')).text).toContain('维修技师、质检员');
  });

  it('lists the stations of their region to a regional manager, and all stations to a network analyst', async () => {
    await signIn('lena');
    const regional = (await open('/')).text;
    expect(regional).toContain('Regional manager');
    expect(regional).toContain('Station of ' + east);
    expect(regional).not.toContain('Station of ' + north);
    browser = new ABrowser();
    await signIn('sun');
    const all = (await open('/')).text;
    for (const word of ['Network analyst', 'Station of ' + east, 'Station of ' + north]) expect(all).toContain(word);
  });

  it('tells a person without a role whom to ask, and shows their login', async () => {
    await signIn('stranger');
    const { text } = await open('/');
    expect(text).toContain('You have no role yet');
    expect(text).toContain('<code>stranger</code>');
  });

  it('answers a program with JSON', async () => {
    for (const header of ['application/json', '*/*', 'text/html;q=0.2, application/json']) {
      const response = await browser.fetch(`${scene.url}/`, { headers: { accept: header } });
      expect(await response.json()).toMatchObject({ links: { reference: '/reference', me: '/auth/me' } });
    }
  });

  it('loads nothing from other hosts and needs no script', async () => {
    const pages = await Promise.all(['/', '/reference', '/reference/reception', '/nothing'].map((path) => open(path)));
    for (const { text, headers } of pages) {
      expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=|(src|href)="(https?:)?\/\//);
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    }
    expect((await open('/pages.css')).headers.get('content-type')).toContain('text/css');
    for (const icon of ['/favicon.ico', '/favicon.svg'])
      expect((await open(icon)).headers.get('content-type')).toContain('image/svg+xml');
  });
});

describe('Signing out from a page', () => {
  const signOut = (origin: string | undefined, body = '') =>
    browser.fetch(`${scene.url}/sign-out`, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/x-www-form-urlencoded', ...(origin && { origin }) },
      body,
    });

  it('ends the session, continues to the sign-in server without a token, and returns to the start page', async () => {
    await signIn('mia');
    const response = await signOut(scene.url);
    const next = new URL(response.headers.get('location')!);
    expect([response.status, next.origin]).toEqual([303, scene.issuer.url]);
    expect(Object.fromEntries(next.searchParams)).toEqual({
      client_id: 'gateway',
      post_logout_redirect_uri: `${scene.url}/`,
    });
    expect(response.headers.get('content-security-policy')).toContain(`form-action 'self' ${scene.issuer.url}`);
    expect((await open('/')).text).toContain('href="/auth/sign-in"');
    const page = await (await browser.fetch(next)).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)![1]!;
    const confirmed = await browser.fetch(new URL(/action="([^"]+)"/.exec(page)![1]!, next), {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
    });
    expect(confirmed.headers.get('location')).toBe(`${scene.url}/`);
  });

  it('is refused from another site, and leads to the start page if nobody was signed in', async () => {
    await signIn('mia');
    for (const origin of ['https://evil.example', 'null', undefined]) {
      const refused = await signOut(origin);
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain('<h1>Not allowed</h1>');
    }
    expect((await open('/')).text).toContain('Name of mia');
    browser = new ABrowser();
    expect((await signOut(scene.url)).headers.get('location')).toBe('/');
  });
});

describe('An error', () => {
  it('is shown as a page to a person and sent as a problem document to a program', async () => {
    const lost = await open('/nothing/here');
    expect([lost.status, lost.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(lost.text).toContain('Page not found');
    expect((await open('/nothing', 'zh')).text).toContain('页面不存在');
    const program = await browser.fetch(`${scene.url}/nothing`, { headers: { accept: 'application/json' } });
    expect([program.status, program.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('offers to sign in and then return to the same address', async () => {
    const path = `/v1/stations/${hamburg}/visits`;
    const { status, text } = await open(path);
    expect(status).toBe(401);
    expect(text).toContain(`href="/auth/sign-in?returnTo=${encodeURIComponent(path)}"`);
  });

  it('names the allowed roles to a person without one', async () => {
    await signIn('mia');
    const { status, text } = await open('/v1/network/staff');
    expect(status).toBe(403);
    expect(text).toContain('It takes one of these roles: Network administrator');
  });

  it('never links to another host, even from a crafted address', async () => {
    for (const path of ['//evil.example/', '/\\evil.example', '/%22%3E%3Cscript%3E']) {
      const { text } = await open(path);
      expect(text).not.toMatch(/href="(\/\/|\/\\|https?:)|<script/);
    }
  });

  it('is sent as JSON in answer to a step', async () => {
    const response = await browser.fetch(`${scene.url}/v1/stations/${hamburg}/calls`, {
      method: 'POST',
      headers: { accept, 'content-type': 'application/json' },
      body: '{}',
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ]);
  });
});

describe('The reference', () => {
  it('lists every call with its roles by name and every field', async () => {
    const index = await open('/reference');
    for (const chapter of [
      'joined',
      'appointments',
      'reception',
      'workshop',
      'parts',
      'quality',
      'billing',
      'crm',
      'network',
    ])
      expect(index.text).toContain(`href="/reference/${chapter}"`);
    const { text } = await open('/reference/reception');
    for (const word of [
      '/v1/stations/{station_id}/visits',
      'riskMinutes',
      'Regional manager',
      'REC-D05',
      'Idempotency',
    ])
      expect([word, `${index.text}${text}`.includes(word)]).toEqual([word, true]);
    expect(text).toContain('0 to 10080');
    expect(text).not.toMatch(/`|\[object Object\]|\{\{/);
    for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`id="${id}"`);
    expect((await open('/reference/joined')).text).toContain('/v1/stations/{station_id}/visits/{visit_id}/timeline');
    expect((await open('/reference/wizardry')).status).toBe(404);
  });
});

it('headers over plain http do not demand https', async () => {
  const { headers } = await open('/');
  expect(headers.get('strict-transport-security')).toBeNull();
  expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
});
