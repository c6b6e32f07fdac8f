import { createHash } from 'node:crypto';

/** SHA-256 of plain data as JSON, in hex. What is a list hashes the same however it was stored in between. */
export function contentHash(content: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
