import type { TopicMaker } from './topics.ts';

/** A message to a topic. */
export interface OutgoingMessage {
  topic: string;
  /** Determines the partition: murmur2 of its UTF-8 bytes, the default of Java clients. */
  key: string;
  /** UTF-8; null deletes the key (a tombstone). */
  value: string | Buffer | null;
  headers: Readonly<Record<string, string>>;
}

/** A message from a topic. */
export interface IncomingMessage {
  topic: string;
  partition: number;
  offset: bigint;
  /** Undefined for a message without a key. */
  key: string | undefined;
  value: Buffer | null;
  headers: Readonly<Record<string, string>>;
}

/** Messages of one partition in order, and the consumer's means to acknowledge them. */
export interface IncomingBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly IncomingMessage[];
  /** False once the partition may belong to another member or the consumer is closing: return then, nothing is lost. */
  isCurrent(): boolean;
  /** Sends a heartbeat to the group; cheap, to be called between pieces of work. @throws if the consumer is no longer a member */
  heartbeat(): Promise<void>;
  /**
   * Marks everything up to this offset as done. The broker learns of it within a second, together with other partitions;
   * after a crash in between, the messages are delivered again.
   */
  commit(offset: bigint): void;
  /** Marks everything up to this offset as done for this run only: nothing is written to the broker. */
  resolve(offset: bigint): void;
  /** Pauses the partition for the given milliseconds; unresolved messages are delivered again after it. */
  pause(ms: number): void;
}

/** Thrown if messages could not be published. */
export class PublishFailed extends Error {
  /**
   * - `message`: the broker will never accept one of the messages
   * - `topic`: one of the topics is missing or may not be written to
   * - undefined: broker or network failed; the same messages may be accepted later
   */
  readonly refused: 'message' | 'topic' | undefined;

  constructor(message: string, refused: 'message' | 'topic' | undefined, cause: unknown) {
    super(message, { cause });
    this.name = 'PublishFailed';
    this.refused = refused;
  }
}

/** Sends messages, one batch after the other. */
export interface Publisher {
  /**
   * Resolves when every message is stored on all replicas in sync. Messages of one key arrive in the order given.
   * A batch waits for the one before it.
   *
   * @throws PublishFailed if it is uncertain that every message is stored; some of them may be. The caller then publishes
   *   the same messages again
   */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  /** Cancels the current send. Never throws. */
  close(): Promise<void>;
}

/** Topics, group and handler of a consumer. */
export interface ConsumeOptions {
  /** The consumer group: its members share the partitions and continue at its committed offsets. */
  group: string;
  topics: readonly string[];
  /** Partitions whose batches are handled concurrently; 3 by default. */
  partitionsAtOnce?: number;
  /**
   * Handles a batch. Must neither throw nor wait long without a heartbeat. Unresolved messages are delivered again.
   *
   * @returns `skipped` if no message of the batch needed work: the next fetch then waits a little for more of them
   */
  handle(batch: IncomingBatch): Promise<'skipped' | void>;
  /**
   * Called when the consumer has ended for good. The owner must end the process, so that its supervisor starts another.
   */
  onDeath(error: Error): void;
  /** Called before offsets are committed: must make sure that what was done up to them is stored. @throws if it is not; the offsets wait */
  beforeCommit?(): Promise<void>;
  /** Called when partitions may have changed their owner: what was remembered about them no longer holds. */
  onAssignment?(): void;
  /** Aborts joining. */
  signal?: AbortSignal;
}

/** Backlog of a consumer in its partitions of a topic, as of its last fetch. */
export interface TopicLag {
  topic: string;
  /** Messages that are not consumed yet. */
  messages: number;
  /** Age of the oldest of them in seconds; 0 without one. */
  seconds: number;
}

/** A running consumer. */
export interface Subscription {
  /** Backlog by topic. Known from fetched messages: costs no request to the broker. */
  lags(): TopicLag[];
  /**
   * True if the consumer fetched or sent a heartbeat within twice the session timeout; a member can hold partitions without
   * ever fetching. Also false while the broker is away, although a new process does not help then.
   */
  isAlive(): boolean;
  /** Leaves the group after the current batches. Never throws. */
  close(): Promise<void>;
}

/** First available offset, and offset of the next message. */
export interface PartitionEnds {
  partition: number;
  low: bigint;
  high: bigint;
}

/** The message broker. */
export interface Bus extends TopicMaker {
  publisher(): Publisher;
  /**
   * Joins a group and consumes from its committed offsets, or from the beginning. Resolves with the first fetch.
   *
   * @throws if the broker cannot be reached, a topic is missing, or the signal aborts
   */
  consume(options: ConsumeOptions): Promise<Subscription>;
  /** Offsets of each partition. @throws if the broker cannot be reached, a topic is missing, or the signal aborts */
  ends(topic: string, signal?: AbortSignal): Promise<PartitionEnds[]>;
}
