import { beforeAll, describe, expect, test } from '@jest/globals';
import { NotSignedIn } from '@waystation/model';
import type { Actor } from '@waystation/model';
import { makeTokenKeys, TokenSigner, TokenVerifier } from './internal-token.ts';

const at = new Date('2026-03-02T08:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const actor: Actor = { kind: 'staff', id: 'anna', roles: ['TECHNICIAN'], stationId: 'station', regionId: 'region' };

let signer: TokenSigner;
let verifier: TokenVerifier;
let keys: Awaited<ReturnType<typeof makeTokenKeys>>;

beforeAll(async () => {
  keys = await makeTokenKeys();
  signer = await TokenSigner.of(keys.privateKeyPem);
  verifier = await TokenVerifier.of(keys.publicKeyPem);
});

describe('an internal token', () => {
  test('identifies the actor it was signed for', async () => {
    const token = await signer.sign(actor, at);
    expect(await verifier.verify(token, later(10))).toEqual(actor);
    expect(await verifier.verify(token, later(20))).toEqual(actor);
  });

  test('has no station for an actor above the stations', async () => {
    const admin: Actor = { kind: 'staff', id: 'root', roles: ['NETWORK_ADMIN'] };
    expect(await verifier.verify(await signer.sign(admin, at), at)).toEqual(admin);
  });

  test('expires after five minutes, also in the cache of the verifier', async () => {
    const token = await signer.sign(actor, at);
    await verifier.verify(token, later(299));
    await expect(verifier.verify(token, later(301))).rejects.toThrow(NotSignedIn);
  });

  test('is refused when signed with another key, forged or missing', async () => {
    const foreign = await TokenSigner.of((await makeTokenKeys()).privateKeyPem);
    const token = await signer.sign(actor, at);
    const [head, , seal] = token.split('.');
    const forged = [
      head,
      Buffer.from(JSON.stringify({ sub: 'anna', roles: ['NETWORK_ADMIN'] })).toString('base64url'),
      seal,
    ].join('.');
    for (const bad of [await foreign.sign(actor, at), forged, 'x', '']) {
      await expect(verifier.verify(bad, at)).rejects.toThrow(NotSignedIn);
    }
    await expect(verifier.verify(undefined, at)).rejects.toMatchObject({ reason: 'TOKEN_MISSING' });
  });
});
