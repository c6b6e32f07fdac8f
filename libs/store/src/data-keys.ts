import { AsyncLocalStorage } from 'node:async_hooks';
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const nonceLength = 12;
const tagLength = 16;
const headLength = 1 + nonceLength + tagLength;

/** Bytes that the keys at hand can't read: of a key that isn't there, or not as they were written. */
export class Undecryptable extends Error {}

/**
 * The keys that encrypted columns are written and read with: AES-256-GCM, a nonce of its own for each value. What is stored
 * begins with the key's number, so that keys are changed without rewriting everything at once: the first one writes, all
 * of them read.
 */
export class DataKeys {
  readonly #keys: ReadonlyMap<number, Buffer>;
  readonly #writing: number;
  readonly #indexing: Buffer;

  private constructor(keys: ReadonlyMap<number, Buffer>) {
    this.#keys = keys;
    this.#writing = [...keys.keys()][0]!;
    // Of the oldest key, not of the writing one: what is looked up by an index is still found after a change of keys.
    const oldest = keys.get(Math.min(...keys.keys()))!;
    this.#indexing = Buffer.from(hkdfSync('sha256', oldest, '', 'waystation blind index', 32));
  }

  /**
   * @param text `2:<32 bytes, base64>,1:<32 bytes, base64>`, the writing key first
   * @returns undefined when it is something else
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

  /** The number of the key, the nonce, the tag, the cipher. */
  encrypt(text: string): Buffer {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.#keys.get(this.#writing)!, nonce);
    const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(this.#writing), nonce, cipher.getAuthTag(), bytes]);
  }

  /** @throws Undecryptable */
  decrypt(bytes: Uint8Array): string {
    const stored = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (stored.length < headLength) throw new Undecryptable('an encrypted value is too short to be one');
    const id = stored[0]!;
    const key = this.#keys.get(id);
    if (!key) throw new Undecryptable(`an encrypted value needs data key ${id}, which is not given`);
    const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(1, 1 + nonceLength));
    decipher.setAuthTag(stored.subarray(1 + nonceLength, headLength));
    const head = decipher.update(stored.subarray(headLength));
    try {
      return Buffer.concat([head, decipher.final()]).toString('utf8');
    } catch (cause) {
      throw new Undecryptable(`an encrypted value is not as data key ${id} wrote it, or the key is another one`, {
        cause,
      });
    }
  }

  /** The same for the same text, and useless without the key. */
  index(text: string): Buffer {
    return createHmac('sha256', this.#indexing).update(text, 'utf8').digest();
  }
}

const current = new AsyncLocalStorage<DataKeys | undefined>();

/**
 * Runs code that reads or writes encrypted columns with these keys. `inScope` and `reading` do so with the keys of their
 * database, since a process may run several services, each with different keys.
 *
 * @param keys undefined for a database without keys
 */
export function withDataKeys<T>(keys: DataKeys | undefined, run: () => T): T {
  return current.run(keys, run);
}

/** Keys of the database in use. @throws Error if it has none, or outside of `withDataKeys` */
export function dataKeys(): DataKeys {
  const keys = current.getStore();
  if (!keys) throw new Error('there are no data keys: WAYSTATION_DATA_KEYS is not set');
  return keys;
}
