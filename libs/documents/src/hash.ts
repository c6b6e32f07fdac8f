import { createHash } from 'node:crypto';

/** SHA-256 of exact bytes, in hex. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * SHA-256 of plain data, in hex. Does not depend on how the data was stored in between: the order of fields and fields
 * that are undefined make no difference, and instants and big integers count as their ProtoJSON texts.
 *
 * @throws TypeError for anything but plain data, such as a function, a symbol or NaN
 */
export function hashOf(value: unknown): string {
  return sha256Hex(canonical(value));
}

function canonical(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value === 'bigint') return JSON.stringify(String(value));
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'));
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each ?? null)).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`Not plain data: ${String(value)}`);
  const fields = Object.entries(value)
    .filter(([, of]) => of !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, of]) => `${JSON.stringify(name)}:${canonical(of)}`);
  return `{${fields.join(',')}}`;
}
