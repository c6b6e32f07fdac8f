import { AsyncLocalStorage } from 'node:async_hooks';
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const nonceLength = 12;
const tagLength = 16;
const headLength = 1 + nonceLength + tagLength;

/** Thrown for bytes that the given keys cannot decrypt: the key is missing, or the bytes were altered. */
export class Undecryptable extends Error {}

/**
 * Keys for encrypted columns: AES-256-GCM with a new nonce for each value. Stored bytes begin with the number of the key, so
 * that keys can change without rewriting all rows at once: the first key writes, all keys read.
 */
export class DataKeys {
  readonly #keys: ReadonlyMap<number, Buffer>;
  readonly #writing: number;
  readonly #indexing: Buffer;

  private constructor(keys: ReadonlyMap<number, Buffer>) {
    this.#keys = keys;
    this.#writing = [...keys.keys()][0]!;
    // Derived from the oldest key, so that look-ups by index still work after a change of keys.
    const oldest = keys.get(Math.min(...keys.keys()))!;
    this.#indexing = Buffer.from(hkdfSync('sha256', oldest, '', 'waystation blind index', 32));
  }

  /**
   * @param text `2:<32 bytes, base64>,1:<32 bytes, base64>`, the writing key first
   * @returns undefined for any other text
   */
  static parse(text: string): DataKeys | undefined {
    const keys = new Map<number, Buffer>();
    for (const each of text.split(',')) {
      const [, id, base64] = /^\s*(\d{1,3}):([A-Za-z0-9+/]{43}=)\s*$/.exec(each) ?? [];
      const number = Number(id);
      if (!base64 || number < 1 || number > 255 || keys.has(number)) return undefined;
      keys.set(number, Buffer.from(base64, 'base64'));
    }
    return new DataKeys(keys);
  }

  /** Encrypts a text. @returns key number, nonce, tag and ciphertext */
  encrypt(text: string): Buffer {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.#keys.get(this.#writing)!, nonce);
    const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(this.#writing), nonce, cipher.getAuthTag(), bytes]);
  }

  /** Decrypts bytes of `encrypt`. @throws Undecryptable */
  decrypt(bytes: Uint8Array): string {
    const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (stored.length < headLength) throw new Undecryptable('an encrypted value is too short');
    const id = stored[0]!;
    const key = this.#keys.get(id);
    if (!key) throw new Undecryptable(`an encrypted value needs data key ${id}, which is not in WAYSTATION_DATA_KEYS`);
    const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(1, 1 + nonceLength));
    decipher.setAuthTag(stored.subarray(1 + nonceLength, headLength));
    const head = decipher.update(stored.subarray(headLength));
    try {
      return Buffer.concat([head, decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new Undecryptable(
        `an encrypted value cannot be decrypted with data key ${id}: the value was altered or the key differs`,
        {
          cause,
        },
      );
    }
  }

  /** Keyed hash: equal for equal texts, and useless without the key. */
  index(text: string): Buffer {
    return createHmac('sha256', this.#indexing).update(text, 'utf8').digest();
  }
}

const current = new AsyncLocalStorage<DataKeys | undefined>();

/**
 * Runs code that reads or writes encrypted columns with these keys. `inScope` and `reading` do so with the keys of their
 * database, because a process may run several services with different keys.
 *
 * @param keys undefined for a database without keys
 */
export function withDataKeys<T>(keys: DataKeys | undefined, run: () => T): T {
  return current.run(keys, run);
}

/** Keys of the current database. @throws Error if it has none, or outside of `withDataKeys` */
export function dataKeys(): DataKeys {
  const keys = current.getStore();
  if (!keys) throw new Error('there are no data keys: WAYSTATION_DATA_KEYS is not set');
  return keys;
}
