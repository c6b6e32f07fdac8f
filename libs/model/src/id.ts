import { v7 } from 'uuid';

const randomBytes = 10;
const maxMillis = 2 ** 48 - 1;

// What keeps ids of one process apart even if the random bytes repeat, as they do in tests.
let made = 0;
let lastMillis = -1;
let lastSequence = 0;

/**
 * A new id: a UUID version 7 (RFC 9562), in lower case. Ids that one process makes in the same millisecond ascend in the
 * order in which they were made, and never repeat.
 *
 * @param at the instant to stand in it, from 1970 on
 * @param random at least 10 bytes, of which the first 10 count
 * @throws RangeError for fewer bytes, or for an instant that doesn't fit
 */
export function newId(at: Date, random: Uint8Array): string {
  const msecs = at.getTime();
  if (!(msecs >= 0 && msecs <= maxMillis)) throw new RangeError('An id needs an instant from 1970 on');
  if (random.length < randomBytes)
    throw new RangeError(`An id needs ${randomBytes} random bytes, not ${random.length}`);

  if (msecs === lastMillis) {
    lastSequence = (lastSequence + 1) >>> 0;
  } else {
    // Bit 31 stays free, so that two thousand million ids fit into a millisecond before the sequence turns over. Counting
    // on from the random start keeps apart ids of a millisecond that comes again (reruns, a clock set back).
    const start = new DataView(random.buffer, random.byteOffset).getUint32(0);
    lastSequence = (start + made) & 0x7fffffff;
    lastMillis = msecs;
  }
  made += 1;

  // uuid reads its random bytes where they end up in the id: the last ten of sixteen.
  const bytes = new Uint8Array(16);
  bytes.set(random.subarray(0, randomBytes), 16 - randomBytes);
  return v7({ msecs, random: bytes, seq: lastSequence });
}

/**
 * Whether a text can be the id of something: a UUID in lower case, of any version, since stations bring ids of their own
 * along. Capitals are refused because ids are compared as text; the nil UUID because it stands for "none".
 */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}
