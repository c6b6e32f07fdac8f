import { createHash } from 'node:crypto';

/** SHA-256 in hex, of a document's exact bytes. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * SHA-256 in hex of plain data, whatever way it was stored in between: fields count by name and not by order, and one that
 * is undefined is no field. Instants and big integers count as the texts that ProtoJSON writes for them.
 *
 * @throws TypeError for what is no plain data: functions, symbols, numbers that are none
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
