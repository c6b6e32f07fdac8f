import { createHash } from 'node:crypto';

/** Headers that the relay adds when it sends an event; they depend on its position and are not hashed. */
const addedLater = ['ce_chainhash', 'ce_recordedtime', 'ce_sequence'];

/**
 * Hash of a single event: SHA-256 of its headers as JSON, sorted by name, a line feed, and its payload. Hashed are
 * `content-type` and the headers that begin with `ce_`, except those added on sending (`ce_sequence`, `ce_recordedtime`,
 * `ce_chainhash`). Other headers belong to the transport: tracing rewrites `traceparent`.
 *
 * @param headers all headers of the message
 * @param payload the exact text of its value; empty for a tombstone
 * @returns 32 bytes
 */
export function ownHash(headers: Readonly<Record<string, string>>, payload: string): Buffer {
  const own = Object.entries(headers)
    .filter(([name]) => (name.startsWith('ce_') && !addedLater.includes(name)) || name === 'content-type')
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(own)))
    .update('\n')
    .update(payload)
    .digest();
}

/**
 * Hash that chains an event to all earlier events of its key: SHA-256 of the previous chain hash and the event's hash. With
 * it, any reader of a topic can verify that no event was changed, removed or inserted.
 *
 * @param before chain hash of the previous event; undefined for the first
 * @param own hash of the event, from `ownHash`
 * @returns 32 bytes; the header `ce_chainhash` has them in hexadecimal digits
 */
export function chainHash(before: Uint8Array | undefined, own: Uint8Array): Buffer {
  return createHash('sha256')
    .update(before ?? new Uint8Array())
    .update(own)
    .digest();
}
