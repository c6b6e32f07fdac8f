import { Refused } from '@waystation/model';

/** Keeps a published message below 64 kB including its headers. */
const bytesMax = 60_000;

/**
 * Refuses a state that does not fit into one message.
 *
 * @param allowed bytes, less than the maximum if the message contains more than this state
 * @throws Refused with the actual and the allowed number of bytes
 */
export function mustBeWithinSize(state: object, allowed = bytesMax): void {
  const text = JSON.stringify(state, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > allowed) throw new Refused('STATE_TOO_LARGE', { bytes: String(bytes), most: String(allowed) });
}
