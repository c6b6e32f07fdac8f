import { publishedMessages, services } from '@waystation/contracts';
import { topicName } from './envelope.ts';
import { errorText, type Logger } from './logger.ts';

/** Content of a topic: events for a time, the newest state of each key for ever, or copies of parked events. */
export type TopicKind = 'events' | 'state' | 'dlq';

/** A topic of the platform. */
export interface Topic {
  /** `<service>.<subject>.<kind>.v<major>`, or `<group>.dlq.v<major>`. */
  name: string;
  kind: TopicKind;
  /** The only service that publishes to it. */
  owner: string;
  /** Never changes after creation: keys would move to other partitions and lose their order. */
  partitions: number;
  /** Retention in milliseconds; undefined for state topics, which keep the newest message of a key for ever. */
  retentionMs: number | undefined;
}

const dayMs = 24 * 3_600_000;

/** Number of partitions by topic. Lists exactly the topics of the messages in the protos. */
export const partitionsOf: Readonly<Record<string, number>> = {
  // All events of a service about a visit go to one topic, so that they stay in order.
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

/** Topic for copies of the parked events of a group. @param group the consumer group, named like its service */
export function deadLetterTopic(group: string): string {
  return `${group}.dlq.v1`;
}

const states = new Map([...publishedMessages().values()].map(({ topic, state }) => [topicName(topic, state), state]));

/**
 * All topics: those in the list above, and a dead letter topic for each service. Topics are created, documented and granted
 * from this list only.
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

/** Settings of a topic, by Kafka's names. */
export function topicSettings(topic: Topic): Record<string, string> {
  // The broker unpacks messages that come compressed, because kafkajs stops at a codec that it does not know. Our own batches
  // hold a few events of about 1 kB: compressing them cost more than a tenth of a service's CPU and saved a third of the disk.
  const common = { 'compression.type': 'uncompressed', 'max.message.bytes': '1048588' };
  if (topic.retentionMs !== undefined) {
    return { ...common, 'cleanup.policy': 'delete', 'retention.ms': String(topic.retentionMs) };
  }
  return {
    ...common,
    'cleanup.policy': 'compact',
    // Readers start from the beginning, even after weeks of absence: tombstones must be kept until then.
    'delete.retention.ms': String(30 * dayMs),
    'min.cleanable.dirty.ratio': '0.1',
    'max.compaction.lag.ms': String(7 * dayMs),
  };
}

/** A topic to create. */
export interface RequiredTopic {
  name: string;
  partitions: number;
  settings: Record<string, string>;
}

/** Creates topics; implemented by the bus. */
export interface TopicMaker {
  /** Names of all existing topics. @throws if the broker does not answer, or the signal aborts */
  listTopics(signal?: AbortSignal): Promise<Set<string>>;
  /**
   * Creates topics and waits until they are writable; a topic that exists meanwhile is accepted.
   *
   * @throws TopicsRefused if the broker refuses; another error if it does not answer, or the signal aborts
   */
  makeTopics(wanted: readonly RequiredTopic[], signal?: AbortSignal): Promise<void>;
}

/** Thrown if the broker refuses to create topics. */
export class TopicsRefused extends Error {
  /** True if this client lacks the permission, so that others must create them. */
  readonly isForbidden: boolean;

  constructor(message: string, isForbidden: boolean, cause: unknown) {
    super(message, { cause });
    this.name = 'TopicsRefused';
    this.isForbidden = isForbidden;
  }
}

/**
 * Creates missing topics at start. Several services may do so at once; existing topics are not changed.
 *
 * @param options.only only these topics; all by default
 * @param options.partitionsMax limit for development and tests, where hundreds of partitions only cost time
 * @returns names of the missing topics
 * @throws if the broker does not answer or refuses
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

/** Serializes the callers in this process, so that a topic that two of them need is created once. */
const turns = new WeakMap<TopicMaker, Promise<unknown>>();

/**
 * Creates missing topics of a service; to be called in the loop that connects to the broker. If this client may not create
 * topics, logs that and relies on others to create them.
 *
 * @param names full names; topics that are not in the list above are ignored
 * @throws TopicsRefused if the broker refuses for another reason; another error if it does not answer, or the signal aborts
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
    if (made.length > 0) logger.info({ topics: made }, 'topics created');
  } catch (error) {
    if (!(error instanceof TopicsRefused) || !error.isForbidden) throw error;
    logger.warn({ error: errorText(error) }, 'client may not create topics; continuing, others must create them');
  }
}

/** Waits for a promise. @throws the reason of the signal if it aborts first */
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
