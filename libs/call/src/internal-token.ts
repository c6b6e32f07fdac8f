import { createHash } from 'node:crypto';
import { NotSignedIn } from '@waystation/model';
import {
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importPKCS8,
  importSPKI,
  jwtVerify,
  SignJWT,
  type CryptoKey,
} from 'jose';
import type { Actor } from '@waystation/model';

const algorithm = 'ES256';
const issuer = 'waystation.gateway';
const lifetimeSeconds = 300;

/** Generates the key pair as PEM: the gateway signs with the private key, services verify with the public key. */
export async function makeTokenKeys(): Promise<{ privateKeyPem: string; publicKeyPem: string }> {
  const pair = await generateKeyPair(algorithm, { extractable: true });
  return { privateKeyPem: await exportPKCS8(pair.privateKey), publicKeyPem: await exportSPKI(pair.publicKey) };
}

/** Signs internal tokens, which are valid for five minutes. */
export class TokenSigner {
  readonly #key: CryptoKey;

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  static async of(privateKeyPem: string): Promise<TokenSigner> {
    return new TokenSigner(await importPKCS8(privateKeyPem, algorithm));
  }

  sign(actor: Actor, at: Date): Promise<string> {
    const seconds = Math.floor(at.getTime() / 1000);
    return new SignJWT({ kind: actor.kind, roles: actor.roles, station: actor.stationId, region: actor.regionId })
      .setProtectedHeader({ alg: algorithm })
      .setSubject(actor.id)
      .setIssuer(issuer)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + lifetimeSeconds)
      .sign(this.#key);
  }
}

const cachedMax = 10_000;

/** Verifies internal tokens and caches the result: a check costs 0.1 ms, and a session sends the same token for minutes. */
export class TokenVerifier {
  readonly #key: CryptoKey;
  readonly #known = new Map<string, { actor: Actor; expiresAt: number }>();

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  static async of(publicKeyPem: string): Promise<TokenVerifier> {
    return new TokenVerifier(await importSPKI(publicKeyPem, algorithm));
  }

  /** @throws NotSignedIn for a missing, forged or expired token */
  async verify(token: string | undefined, at: Date): Promise<Actor> {
    if (!token) throw new NotSignedIn('TOKEN_MISSING');
    const hash = createHash('sha256').update(token).digest('base64');
    const known = this.#known.get(hash);
    if (known && known.expiresAt > at.getTime()) return known.actor;
    const { actor, expiresAt } = await this.#check(token, at);
    if (this.#known.size >= cachedMax) this.#known.clear();
    this.#known.set(hash, { actor, expiresAt });
    return actor;
  }

  async #check(token: string, at: Date): Promise<{ actor: Actor; expiresAt: number }> {
    const options = {
      issuer,
      algorithms: [algorithm],
      currentDate: at,
      requiredClaims: ['sub', 'exp', 'kind', 'roles'],
    };
    const { payload } = await jwtVerify(token, this.#key, options).catch((cause: unknown) => {
      throw Object.assign(new NotSignedIn('TOKEN_NOT_VALID'), { cause });
    });
    const { kind, roles, station, region } = payload as {
      kind: Actor['kind'];
      roles: string[];
      station?: string;
      region?: string;
    };
    const actor: Actor = {
      kind,
      id: payload.sub!,
      roles,
      ...(station && { stationId: station }),
      ...(region && { regionId: region }),
    };
    return { actor, expiresAt: payload.exp! * 1000 };
  }
}
