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
} from './bus.ts';
import { cureIdleTimer } from './kafka-idle.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import { pause, within } from './limits.ts';
import { errorText, type Logger } from './logger.ts';
import { TopicsRefused, type WantedTopic } from './topics.ts';

/** How Kafka is reached. */
export interface KafkaBusOptions {
  /** `host:port` of some of them; they tell of the others. */
  brokers: readonly string[];
  /** Names this process in the broker's logs and quotas. */
  clientId: string;
  ssl?: boolean | ConnectionOptions;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  logger: Logger;
  /**
   * Copies of each partition of topics that are made here; the broker's own setting when left out.
   */
  replication?: number;
  /** Longest wait of the broker before it answers a fetch without messages, in milliseconds; 1 s when left out. */
  fetchWaitMs?: number;
  /** How long something is asked for or made before that has failed, in milliseconds; 30 s when left out. */
  adminMs?: number;
}

const limits = { connectMs: 3_000, requestMs: 10_000, adminMs: 30_000, joinMs: 90_000, leaveMs: 15_000 };

/**
 * Longest wait of the broker for messages before it answers a fetch with none. It answers at once when one comes, so this
 * delays no message: it only sets the price of an idle consumer, and delays closing one, which waits out its last fetch.
 */
const fetchWaitMs = 1_000;

/** Pause between a batch that is done and the commit of its offset: a commit costs the broker as much as a message. */
const commitEveryMs = 1_000;

/** What the broker says to those who may not make topics. */
const forbidden = ['TOPIC_AUTHORIZATION_FAILED', 'CLUSTER_AUTHORIZATION_FAILED', 'POLICY_VIOLATION'];

/** A member that was killed holds its partitions for so long. */
const sessionMs = 10_000;

/** A consumer or an administrator tries for about a minute by itself: it came through `kill -9` of a broker so. */
const patient = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 };

/** A producer gives up after some seconds, so that a relay that lost its lock stops; the relay tries again without end. */
const brief = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 };

/** Kafka by kafkajs 2.2.4. Nothing of that library is seen outside, so that another may take its place. */
export class KafkaBus implements Bus {
  readonly #kafka: Kafka;
  readonly #options: KafkaBusOptions;

  /** Connects to nothing yet. */
  constructor(options: KafkaBusOptions) {
    cureIdleTimer();
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

  /** What kafkajs calls an error is mostly the first of its tries; what comes of them is thrown. */
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
      // With more than one byte, a fetch would wait the whole time for them.
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

  makeTopics(wanted: readonly WantedTopic[], signal?: AbortSignal): Promise<void> {
    return this.#asAdmin(async (admin) => {
      // Answers false when all of them were there; one that another made at the same time is no error either way.
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
        // kafkajs says of each look that a topic is not there yet.
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
        'asking Kafka',
        signal,
      );
    } finally {
      // Who gave up does not wait for it.
      const left = within(admin.disconnect(), limits.leaveMs, 'leaving Kafka').catch(() => {});
      if (!signal?.aborted) await left;
    }
  }
}

/** What the broker says of topics that it does not make; undefined where it has not answered. */
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
    // The broker that made it knows it first.
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
  #commitTimer: NodeJS.Timeout | undefined;
  #firstFetch!: () => void;
  readonly #fetching: Promise<void>;
  #lastSign = performance.now();
  #closing = false;
  #dead = false;

  constructor(consumer: Consumer, options: ConsumeOptions, logger: Logger) {
    this.#consumer = consumer;
    this.#options = options;
    this.#logger = logger;
    this.#fetching = new Promise((resolve) => (this.#firstFetch = resolve));
    const { FETCH_START, FETCH, HEARTBEAT, GROUP_JOIN, REBALANCING, CRASH } = consumer.events;
    consumer.on(FETCH_START, () => this.#firstFetch());
    for (const sign of [FETCH, HEARTBEAT, GROUP_JOIN])
      consumer.on(sign, () => void (this.#lastSign = performance.now()));
    // Partitions may belong to another member now, which is further by the time of the commit.
    for (const change of [REBALANCING, GROUP_JOIN]) consumer.on(change, () => this.#done.clear());
    consumer.on(CRASH, ({ payload }) => {
      if (payload.restart || this.#closing) return; // kafkajs starts again automatically
      this.#dead = true;
      this.#options.onDeath(payload.error);
    });
  }

  async start(): Promise<void> {
    const { topics, partitionsAtOnce } = this.#options;
    await this.#consumer.connect();
    // From the beginning, since without it all that came between the topic's making and the first join would be left out.
    await this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce ?? 3,
      eachBatch: (payload) => this.#handle(payload),
    });
    await this.#fetching;
  }

  /** A TypeError (RangeError, SyntaxError, ReferenceError) that leaves here would end the consumer for good. */
  async #handle(payload: EachBatchPayload): Promise<void> {
    try {
      await this.#options.handle(this.#batch(payload));
    } catch (error) {
      const { topic, partition } = payload.batch;
      this.#logger.error({ topic, partition, error: errorText(error) }, 'a handler let an error out');
      this.#pause(payload, 1_000);
    }
  }

  #batch(payload: EachBatchPayload): IncomingBatch {
    const { batch, resolveOffset, isRunning, isStale, heartbeat } = payload;
    const { topic, partition } = batch;
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
        resolveOffset(String(offset));
        this.#done.set(`${topic} ${partition}`, { topic, partition, offset: String(offset + 1n) });
        this.#commitTimer ??= setTimeout(() => void this.#commitAll(), commitEveryMs);
      },
      resolve: (offset) => resolveOffset(String(offset)),
      pause: (ms) => this.#pause(payload, ms),
    };
  }

  /** Never throws: offsets that the broker refuses are those of messages that come again, to this member or another. */
  async #commitAll(): Promise<void> {
    clearTimeout(this.#commitTimer);
    this.#commitTimer = undefined;
    const offsets = [...this.#done.values()];
    this.#done.clear();
    if (offsets.length === 0) return;
    try {
      await within(this.#consumer.commitOffsets(offsets), limits.requestMs, 'committing offsets');
    } catch (error) {
      const fields = { group: this.#options.group, partitions: offsets.length, error: errorText(error) };
      this.#logger.info(fields, 'offsets not committed: their messages are read again after a restart and skipped');
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
        // The group was left meanwhile; joined again, it begins without pauses.
        this.#logger.info({ error: errorText(error) }, 'nothing to resume');
      }
    }, ms);
    this.#pauses.add(timer);
  }

  isAlive(): boolean {
    return !this.#dead && performance.now() - this.#lastSign < 2 * sessionMs;
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    for (const timer of this.#pauses) clearTimeout(timer);
    try {
      // To leave right after joining, before the first fetch, makes a member that nobody ends.
      await within(this.#fetching, 2_000, 'the first fetch').catch(() => {});
      await this.#commitAll();
      await within(this.#consumer.disconnect(), limits.leaveMs, 'leaving the group');
    } catch (error) {
      this.#logger.warn({ group: this.#options.group, error: errorText(error) }, 'a consumer did not leave in time');
    }
  }
}

/** Headers may repeat; the last one counts. */
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
