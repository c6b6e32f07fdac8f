import type { ConnectionOptions } from 'node:tls';
import kafkajs, { type Admin, type Consumer, type EachBatchPayload, type Kafka } from 'kafkajs';
import type {
  Bus,
  ConsumeOptions,
  IncomingBatch,
  IncomingMessage,
  PartitionEnds,
  Publisher,
  Subscription,
  TopicLag,
} from './bus.ts';
import { ConsumerLag } from './consumer-lag.ts';
import { fixIdleTimer } from './kafka-idle.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import { pause, within } from './limits.ts';
import { errorText, type Logger } from './logger.ts';
import { TopicsRefused, type RequiredTopic } from './topics.ts';

/** Connection to Kafka. */
export interface KafkaBusOptions {
  /** `host:port` of some brokers; the others are discovered. */
  brokers: readonly string[];
  /** Names this process in the broker's logs and quotas. */
  clientId: string;
  ssl?: boolean | ConnectionOptions;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  logger: Logger;
  /**
   * Replication factor of created topics; the broker's default if undefined.
   */
  replication?: number;
  /** Longest wait of the broker before it answers a fetch without messages, in milliseconds; 1 s by default. */
  fetchWaitMs?: number;
  /** Timeout of admin requests, in milliseconds; 30 s by default. */
  adminMs?: number;
}

const limits = { connectMs: 3_000, requestMs: 10_000, adminMs: 30_000, joinMs: 90_000, leaveMs: 15_000 };

/**
 * Longest wait of the broker for messages before it answers a fetch without any. It answers at once when one arrives, so this
 * delays no message: it sets the cost of an idle consumer, and the time to close one, which waits for its last fetch.
 */
const fetchWaitMs = 1_000;

/**
 * Pause between a batch and the next fetch, in which more messages arrive: a fetch costs broker and consumer far more than a
 * message. Longer after messages that nobody reacts to, which are most of a topic for most services.
 */
const restMs = { worked: 3, skipped: 25 };

/** Delay between the end of a batch and the commit of its offset: a commit costs the broker as much as a message. */
const commitEveryMs = 1_000;

/** Broker errors for a client that may not create topics. */
const forbidden = ['TOPIC_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED', 'POLICY_VIOLATION'];

/** Session timeout: a killed member keeps its partitions for this time. */
const sessionMs = 10_000;

/** Retries of consumers and admins for about a minute, enough for `kill -9` of a broker. */
const patient = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 };

/** Retries of producers for a few seconds, so that a relay that lost its lock stops; the relay retries without end. */
const brief = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 };

/** Kafka client on kafkajs 2.2.4. Hides the library, so that it can be replaced. */
export class KafkaBus implements Bus {
  readonly #kafka: Kafka;
  readonly #options: KafkaBusOptions;

  /** Does not connect yet. */
  constructor(options: KafkaBusOptions) {
    fixIdleTimer();
    this.#options = options;
    this.#kafka = new kafkajs.Kafka({
      clientId: options.clientId,
      brokers: [...options.brokers],
      ssl: options.ssl,
      sasl: options.sasl as never,
      connectionTimeout: limits.connectMs,
      requestTimeout: limits.requestMs,
      enforceRequestTimeout: true,
      retry: patient,
      logLevel: kafkajs.logLevel.WARN,
      logCreator: () => (entry) => this.#log(entry),
    });
  }

  /** Logs errors of kafkajs as warnings, because it retries and throws the final error. */
  #log({
    namespace,
    level,
    log,
  }: {
    namespace: string;
    level: number;
    log: { message: string; [key: string]: unknown };
  }): void {
    const { message, error, broker, groupId, topic, partition } = log;
    const fields = { kafka: namespace, error: error && errorText(error), broker, groupId, topic, partition };
    if (level === kafkajs.logLevel.ERROR) this.#options.logger.warn(fields, message);
    else this.#options.logger.info(fields, message);
  }

  publisher(): Publisher {
    return new KafkaPublisher(
      (createPartitioner) =>
        this.#kafka.producer({
          createPartitioner,
          idempotent: true,
          maxInFlightRequests: 1,
          allowAutoTopicCreation: false,
          retry: brief,
        }),
      this.#options.logger,
    );
  }

  async consume(options: ConsumeOptions): Promise<Subscription> {
    const consumer = this.#kafka.consumer({
      groupId: options.group,
      allowAutoTopicCreation: false,
      sessionTimeout: sessionMs,
      heartbeatInterval: 3_000,
      // With a minimum of one byte, a fetch returns with the first message instead of waiting for the maximum time.
      minBytes: 1,
      maxWaitTimeInMs: this.#options.fetchWaitMs ?? fetchWaitMs,
      retry: patient,
    });
    const subscription = new KafkaSubscription(consumer, options, this.#options.logger);
    try {
      await within(subscription.start(), limits.joinMs, `joining ${options.group}`, options.signal);
    } catch (error) {
      await subscription.close();
      throw error;
    }
    return subscription;
  }

  listTopics(signal?: AbortSignal): Promise<Set<string>> {
    return this.#asAdmin(async (admin) => new Set(await admin.listTopics()), signal);
  }

  makeTopics(wanted: readonly RequiredTopic[], signal?: AbortSignal): Promise<void> {
    return this.#asAdmin(async (admin) => {
      // Returns false if all of them exist; a topic that another client creates at the same time is not an error.
      const made = admin.createTopics({
        topics: wanted.map(({ name, partitions, settings }) => ({
          topic: name,
          numPartitions: partitions,
          replicationFactor: this.#options.replication ?? -1,
          configEntries: Object.entries(settings).map(([key, value]) => ({ name: key, value })),
        })),
        timeout: limits.requestMs,
        waitForLeaders: true,
      });
      await made.catch((error: unknown) => {
        throw refusalOf(error) ?? error;
      });
      for (;;) {
        if (
          await haveLeaders(
            admin,
            wanted.map(({ name }) => name),
          )
        )
          return;
        signal?.throwIfAborted();
        // kafkajs logs a warning for each attempt.
        await pause(200, signal);
      }
    }, signal);
  }

  ends(topic: string, signal?: AbortSignal): Promise<PartitionEnds[]> {
    return this.#asAdmin(
      async (admin) =>
        (await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => ({
          partition,
          low: BigInt(low),
          high: BigInt(high),
        })),
      signal,
    );
  }

  async #asAdmin<T>(use: (admin: Admin) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const admin = this.#kafka.admin({ retry: patient });
    try {
      return await within(
        admin.connect().then(() => use(admin)),
        this.#options.adminMs ?? limits.adminMs,
        'an admin request to Kafka',
        signal,
      );
    } finally {
      // An aborted caller does not wait for the disconnect.
      const left = within(admin.disconnect(), limits.leaveMs, 'disconnecting from Kafka').catch(() => {});
      if (!signal?.aborted) await left;
    }
  }
}

