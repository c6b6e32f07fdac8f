import { p, Type, type EntityMetadata } from '@mikro-orm/postgresql';
import { dataKeys } from './data-keys.ts';

/**
 * ORM type of an encrypted column. The ORM compares the JSON of stored and present values; encryption happens only when a
 * statement is built, because the same value gives different bytes each time.
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

/** Bytes of an encrypted column, with the type of their content. */
export type EncryptedBytes<T> = Uint8Array & { readonly [content]?: T };

/** An encrypted column of a mapping. */
export interface EncryptedProperty<T> {
  readonly [content]: T;
  /** Makes the column nullable. */
  nullable(): EncryptedProperty<T | null>;
}

/**
 * Encrypted property for personal data: `party: encrypted<Party>()`. Takes any JSON value; the column is `bytea`. Cannot be
 * searched or sorted by; for searches see `blindIndex`.
 */
export function encrypted<T>(): EncryptedProperty<T> {
  return p.type(new Encrypted()) as unknown as EncryptedProperty<T>;
}

/** Decrypts an encrypted column that a query read; null stays null. @throws Undecryptable */
export function decrypted<T>(bytes: EncryptedBytes<T>): T;
export function decrypted<T>(bytes: EncryptedBytes<T> | null): T | null;
export function decrypted<T>(bytes: EncryptedBytes<T> | null): T | null {
  return bytes === null ? null : (JSON.parse(dataKeys().decrypt(bytes)) as T);
}

/**
 * Blind index for exact searches on an encrypted column, for a separate `bytea` column: 32 bytes, equal for equal texts.
 *
 * @param text in the normal form that the search uses: digits of a phone number, lower case of a mail address
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

/** True if a table has encrypted columns. */
export function hasEncrypted(meta: EntityMetadata<object>): boolean {
  return meta.props.some(isEncrypted);
}
