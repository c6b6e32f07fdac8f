import { makeTokenKeys, TokenSigner, TokenVerifier } from '@waystation/call';
import { InternalTokens } from './internal-tokens.ts';
import type { People } from './people.ts';

const keys = await makeTokenKeys();
const verifier = await TokenVerifier.of(keys.publicKeyPem);
const staffId = '33333333-3333-4333-8333-333333333333';
const who = { key: 'session', issuer: 'i', subject: 's' };

async function setUp(rolesOf: People['rolesOf']) {
  const clock = { at: Date.parse('2026-03-02T08:00:00Z'), now: () => new Date(clock.at) };
  const tokens = new InternalTokens(await TokenSigner.of(keys.privateKeyPem), { rolesOf } as People, clock);
  return { tokens, clock };
}

it('a token contains the person, their roles and the station', async () => {
  const { tokens, clock } = await setUp(async (_issuer, _subject, stationId) => ({
    kind: 'staff',
    id: staffId,
    roles: ['TECHNICIAN'],
    stationId,
  }));
  const { token } = await tokens.of(who, 'station');
  await expect(verifier.verify(token, clock.now())).resolves.toEqual({
    kind: 'staff',
    id: staffId,
    roles: ['TECHNICIAN'],
    stationId: 'station',
  });
});

it('each session and station has one token, reused for half a minute', async () => {
  let asked = 0;
  const { tokens, clock } = await setUp(async () => ({ kind: 'staff', id: staffId, roles: [`R${(asked += 1)}`] }));
  const first = await tokens.of(who, 'a');
  clock.at += 29_000;
  expect(await tokens.of(who, 'a')).toBe(first);
  expect(await tokens.of(who, 'b')).not.toBe(first);
  expect(await tokens.of({ ...who, key: 'another' }, 'a')).not.toBe(first);
  clock.at += 1_000;
  expect(await tokens.of(who, 'a')).not.toBe(first);
  expect(asked).toBe(4);
});

it('a person without a role is looked up again after half a second, since they may have been registered meanwhile', async () => {
  let roles: string[] = [];
  const { tokens, clock } = await setUp(async () => ({ kind: 'staff', id: staffId, roles }));
  const stranger = await tokens.of(who, undefined);
  roles = ['REGIONAL_MANAGER'];
  clock.at += 499;
  expect(await tokens.of(who, undefined)).toBe(stranger);
  clock.at += 1;
  const known = await verifier.verify((await tokens.of(who, undefined)).token, clock.now());
  expect(known).toMatchObject({ roles: ['REGIONAL_MANAGER'] });
});

it('simultaneous requests share one token', async () => {
  let asked = 0;
  const { tokens } = await setUp(async () => ({ kind: 'staff', id: staffId, roles: [`R${(asked += 1)}`] }));
  const all = await Promise.all(Array.from({ length: 20 }, () => tokens.of(who, 'a')));
  expect(new Set(all).size).toBe(1);
  expect(asked).toBe(1);
});

it('a failed lookup is not cached', async () => {
  let fails = true;
  const { tokens } = await setUp(async () => {
    if (fails) throw new Error('the database is unavailable');
    return { kind: 'staff', id: staffId, roles: [] };
  });
  await expect(tokens.of(who, 'a')).rejects.toThrow('unavailable');
  fails = false;
  await expect(tokens.of(who, 'a')).resolves.toMatchObject({ token: expect.any(String) });
});
