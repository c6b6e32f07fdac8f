import type { TopicMaker } from './topics.ts';

/** A message as it goes to a topic. */
export interface OutgoingMessage {
  topic: string;
  /** Decides the partition: murmur2 of its UTF-8 bytes, as Java's clients do by default. */
  key: string;
  /** UTF-8; null says that the key is no more (a tombstone). */
  value: string | Buffer | null;
  headers: Readonly<Record<string, string>>;
}

/** A message as it comes from a topic. */
export interface IncomingMessage {
  topic: string;
  partition: number;
  offset: bigint;
  /** Undefined when it has none. */
  key: string | undefined;
  value: Buffer | null;
  headers: Readonly<Record<string, string>>;
}

/** Messages of one partition, in order, and what a consumer says of them. */
export interface IncomingBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly IncomingMessage[];
  /** False once the partition may be another member's, or the consumer is closing: leave then, nothing is lost. */
  isCurrent(): boolean;
  /** Tells the group that this member lives; cheap, to be called between pieces of work. @throws when it is no member any more */
  heartbeat(): Promise<void>;
  /**
   * Marks everything up to this offset as done. The broker learns of it within a second, together with other partitions;
   * after a crash in between, the messages come again.
   */
  commit(offset: bigint): void;
  /** All up to this offset is done, but only for this run: nothing is written to the broker. */
  resolve(offset: bigint): void;
  /** Pauses the partition for the given milliseconds; unresolved messages come again after it. */
  pause(ms: number): void;
}

/** Why messages could not be published. */
export class PublishFailed extends Error {
  /**
   * - `message`: one of the messages is such that the broker will never take it
   * - `topic`: one of the topics is not there, or may not be written to
   * - undefined: broker or network; the same messages may be taken later
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
   * @throws PublishFailed when it is not known of every message that it is stored; any of them may be. A caller that wants
   *   them stored publishes the same messages again
   */
  publish(messages: readonly OutgoingMessage[]): Promise<void>;
  /** Ends at once what is under way. Never throws. */
  close(): Promise<void>;
}

/** What is to be consumed, and by whom. */
export interface ConsumeOptions {
  /** The consumer group: its members share the partitions, and go on where it was. */
  group: string;
  topics: readonly string[];
  /** Partitions whose batches are handled side by side; 3 when left out. */
  partitionsAtOnce?: number;
  /**
   * Works off a batch. It must neither throw nor wait for long without a heartbeat. What it leaves unresolved comes again.
   */
  handle(batch: IncomingBatch): Promise<void>;
  /**
   * Told when the consumer has ended for good while the process lives on: its owner ends the process, so that its
   * supervisor starts another.
   */
  onDeath(error: Error): void;
  /** Gives up joining. */
  signal?: AbortSignal;
}

/** A running consumer. */
export interface Subscription {
  /**
   * Whether it fetched or reported to its group within twice the session's time; a member can hold partitions without ever
   * fetching. It says no, too, while the broker is away: a new process mends the one, but not the other.
   */
  isAlive(): boolean;
  /** Leaves the group, after the batches at hand. Never throws. */
  close(): Promise<void>;
}

/** First offset that is there, and the offset that the next message will get. */
export interface PartitionEnds {
  partition: number;
  low: bigint;
  high: bigint;
}

/** The broker, as far as anything here knows it. */
export interface Bus extends TopicMaker {
  publisher(): Publisher;
  /**
   * Joins a group and consumes, from the beginning of what the group has not consumed. Resolves with the first fetch.
   *
   * @throws when the broker can't be reached, a topic is missing, or the signal came
   */
  consume(options: ConsumeOptions): Promise<Subscription>;
  /** @throws when the broker can't be reached, a topic is missing, or the signal came */
  ends(topic: string, signal?: AbortSignal): Promise<PartitionEnds[]>;
}
