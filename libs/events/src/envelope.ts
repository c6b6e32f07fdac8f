import { eventCodecs, eventOptions, messageNamed, type EventCodec } from '@waystation/contracts';
import { ownHash } from './chain.ts';

/** Metadata of an event beside its message. */
export interface EventContext {
  /** `workshop`. */
  service: string;
  /** Absent for network-wide events. */
  stationId?: string;
  regionId?: string;
  /** Role and opaque id of the actor. */
  actor: { role: string; id: string };
  /** Id of the visit, or of the process that has no visit. */
  correlationId?: string;
  /** Id of the event or request that caused the event. */
  causationId?: string;
  standardVersion?: string;
  /** Full name of the rpc, or name of the reaction or timer, that published the event. */
  step?: string;
  /** W3C trace context, so that a trace continues at the consumer. */
  traceparent?: string;
}

/** An event for the outbox: envelope and message, sealed by a hash. */
export interface SealedEvent {
  eventId: string;
  topic: string;
  key: string;
  /** Full name of the message. */
  type: string;
  stationId: string | undefined;
  correlationId: string | undefined;
  /** CloudEvents headers as JSON, sorted by name; sequence, chain hash and recorded time are added on sending. */
  headers: string;
  /** ProtoJSON of the message; empty for a tombstone. */
  payload: string;
  /** Result of `ownHash`. The outbox row stores the chain hash instead. */
  hash: Buffer;
  occurredAt: Date;
}

/** Larger content belongs in the object store, with its hash in the event. */
const PAYLOAD_BYTES_MAX = 64_000;

/** Full name of a topic. @param topic value of the message option, such as `workshop.visit` */
export function topicName(topic: string, state: boolean, major = 1): string {
  return `${topic}.${state ? 'state' : 'events'}.v${major}`;
}

/** Full name of the topic of a message. @throws Error for a message that is not published */
export function topicOf(type: string): string {
  const options = eventOptions(messageNamed(type));
  if (!options) throw new Error(`${type} is not published on any topic`);
  return topicName(options.topic, options.state);
}

/** Codec of a message. @throws Error for a message that is not published */
export function codecOf(type: string): EventCodec {
  const codec = eventCodecs[type];
  if (!codec) throw new Error(`${type} is not a published message`);
  return codec;
}

/**
 * Creates an event for the outbox.
 *
 * @param event.type full name of the message; its option states topic and key unless they are given
 * @param event.fields fields of the message in ts-proto's spelling; unknown fields are dropped
 * @param check throws if the message breaks its validation rules
 * @throws Error if the message has no topic, has no key, or is too large
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
  // State that headquarters publishes about a station belongs to that station: services show it to no other.
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
 * Creates the event that deletes a key from a state topic and from the copies of its readers.
 *
 * @param event.type full name of the state message
 * @throws Error if the message is not a state message
 */
export function sealTombstone(
  event: { id: string; type: string; at: Date; subject: string; key: string },
  context: EventContext,
): SealedEvent {
  const options = eventOptions(messageNamed(event.type));
  if (!options?.state) throw new Error(`${event.type} is not a state message`);
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
    // CloudEvents requires an absolute URI; a urn outlives any host name. The gateway serves it as /schemas/<type>.json.
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
  if (!to) throw new Error(`${event.type} has no topic, or its key option names a missing field`);
  const key = message[to.field];
  if (typeof key !== 'string' || key === '') throw new Error(`${event.type} has no key in ${to.field}`);
  return { topic: to.topic, key };
}
