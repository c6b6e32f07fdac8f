import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { attempt } from '../http/attempt.ts';

const ivBytes = 12;
const tagBytes = 16;

/** Encrypts values stored in cookies and rows: AES-256-GCM, `iv | tag | ciphertext`. */
export class Sealer {
  readonly #key: Buffer;

  /** @param key 32 bytes */
  constructor(key: Buffer) {
    if (key.length !== 32) throw new Error('The session key must have 32 bytes.');
    this.#key = key;
  }

  /** @param context place where it is stored; a value moved to another row cannot be opened there */
  seal(value: unknown, context: string): Buffer {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** Undefined for a value sealed with another key or context, or tampered with. */
  open<T>(sealed: Buffer, context: string): T | undefined {
    if (sealed.length < ivBytes + tagBytes) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, ivBytes))
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
    const opened = attempt(
      () => decipher.update(sealed.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8'),
    );
    return 'value' in opened ? (JSON.parse(opened.value) as T) : undefined;
  }
}
