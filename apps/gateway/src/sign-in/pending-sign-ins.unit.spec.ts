import { PendingSignIns, type PendingSignIn } from './pending-sign-ins.ts';
import { Sealer } from './sealer.ts';

const now = new Date('2026-03-02T08:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const pending = (state: string): PendingSignIn => ({
  state,
  nonce: `nonce of ${state}`,
  verifier: `verifier of ${state}`,
  returnTo: '/',
  expiresAt: later(600).getTime(),
});

const sealer = new Sealer(Buffer.alloc(32, 1));
const signIns = new PendingSignIns(sealer);

it('a sign-in is found by its state, once, and only in the browser that started it', () => {
  const cookie = signIns.add(undefined, pending('a'), now);
  expect(signIns.take(cookie, 'a', now)).toEqual({ pending: pending('a'), rest: undefined });
  expect(signIns.take(undefined, 'a', now)).toBeUndefined();
  expect(signIns.take(cookie, 'b', now)).toBeUndefined();
  expect(signIns.take(cookie, '', now)).toBeUndefined();
});

it('several pages may start a sign-in at the same time', () => {
  const cookie = signIns.add(signIns.add(undefined, pending('a'), now), pending('b'), now);
  const { rest } = signIns.take(cookie, 'a', now)!;
  expect(signIns.take(rest, 'a', now)).toBeUndefined();
  expect(signIns.take(rest, 'b', now)?.pending.nonce).toBe('nonce of b');
});

it('the oldest sign-ins are dropped to keep the cookie small', () => {
  let cookie: string | undefined;
  for (const state of ['a', 'b', 'c', 'd', 'e']) cookie = signIns.add(cookie, pending(state), now);
  expect(signIns.take(cookie, 'a', now)).toBeUndefined();
  expect(signIns.take(cookie, 'e', now)).toBeDefined();
  expect(cookie!.length).toBeLessThan(2_000);
});

it('a sign-in expires after ten minutes', () => {
  const cookie = signIns.add(undefined, pending('a'), now);
  expect(signIns.take(cookie, 'a', later(599))).toBeDefined();
  expect(signIns.take(cookie, 'a', later(600))).toBeUndefined();
});

it('nobody else can read or forge the cookie', () => {
  const cookie = signIns.add(undefined, pending('a'), now);
  expect(Buffer.from(cookie, 'base64url').toString('latin1')).not.toContain('verifier');
  const foreign = new PendingSignIns(new Sealer(Buffer.alloc(32, 2)));
  expect(foreign.take(cookie, 'a', now)).toBeUndefined();
  for (const forged of ['', 'x', 'AAAA', cookie.slice(0, -4), `${cookie.slice(0, -4)}AAAA`]) {
    expect(signIns.take(forged, 'a', now)).toBeUndefined();
  }
});

it('a value sealed for one context cannot be opened in another', () => {
  const sealed = sealer.seal({ refreshToken: 'x' }, 'session 1');
  expect(sealer.open(sealed, 'session 1')).toEqual({ refreshToken: 'x' });
  expect(sealer.open(sealed, 'session 2')).toBeUndefined();
});
