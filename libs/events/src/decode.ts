import type { ArrivedEvent } from './arrivals.ts';
import type { IncomingMessage } from './bus.ts';

/** Thrown for a message that is not a valid event of this platform. A retry does not help. */
export class Unreadable extends Error {}

/**
 * Decodes envelope and value of a message. A tombstone of a state topic has the value null.
 *
 * @throws Unreadable with the reason
 */
export function decodeEvent(message: IncomingMessage): ArrivedEvent {
  const { headers } = message;
  if (message.key === undefined || message.key === '') throw new Unreadable('the message has no key');
  if (message.value === null && !message.topic.includes('.state.')) throw new Unreadable('the message has no value');
  const stationId = headers['ce_stationid'];
  const value = jsonOf(message.value);
  const named = (value as { stationId?: unknown } | null)?.stationId;
  // The station of the envelope decides which rows a reaction may see, so it must agree with the message.
  if (stationId !== undefined && typeof named === 'string' && named !== '' && named !== stationId) {
    throw new Unreadable(`ce_stationid is ${stationId}, but the message names station ${named}`);
  }
  const sequence = needed(headers, 'ce_sequence');
  if (!/^\d{1,20}$/.test(sequence)) throw new Unreadable('ce_sequence is not a number');
  const occurredAt = new Date(needed(headers, 'ce_time'));
  if (Number.isNaN(occurredAt.getTime())) throw new Unreadable('ce_time is not a valid time');
  return {
    topic: message.topic,
    key: message.key,
    seq: BigInt(sequence),
    eventId: needed(headers, 'ce_id'),
    type: needed(headers, 'ce_type'),
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
