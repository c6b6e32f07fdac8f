import { publishedMessages, services } from '@waystation/contracts';
import { topicName } from './envelope.ts';
import { errorText, type Logger } from './logger.ts';

/** What a topic keeps: events for a time, the newest state of each key for ever, or what could not be consumed. */
export type TopicKind = 'events' | 'state' | 'dlq';

/** A topic of the platform, as it is made. */
export interface Topic {
  /** `<service>.<subject>.<kind>.v<major>`, or `<group>.dlq.v<major>`. */
  name: string;
  kind: TopicKind;
  /** The service that publishes it, alone. */
  owner: string;
  /** Never changed once it is made: the keys would move to other partitions and lose their order. */
  partitions: number;
  /** How long a message is kept, in milliseconds; undefined where the newest of a key is kept for ever. */
  retentionMs: number | undefined;
}

const dayMs = 24 * 3_600_000;

/** Partitions by topic; a topic exists because a message of the protos is published on it. */
export const partitionsOf: Readonly<Record<string, number>> = {
  // All events that a service has of a visit go to one topic, so that they stay in order.
  'appointments.visit.events.v1': 12,
  'reception.visit.events.v1': 12,
  'workshop.visit.events.v1': 12,
  'parts.visit.events.v1': 12,
  'quality.visit.events.v1': 12,
  'billing.visit.events.v1': 12,
  'crm.visit.events.v1': 12,
  'appointments.call.events.v1': 6,
  'parts.stock.events.v1': 6,
  'parts.supply.events.v1': 6,
  'crm.customer.events.v1': 6,
  'crm.vehicle.events.v1': 6,
  'network.application.events.v1': 3,
  'network.station.events.v1': 3,
  'network.region.state.v1': 3,
  'network.station-class.state.v1': 3,
  'network.station.state.v1': 3,
  'network.staff.state.v1': 3,
  'network.price-list.state.v1': 3,
  'network.part-price.state.v1': 3,
  'network.labour-operation.state.v1': 3,
  'network.form.state.v1': 3,
  'network.code-list.state.v1': 3,
  'network.standard.state.v1': 3,
  'parts.part.state.v1': 3,
  'reception.visit.state.v1': 6,
  'crm.vehicle.state.v1': 6,
};

/** Where a copy goes of what a group could not consume. @param group the consumer group, which is named like its service */
export function deadLetterTopic(group: string): string {
  return `${group}.dlq.v1`;
}

const states = new Map([...publishedMessages().values()].map(({ topic, state }) => [topicName(topic, state), state]));

/**
 * All topics: those that messages of the protos are published on, in the order of the list above, and one of dead letters
 * for each service. They are made, documented and granted from this list; no topic is made without it.
 */
export const topics: readonly Topic[] = [
  ...Object.entries(partitionsOf).map(([name, partitions]): Topic => {
    const isState = states.get(name) ?? false;
    const retentionMs = isState ? undefined : 30 * dayMs;
    return { name, kind: isState ? 'state' : 'events', owner: name.split('.')[0]!, partitions, retentionMs };
  }),
  ...services.map(({ typeName }): Topic => {
    const owner = typeName.split('.')[1]!;
    return { name: deadLetterTopic(owner), kind: 'dlq', owner, partitions: 1, retentionMs: 30 * dayMs };
  }),
];

/** The settings of a topic, by Kafka's names. */
export function topicSettings(topic: Topic): Record<string, string> {
  // Messages in another codec are repacked: our client reads no other codec, and stops at one that it doesn't know.
  const common = { 'compression.type': 'gzip', 'max.message.bytes': '1048588' };
  if (topic.retentionMs !== undefined) {
    return { ...common, 'cleanup.policy': 'delete', 'retention.ms': String(topic.retentionMs) };
  }
  return {
    ...common,
    'cleanup.policy': 'compact',
    // Every reader starts from the beginning, also one that was away for weeks: until then a tombstone must be there.
    'delete.retention.ms': String(30 * dayMs),
    'min.cleanable.dirty.ratio': '0.1',
    'max.compaction.lag.ms': String(7 * dayMs),
  };
}

/** A topic that is to be made. */
export interface WantedTopic {
  name: string;
  partitions: number;
  settings: Record<string, string>;
}

/** Who can make topics: the bus. */
export interface TopicMaker {
  /** Names of all topics there are. @throws when the broker doesn't answer, or the signal came */
  listTopics(signal?: AbortSignal): Promise<Set<string>>;
  /**
   * Makes topics and waits until they can be written to; one that somebody else has made meanwhile is fine.
   *
   * @throws TopicsRefused; something else when the broker doesn't answer, or the signal came
   */
  makeTopics(wanted: readonly WantedTopic[], signal?: AbortSignal): Promise<void>;
}

/** The broker has answered that it does not make topics. */
export class TopicsRefused extends Error {
  /** Whether this client may not make them: then somebody else has, or will. */
  readonly isForbidden: boolean;

  constructor(message: string, isForbidden: boolean, cause: unknown) {
    super(message, { cause });
    this.name = 'TopicsRefused';
    this.isForbidden = isForbidden;
  }
}

/**
 * Makes what is missing, at start. Several services may do so at once; topics that are there are left as they are.
 *
 * @param options.only of these topics; all when left out
 * @param options.partitionsMax for development and tests, where hundreds of partitions only cost time
 * @returns names of those that were missing
 * @throws when the broker doesn't answer, or refuses
 */
export async function createTopics(
  bus: TopicMaker,
  options: { only?: readonly Topic[]; partitionsMax?: number; signal?: AbortSignal } = {},
): Promise<string[]> {
  const { signal } = options;
  const known = await bus.listTopics(signal);
  const missing = (options.only ?? topics).filter(({ name }) => !known.has(name));
  if (missing.length > 0) {
    await bus.makeTopics(
      missing.map((topic) => ({
        name: topic.name,
        partitions: Math.min(topic.partitions, options.partitionsMax ?? Infinity),
        settings: topicSettings(topic),
      })),
      signal,
    );
  }
  return missing.map(({ name }) => name);
}

/** Those of one process that want topics come one after the other: what two wanted is made once, and waited for once. */
const turns = new WeakMap<TopicMaker, Promise<unknown>>();

/**
 * Makes what is missing of what a service reads or writes, whenever the broker comes: to be called within the loop that
 * tries to reach it. Where this client may not make topics, it logs that and relies on
 * those who may.
 *
 * @param names of topics; those that are not in the list above are left to the caller
 * @throws when the broker doesn't answer, refuses for another reason (TopicsRefused), or the signal came
 */
export async function ensureTopics(
  bus: TopicMaker,
  names: readonly string[],
  { logger, signal }: { logger: Logger; signal: AbortSignal },
): Promise<void> {
  const only = topics.filter(({ name }) => names.includes(name));
  if (only.length === 0) return;
  const before = turns.get(bus) ?? Promise.resolve();
  const making = before.then(() => {
    signal.throwIfAborted();
    return createTopics(bus, { only, signal });
  });
  turns.set(
    bus,
    making.catch(() => undefined),
  );
  try {
    const made = await unlessAborted(making, signal);
    if (made.length > 0) logger.info({ topics: made }, 'made topics');
  } catch (error) {
    if (!(error instanceof TopicsRefused) || !error.isForbidden) throw error;
    logger.warn({ error: errorText(error) }, 'this client may not make topics');
  }
}

/** @throws the signal's reason when it comes first */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason as Error);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
