import { createHash } from 'node:crypto';

/** SHA-256 of plain data as JSON, in hex. Lists only: storing an object may reorder its keys and so change the hash. */
export function contentHash(content: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
