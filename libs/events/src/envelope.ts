import { eventCodecs, eventOptions, messageNamed, type EventCodec } from '@waystation/contracts';
import { ownHash } from './chain.ts';

/** What a service says of an event beside its message. */
export interface EventContext {
  /** `workshop`. */
  service: string;
  /** Absent for what belongs to the whole network. */
  stationId?: string;
  regionId?: string;
  /** Who did it: role, and opaque id. */
  actor: { role: string; id: string };
  /** The visit, or what stands for it. */
  correlationId?: string;
  /** The event or request that led to it. */
  causationId?: string;
  standardVersion?: string;
  /** Full name of the rpc, or the reaction's or timer's, that it came of. */
  step?: string;
  /** W3C trace context, so that a trace continues at the consumer. */
  traceparent?: string;
}

/** An event as it is appended to the outbox: envelope and message, sealed by a hash. */
export interface SealedEvent {
  eventId: string;
  topic: string;
  key: string;
  /** Full name of the message. */
  type: string;
  stationId: string | undefined;
  correlationId: string | undefined;
  /** The CloudEvents headers as JSON, sorted by name; sequence, chain hash and recorded time are added when it is sent. */
  headers: string;
  /** ProtoJSON of the message; empty for a tombstone. */
  payload: string;
  /** As `ownHash` makes it. The outbox row gets the chain's hash instead. */
  hash: Buffer;
  occurredAt: Date;
}

/** Events stay below 64 kB: what is larger belongs into the object store, by its hash. */
const PAYLOAD_BYTES_MAX = 64_000;

/** A topic's full name. @param topic as the message's option says, such as `workshop.visit` */
export function topicName(topic: string, state: boolean, major = 1): string {
  return `${topic}.${state ? 'state' : 'events'}.v${major}`;
}

/** The full name of the topic that a message is published on. @throws Error for one that is published on none */
export function topicOf(type: string): string {
  const options = eventOptions(messageNamed(type));
  if (!options) throw new Error(`${type} is published on no topic`);
  return topicName(options.topic, options.state);
}

/** How a message is written and read. @throws Error for a message that is not published */
export function codecOf(type: string): EventCodec {
  const codec = eventCodecs[type];
  if (!codec) throw new Error(`${type} is no published message`);
  return codec;
}

/**
 * Makes the event that goes into the outbox.
 *
 * @param event.type full name of the message; its option says topic and key, unless they are given
 * @param event.fields of the message in ts-proto's spelling; those that it doesn't know are dropped
 * @param check throws when the message breaks its own validation rules
 * @throws Error when the message names no topic, has no key, or is too large
 */
export function sealEvent(
  event: { id: string; type: string; fields: object; at: Date; subject: string; topic?: string; key?: string },
  context: EventContext,
  check: (type: string, message: () => Uint8Array) => void,
): SealedEvent {
  const codec = codecOf(event.type);
  const message = codec.fromPartial(event.fields) as Record<string, unknown>;
  check(event.type, () => codec.encode(message).finish());
  const { topic, key } = destination(event, message);

  const payload = JSON.stringify(codec.toJSON(message));
  if (Buffer.byteLength(payload) > PAYLOAD_BYTES_MAX)
    throw new Error(`${event.type} is larger than ${PAYLOAD_BYTES_MAX} bytes`);
  // State of a station published by headquarters is that station's too: services show it to that station alone.
  const { stationId } = message;
  return sealed(
    event,
    topic,
    key,
    payload,
    context,
    typeof stationId === 'string' && stationId ? stationId : undefined,
  );
}

/**
 * Makes the event that takes a key off a state topic: its readers delete what they keep of it.
 *
 * @param event.type full name of the state's message, whose option says the topic
 * @throws Error when the message is no state
 */
export function sealTombstone(
  event: { id: string; type: string; at: Date; subject: string; key: string },
  context: EventContext,
): SealedEvent {
  const options = eventOptions(messageNamed(event.type));
  if (!options?.state) throw new Error(`${event.type} is no state`);
  return sealed(event, topicName(options.topic, true), event.key, '', context);
}

function sealed(
  event: { id: string; type: string; at: Date; subject: string },
  topic: string,
  key: string,
  payload: string,
  context: EventContext,
  about = context.stationId,
): SealedEvent {
  const headers = {
    ce_actor: `${context.actor.role}:${context.actor.id}`,
    ...(context.causationId && { ce_causationid: context.causationId }),
    ...(context.correlationId && { ce_correlationid: context.correlationId }),
    // CloudEvents wants a whole URI, and no host is the platform's for ever: the gateway serves it as /schemas/<type>.json.
    ce_dataschema: `urn:waystation:schema:${event.type}`,
    ce_id: event.id,
    ce_partitionkey: key,
    ...(context.regionId && { ce_regionid: context.regionId }),
    ce_source: about ? `/stations/${about}/${context.service}` : `/network/${context.service}`,
    ce_specversion: '1.0',
    ...(context.standardVersion && { ce_standardversion: context.standardVersion }),
    ...(about && { ce_stationid: about }),
    ...(context.step && { ce_step: context.step }),
    ce_subject: event.subject,
    ce_time: event.at.toISOString(),
    ce_type: event.type,
    'content-type': 'application/json',
    ...(context.traceparent && { traceparent: context.traceparent }),
  };
  return {
    eventId: event.id,
    topic,
    key,
    type: event.type,
    stationId: context.stationId,
    correlationId: context.correlationId,
    headers: JSON.stringify(headers),
    payload,
    hash: ownHash(headers, payload),
    occurredAt: event.at,
  };
}

const destinations = new Map<string, { topic: string; field: string } | undefined>();

function destination(
  event: { type: string; topic?: string; key?: string },
  message: Record<string, unknown>,
): { topic: string; key: string } {
  if (event.topic !== undefined && event.key !== undefined) return { topic: event.topic, key: event.key };
  if (!destinations.has(event.type)) {
    const descriptor = messageNamed(event.type);
    const options = eventOptions(descriptor);
    const field = options && descriptor.fields.find(({ name }) => name === options.key)?.localName;
    destinations.set(
      event.type,
      options && field ? { topic: topicName(options.topic, options.state), field } : undefined,
    );
  }
  const to = destinations.get(event.type);
  if (!to) throw new Error(`${event.type} names no topic, or a key that it doesn't have`);
  const key = message[to.field];
  if (typeof key !== 'string' || key === '') throw new Error(`${event.type} has no key in ${to.field}`);
  return { topic: to.topic, key };
}
