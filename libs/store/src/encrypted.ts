import { p, Type, type EntityMetadata } from '@mikro-orm/postgresql';
import { dataKeys } from './data-keys.ts';

/**
 * Between an encrypted column and its value. For the ORM, which compares what was stored with what is there now, the
 * column holds the value's JSON; only where a statement is made it is encrypted, since the same value is never the same
 * bytes twice.
 */
class Encrypted extends Type<unknown, unknown> {
  override convertToDatabaseValue(value: unknown): string | null {
    return value == null ? null : JSON.stringify(value);
  }

  override convertToJSValue(bytes: unknown): unknown {
    return decrypted(bytes as Uint8Array | null);
  }

  override compareAsType(): string {
    return 'string';
  }

  override ensureComparable(): boolean {
    return false;
  }

  override getColumnType(): string {
    return 'bytea';
  }
}

declare const content: unique symbol;

/** Bytes of an encrypted column, which know what they hold. */
export type EncryptedBytes<T> = Uint8Array & { readonly [content]?: T };

/** An encrypted column of a mapping. */
export interface EncryptedProperty<T> {
  readonly [content]: T;
  /** May be absent. */
  nullable(): EncryptedProperty<T | null>;
}

/**
 * A property that lies encrypted in its table, for words and facts of persons: `party: encrypted<Party>()`. Any value that
 * JSON holds; the column is `bytea`. It can't be looked up or sorted by: see `blindIndex`.
 */
export function encrypted<T>(): EncryptedProperty<T> {
  return p.type(new Encrypted()) as unknown as EncryptedProperty<T>;
}

/** The value of an encrypted column that a query read; null stays null. @throws Undecryptable */
export function decrypted<T>(bytes: EncryptedBytes<T>): T;
export function decrypted<T>(bytes: EncryptedBytes<T> | null): T | null;
export function decrypted<T>(bytes: EncryptedBytes<T> | null): T | null {
  return bytes === null ? null : (JSON.parse(dataKeys().decrypt(bytes)) as T);
}

/**
 * What stands beside an encrypted column so that it can be looked up exactly, in a column `bytea` of its own: 32 bytes that
 * are the same for the same text.
 *
 * @param text in the form that a search uses too: digits of a phone number, small letters of a mail address
 */
export function blindIndex(text: string): Buffer {
  return dataKeys().index(text);
}

/** True for a property whose column is encrypted. */
export function isEncrypted(property: { customType?: unknown } | undefined): boolean {
  return property?.customType instanceof Encrypted;
}

/** Bytes of an encrypted column for the value's JSON, as the ORM holds it. @throws Error without keys */
export function encryptJson(json: unknown): Buffer | null {
  return typeof json === 'string' ? dataKeys().encrypt(json) : null;
}

/** True for a table with encrypted columns. */
export function hasEncrypted(meta: EntityMetadata<object>): boolean {
  return meta.props.some(isEncrypted);
}
