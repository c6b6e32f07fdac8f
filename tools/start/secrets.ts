import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets shared by the processes of a development platform. Created once in the home folder, readable only by its owner. */
export interface Secrets {
  clientSecret: string;
  scriptSecret: string;
  /** 32 bytes, base64. */
  sessionKey: string;
  /** Keys that encrypt personal data in the databases: `1:<32 bytes, base64>`. */
  dataKeys: string;
  /** Files of the key pair that signs and verifies internal tokens. */
  privateKeyFile: string;
  publicKeyFile: string;
}

export async function secretsOf(home: string): Promise<Secrets> {
  const folder = join(home, 'secrets');
  const [file, privateKeyFile, publicKeyFile] = ['secrets.json', 'token-private.pem', 'token-public.pem'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { exportPKCS8, exportSPKI, generateKeyPair } = await import('jose'); // not loaded at later starts
    const keys = await generateKeyPair('ES256', { extractable: true });
    const owner = { mode: 0o600 };
    writeFileSync(privateKeyFile, await exportPKCS8(keys.privateKey), owner);
    writeFileSync(publicKeyFile, await exportSPKI(keys.publicKey), owner);
    const secret = () => randomBytes(32).toString('base64');
    const made = {
      clientSecret: secret(),
      scriptSecret: secret(),
      sessionKey: secret(),
      dataKeys: `1:${secret()}`,
    };
    // Written last, so that an interrupted start creates all of them again.
    writeFileSync(file, JSON.stringify(made, null, 2), owner);
  }
  const made = JSON.parse(readFileSync(file, 'utf8')) as Omit<Secrets, 'privateKeyFile' | 'publicKeyFile'>;
  return { ...made, privateKeyFile, publicKeyFile };
}