/** Refusal of the broker to create topics; undefined for another error. */
function refusalOf(error: unknown): TopicsRefused | undefined {
  const errors = (error as { errors?: { type?: string; topic?: string }[] }).errors;
  const refused = errors?.filter(({ type }) => type !== undefined && type !== 'TOPIC_ALREADY_EXISTS') ?? [];
  if (refused.length === 0) return undefined;
  const words = refused.map(({ type, topic }) => `${topic}: ${type}`).join(', ');
  return new TopicsRefused(
    words,
    refused.every(({ type }) => forbidden.includes(type!)),
    error,
  );
}

async function haveLeaders(admin: Admin, topics: string[]): Promise<boolean> {
  try {
    const { topics: known } = await admin.fetchTopicMetadata({ topics });
    return known.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0));
  } catch (error) {
    // Other brokers learn of a new topic later than the one that created it.
    if ((error as { type?: string }).type === 'UNKNOWN_TOPIC_OR_PARTITION') return false;
    throw error;
  }
}

class KafkaSubscription implements Subscription {
  readonly #consumer: Consumer;
  readonly #options: ConsumeOptions;
  readonly #logger: Logger;
  readonly #pauses = new Set<NodeJS.Timeout>();
  /** Offsets to commit, by topic and partition. */
  readonly #done = new Map<string, { topic: string; partition: number; offset: string }>();
  readonly #lag = new ConsumerLag();
  #commitTimer: NodeJS.Timeout | undefined;
  #joins = 0;
  #hasRested = false;
  #firstFetch!: () => void;
  readonly #fetching: Promise<void>;
  #lastActivity = performance.now();
  #closing = false;
  #dead = false;

  constructor(consumer: Consumer, options: ConsumeOptions, logger: Logger) {
    this.#consumer = consumer;
    this.#options = options;
    this.#logger = logger;
    this.#fetching = new Promise((resolve) => (this.#firstFetch = resolve));
    const { FETCH_START, FETCH, HEARTBEAT, GROUP_JOIN, REBALANCING, CRASH } = consumer.events;
    consumer.on(FETCH_START, () => {
      this.#hasRested = false;
      this.#firstFetch();
    });
    for (const activity of [FETCH, HEARTBEAT, GROUP_JOIN])
      consumer.on(activity, () => void (this.#lastActivity = performance.now()));
    // Partitions may belong to another member now, which may be further by the time of the commit.
    for (const change of [REBALANCING, GROUP_JOIN]) {
      consumer.on(change, () => {
        this.#joins += 1;
        this.#done.clear();
        options.onAssignment?.();
      });
    }
    consumer.on(GROUP_JOIN, ({ payload }) => this.#lag.assign(payload.memberAssignment));
    consumer.on(CRASH, ({ payload }) => {
      if (payload.restart || this.#closing) return; // kafkajs restarts automatically
      this.#dead = true;
      this.#options.onDeath(payload.error);
    });
  }

  async start(): Promise<void> {
    const { topics, partitionsAtOnce } = this.#options;
    await this.#consumer.connect();
    // From the beginning, so that messages between the creation of the topic and the first join are not lost.
    await this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce ?? 3,
      eachBatch: (payload) => this.#handle(payload),
    });
    await this.#fetching;
  }

  /** Catches all errors, because kafkajs ends the consumer for good on a TypeError, RangeError, SyntaxError or ReferenceError. */
  async #handle(payload: EachBatchPayload): Promise<void> {
    try {
      const result = await this.#options.handle(this.#batch(payload));
      await this.#rest(result === 'skipped' ? restMs.skipped : restMs.worked);
    } catch (error) {
      const { topic, partition } = payload.batch;
      this.#logger.error(
        { topic, partition, error: errorText(error) },
        'consumer handler threw an error; partition paused, retrying in 1 s',
      );
      this.#pause(payload, 1_000);
    }
  }

