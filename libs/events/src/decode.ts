import type { ArrivedEvent } from './arrivals.ts';
import type { IncomingMessage } from './bus.ts';

/** Thrown for a message that is not a valid event of this platform. A retry does not help. */
export class Unreadable extends Error {}

/** Facts of a message that decide what becomes of it, without its value. */
export type Envelope = Pick<ArrivedEvent, 'topic' | 'key' | 'seq' | 'eventId' | 'type'>;

/** Decodes the envelope of a message alone, which is enough for one without reactions. @throws Unreadable with the reason */
export function decodeEnvelope(message: IncomingMessage): Envelope {
  const { headers, topic, key } = message;
  if (key === undefined || key === '') throw new Unreadable('the message has no key');
  if (message.value === null && !topic.includes('.state.')) throw new Unreadable('the message has no value');
  const sequence = needed(headers, 'ce_sequence');
  if (!/^\d{1,20}$/.test(sequence)) throw new Unreadable('ce_sequence is not a number');
  return { topic, key, seq: BigInt(sequence), eventId: needed(headers, 'ce_id'), type: needed(headers, 'ce_type') };
}

/**
 * Decodes envelope and value of a message. A tombstone of a state topic has the value null.
 *
 * @throws Unreadable with the reason
 */
export function decodeEvent(message: IncomingMessage): ArrivedEvent {
  const { headers } = message;
  const envelope = decodeEnvelope(message);
  const stationId = headers['ce_stationid'];
  const value = jsonOf(message.value);
  const named = (value as { stationId?: unknown } | null)?.stationId;
  // The station of the envelope decides which rows a reaction may see, so it must agree with the message.
  if (stationId !== undefined && typeof named === 'string' && named !== '' && named !== stationId) {
    throw new Unreadable(`ce_stationid is ${stationId}, but the message names station ${named}`);
  }
  const occurredAt = new Date(needed(headers, 'ce_time'));
  if (Number.isNaN(occurredAt.getTime())) throw new Unreadable('ce_time is not a valid time');
  return {
    ...envelope,
    stationId,
    regionId: headers['ce_regionid'],
    correlationId: headers['ce_correlationid'],
    standardVersion: headers['ce_standardversion'],
    traceparent: headers['traceparent'],
    occurredAt,
    value,
  };
}

function needed(headers: Readonly<Record<string, string>>, name: string): string {
  const value = headers[name];
  if (value === undefined || value === '') throw new Unreadable(`the message has no ${name}`);
  return value;
}

function jsonOf(value: Buffer | null): unknown {
  if (value === null) return null;
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    throw new Unreadable('the value is not valid JSON');
  }
}
