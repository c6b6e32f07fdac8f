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
  /** What a message's key is, in words. */
  key: string;
  /** Never changed once it is made: the keys would move to other partitions and lose their order. */
  partitions: number;
  /** How long a message is kept, in milliseconds; undefined where the newest of a key is kept for ever. */
  retentionMs: number | undefined;
}

const dayMs = 24 * 3_600_000;
const visit = 'visit id';

const events: [owner: string, subject: string, key: string, partitions: number][] = [
  // Whatever a service says of a visit goes to one topic, so that it stays in order.
  ['appointments', 'visit', visit, 12],
  ['reception', 'visit', visit, 12],
  ['workshop', 'visit', visit, 12],
  ['parts', 'visit', visit, 12],
  ['quality', 'visit', visit, 12],
  ['billing', 'visit', visit, 12],
  ['crm', 'visit', visit, 12],
  ['appointments', 'call', 'call id', 6],
  ['parts', 'stock', 'station id:part number', 6],
  ['parts', 'supply', 'order id', 6],
  ['crm', 'customer', 'customer id', 6],
  ['crm', 'vehicle', 'vehicle id', 6],
  ['crm', 'complaint', 'complaint id', 6],
  ['crm', 'care', 'id of the action, campaign or analysis', 6],
  ['network', 'application', 'application id', 3],
  ['network', 'station', 'station id', 3],
  ['network', 'audit', 'audit id', 3],
  ['insights', 'verdict', "id of the rule's subject", 12],
];

const states: [owner: string, subject: string, key: string, partitions: number][] = [
  ['network', 'region', 'region id', 3],
  ['network', 'station-class', 'station class id', 3],
  ['network', 'station', 'station id', 3],
  ['network', 'staff', 'station id:staff id', 3],
  ['network', 'price-list', 'price list id:version', 3],
  ['network', 'part-price', 'price list id:version:page', 3],
  ['network', 'labour-operation', 'owner id:version', 3],
  ['network', 'form', 'form id:version', 3],
  ['network', 'code-list', 'kind of the codes', 3],
  ['network', 'standard', 'station id:version', 3],
  ['network', 'campaign', 'campaign id', 3],
  ['network', 'maintenance-plan', 'plan id:version', 3],
  ['parts', 'part', 'part number', 3],
  ['reception', 'visit', visit, 6],
  ['crm', 'vehicle', 'vehicle id', 6],
  ['insights', 'figure', 'figure, station and month', 6],
];

/** Services that consume; what one of them can't work off goes to a topic of its own. */
const groups = [
  'appointments',
  'billing',
  'crm',
  'gateway',
  'insights',
  'network',
  'parts',
  'quality',
  'reception',
  'workshop',
];

/** Where a copy goes of what a group could not consume. @param group the consumer group, which is named like its service */
export function deadLetterTopic(group: string): string {
  return `${group}.dlq.v1`;
}

/**
 * All topics there are. Whoever makes them, documents them or grants rights on them reads this list; nothing makes a
 * topic by itself.
 */
export const topics: readonly Topic[] = [
  ...events.map(([owner, subject, key, partitions]): Topic => ({
    name: topicName(`${owner}.${subject}`, false),
    kind: 'events',
    owner,
    key,
    partitions,
    retentionMs: 30 * dayMs,
  })),
  ...states.map(([owner, subject, key, partitions]): Topic => ({
    name: topicName(`${owner}.${subject}`, true),
    kind: 'state',
    owner,
    key,
    partitions,
    retentionMs: undefined,
  })),
  ...groups.map((owner): Topic => ({
    name: deadLetterTopic(owner),
    kind: 'dlq',
    owner,
    key: 'as in the topic that the message came from',
    partitions: 1,
    retentionMs: 30 * dayMs,
  })),
];

/** The settings of a topic, by Kafka's names. */
export function topicSettings(topic: Topic): Record<string, string> {
  // Whatever comes packed otherwise is packed anew: our client reads no other codec, and stops at one that it doesn't know.
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
