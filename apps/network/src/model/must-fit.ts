import { Refused } from '@waystation/model';

/** A message that is published stays below 64 kB with all that is around it. */
const bytesMax = 60_000;

/**
 * Refuses what would not fit into one message, since it is published whole.
 *
 * @param allowed bytes, where it is published together with others
 * @throws Refused with how long it is and how long it may be
 */
export function mustFit(state: object, allowed = bytesMax): void {
  const text = JSON.stringify(state, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > allowed) throw new Refused('STATE_TOO_LARGE', { bytes: String(bytes), most: String(allowed) });
}
