import { createHash } from 'node:crypto';

/** Headers that an event gets when it is sent; they follow from its place, so they are not hashed with it. */
const addedLater = ['ce_chainhash', 'ce_recordedtime', 'ce_sequence'];

/**
 * The hash of an event by itself: sha256 of its own headers as JSON, sorted by name, a line feed, and its payload. Its own
 * are `content-type` and those that begin with `ce_`, without what is added when it is sent (`ce_sequence`,
 * `ce_recordedtime`, `ce_chainhash`). Other headers belong to the transport: tracing rewrites `traceparent` on the way.
 *
 * @param headers all of the message's
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
 * The hash that ties an event to all that came before it under its key: sha256 of the one before and its own. So anyone who
 * has a topic can tell, without asking its owner, that nothing was changed, left out or put between.
 *
 * @param before the chain's hash at the event before it; undefined for the first
 * @param own as `ownHash` answers
 * @returns 32 bytes; in hexadecimal digits it is the header `ce_chainhash`
 */
export function chainHash(before: Uint8Array | undefined, own: Uint8Array): Buffer {
  return createHash('sha256')
    .update(before ?? new Uint8Array())
    .update(own)
    .digest();
}