  /** Delays the next fetch once, however many partitions the last one had. */
  async #rest(ms: number): Promise<void> {
    if (this.#hasRested || this.#closing) return;
    this.#hasRested = true;
    await pause(ms);
  }

  #batch(payload: EachBatchPayload): IncomingBatch {
    const { batch, resolveOffset, isRunning, isStale, heartbeat } = payload;
    const { topic, partition } = batch;
    const place = this.#lag.fetched(topic, partition, {
      offsets: batch.messages.map(({ offset }) => BigInt(offset)),
      times: batch.messages.map(({ timestamp }) => Number(timestamp)),
      end: BigInt(batch.lastOffset()) + 1n,
      high: BigInt(batch.highWatermark),
    });
    const resolve = (offset: bigint) => {
      resolveOffset(String(offset));
      place.consumed(offset);
    };
    return {
      topic,
      partition,
      messages: batch.messages.map(({ offset, key, value, headers }): IncomingMessage => ({
        topic,
        partition,
        offset: BigInt(offset),
        key: key?.toString('utf8'),
        value,
        headers: textOf(headers ?? {}),
      })),
      isCurrent: () => !this.#closing && isRunning() && !isStale(),
      heartbeat,
      commit: (offset) => {
        resolve(offset);
        this.#done.set(`${topic} ${partition}`, { topic, partition, offset: String(offset + 1n) });
        if (!this.#closing) this.#commitTimer ??= setTimeout(() => void this.#commitAll(), commitEveryMs);
      },
      resolve,
      pause: (ms) => this.#pause(payload, ms),
    };
  }

  /** Never throws: offsets that the broker refuses are those of messages that come again, to this member or another. */
  async #commitAll(): Promise<void> {
    clearTimeout(this.#commitTimer);
    this.#commitTimer = undefined;
    const offsets = [...this.#done];
    this.#done.clear();
    if (offsets.length === 0) return;
    const joined = this.#joins;
    try {
      await this.#options.beforeCommit?.();
      if (joined !== this.#joins) return; // the offsets may belong to another member
      const commit = this.#consumer.commitOffsets(offsets.map(([, offset]) => offset));
      await within(commit, limits.requestMs, 'committing offsets');
    } catch (error) {
      const fields = { group: this.#options.group, partitions: offsets.length, error: errorText(error) };
      this.#logger.info(
        fields,
        'offsets not committed; they are committed later, or their messages read again and skipped',
      );
      if (joined !== this.#joins) return;
      for (const [place, offset] of offsets) if (!this.#done.has(place)) this.#done.set(place, offset);
      if (!this.#closing) this.#commitTimer ??= setTimeout(() => void this.#commitAll(), commitEveryMs);
    }
  }

  #pause(payload: EachBatchPayload, ms: number): void {
    if (this.#closing) return;
    const resume = payload.pause();
    const timer = setTimeout(() => {
      this.#pauses.delete(timer);
      try {
        resume();
      } catch (error) {
        // The consumer has left the group meanwhile; pauses end with the membership.
        this.#logger.info(
          { error: errorText(error) },
          'consumer has no paused partition to resume after leaving its group',
        );
      }
    }, ms);
    this.#pauses.add(timer);
  }

  lags(): TopicLag[] {
    return this.#lag.byTopic();
  }

  isAlive(): boolean {
    return !this.#dead && performance.now() - this.#lastActivity < 2 * sessionMs;
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    for (const timer of this.#pauses) clearTimeout(timer);
    try {
      // Leaving between the join and the first fetch would leave a zombie member in the group.
      await within(this.#fetching, 2_000, 'the first fetch').catch(() => {});
      await this.#commitAll();
      await within(this.#consumer.disconnect(), limits.leaveMs, 'leaving the group');
    } catch (error) {
      this.#logger.warn(
        { group: this.#options.group, error: errorText(error) },
        'consumer could not leave its group; its partitions stay idle until the session timeout',
      );
    }
  }
}

/** Headers as text; the last value of a repeated header counts. */
function textOf(
  headers: NonNullable<EachBatchPayload['batch']['messages'][number]['headers']>,
): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) text[name] = last.toString();
  }
  return text;
}
