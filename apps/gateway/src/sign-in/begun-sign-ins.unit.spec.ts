import { BegunSignIns, type BegunSignIn } from './begun-sign-ins.ts';
import { Sealer } from './sealer.ts';

const now = new Date('2026-03-02T08:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const begun = (state: string): BegunSignIn => ({
  state,
  nonce: `nonce of ${state}`,
  verifier: `verifier of ${state}`,
  returnTo: '/',
  expiresAt: later(600).getTime(),
});

const sealer = new Sealer(Buffer.alloc(32, 1));
const signIns = new BegunSignIns(sealer);

test('a sign-in is found by its state, once, by the browser that began it', () => {
  const cookie = signIns.add(undefined, begun('a'), now);
  expect(signIns.take(cookie, 'a', now)).toEqual({ begun: begun('a'), rest: undefined });
  expect(signIns.take(undefined, 'a', now)).toBeUndefined();
  expect(signIns.take(cookie, 'b', now)).toBeUndefined();
  expect(signIns.take(cookie, '', now)).toBeUndefined();
});

test('several pages may begin at once', () => {
  const cookie = signIns.add(signIns.add(undefined, begun('a'), now), begun('b'), now);
  const { rest } = signIns.take(cookie, 'a', now)!;
  expect(signIns.take(rest, 'a', now)).toBeUndefined();
  expect(signIns.take(rest, 'b', now)?.begun.nonce).toBe('nonce of b');
});

test('the oldest make room, so that the cookie stays small', () => {
  let cookie: string | undefined;
  for (const state of ['a', 'b', 'c', 'd', 'e']) cookie = signIns.add(cookie, begun(state), now);
  expect(signIns.take(cookie, 'a', now)).toBeUndefined();
  expect(signIns.take(cookie, 'e', now)).toBeDefined();
  expect(cookie!.length).toBeLessThan(2_000);
});

test('a person may take ten minutes', () => {
  const cookie = signIns.add(undefined, begun('a'), now);
  expect(signIns.take(cookie, 'a', later(599))).toBeDefined();
  expect(signIns.take(cookie, 'a', later(600))).toBeUndefined();
});

test('nobody else can read or make the cookie', () => {
  const cookie = signIns.add(undefined, begun('a'), now);
  expect(Buffer.from(cookie, 'base64url').toString('latin1')).not.toContain('verifier');
  const foreign = new BegunSignIns(new Sealer(Buffer.alloc(32, 2)));
  expect(foreign.take(cookie, 'a', now)).toBeUndefined();
  for (const forged of ['', 'x', 'AAAA', cookie.slice(0, -4), `${cookie.slice(0, -4)}AAAA`]) {
    expect(signIns.take(forged, 'a', now)).toBeUndefined();
  }
});

test('what was sealed for one place is not opened in another', () => {
  const sealed = sealer.seal({ refreshToken: 'x' }, 'session 1');
  expect(sealer.open(sealed, 'session 1')).toEqual({ refreshToken: 'x' });
  expect(sealer.open(sealed, 'session 2')).toBeUndefined();
});
