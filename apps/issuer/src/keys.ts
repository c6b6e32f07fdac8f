import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** Keys that sign tokens and cookies. */
export interface IssuerKeys {
  signing: JWK;
  cookie: string;
}

/** Reads the keys, or creates them at the first start, so that sessions and tokens survive a restart. */
export async function issuerKeys(file: string): Promise<IssuerKeys> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as IssuerKeys;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const kid = randomBytes(6).toString('hex');
  const keys = {
    signing: { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid },
    cookie: randomBytes(32).toString('base64url'),
  };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
}
