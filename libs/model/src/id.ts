import { v7 } from 'uuid';

const randomBytes = 10;
const maxMillis = 2 ** 48 - 1;

// Keeps ids of one process distinct even if the random bytes repeat, as they do in tests.
let made = 0;
let lastMillis = -1;
let lastSequence = 0;

/**
 * Makes an id: a UUID version 7 (RFC 9562) in lower case. Ids that a process makes in the same millisecond ascend and
 * never repeat.
 *
 * @param at instant to encode in the id, from 1970 on
 * @param random at least 10 bytes; the first 10 are used
 * @throws RangeError for fewer bytes, or for an instant that does not fit
 */
export function newId(at: Date, random: Uint8Array): string {
  const msecs = at.getTime();
  if (!(msecs >= 0 && msecs <= maxMillis)) throw new RangeError('An id needs an instant from 1970 on');
  if (random.length < randomBytes)
    throw new RangeError(`An id needs ${randomBytes} random bytes, not ${random.length}`);

  if (msecs === lastMillis) {
    lastSequence = (lastSequence + 1) >>> 0;
  } else {
    // Bit 31 stays free, so that two billion ids fit into a millisecond before the sequence overflows. Adding `made` to
    // the random start keeps ids distinct if a millisecond repeats (a rerun, a clock set back).
    const start = new DataView(random.buffer, random.byteOffset).getUint32(0);
    lastSequence = (start + made) & 0x7fffffff;
    lastMillis = msecs;
  }
  made += 1;

  // uuid expects the random bytes at their place in the id: the last ten of sixteen.
  const bytes = new Uint8Array(16);
  bytes.set(random.subarray(0, randomBytes), 16 - randomBytes);
  return v7({ msecs, random: bytes, seq: lastSequence });
}

/**
 * True if a text can be an id: a UUID in lower case. Any version is accepted, since stations import their existing ids.
 * Capitals are not, because ids are compared as text, and the nil UUID is not, because it means "none".
 */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}
