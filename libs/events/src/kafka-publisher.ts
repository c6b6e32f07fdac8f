import kafkajs, { type ICustomPartitioner, type Producer } from 'kafkajs';
import { PublishFailed, type OutgoingMessage, type Publisher } from './bus.ts';
import { errorText, type Logger } from './logger.ts';
import { within } from './limits.ts';

const limits = { connectMs: 20_000, sendMs: 30_000, disconnectMs: 3_000 };

/** Broker errors that no retry with the same message or topic resolves. */
const refusals: Readonly<Record<string, 'message' | 'topic'>> = {
  MESSAGE_TOO_LARGE: 'message',
  RECORD_LIST_TOO_LARGE: 'message',
  INVALID_RECORD: 'message',
  INVALID_TIMESTAMP: 'message',
  UNSUPPORTED_FOR_MESSAGE_FORMAT: 'message',
  POLICY_VIOLATION: 'message',
  UNKNOWN_TOPIC_OR_PARTITION: 'topic',
  INVALID_TOPIC_EXCEPTION: 'topic',
  TOPIC_AUTHORIZATION_FAILED: 'topic',
};

/** Creates a producer with a partitioner. */
export type ProducerMaker = (partitioner: ICustomPartitioner) => Producer;

interface Connected {
  producer: Producer;
  /** `topic partition` of the messages being sent. */
  sending: Set<string>;
}

/**
 * Publishes with kafkajs and works around its defects:
 *
 * - Concurrent sends on an idempotent producer can lose an event while both report success: only one send at a time.
 * - If a leader moves during a send, a partition may be unstored although `send` resolves: the answer is compared with the
 *   partitions sent to, and a missing partition counts as failed.
 * - After a failure the sequence numbers cannot be trusted: the next send uses a new producer.
 */
export class KafkaPublisher implements Publisher {
  readonly #make: ProducerMaker;
  readonly #logger: Logger;
  readonly #sayAfterMs: number;
  #connected: Connected | undefined;
  #last: Promise<unknown> = Promise.resolve();
  readonly #closing = new AbortController();

  /** @param sayAfterMs interval of the log messages while Kafka does not answer, in milliseconds */
  constructor(make: ProducerMaker, logger: Logger, sayAfterMs = 3_000) {
    this.#make = make;
    this.#logger = logger;
    this.#sayAfterMs = sayAfterMs;
  }

  publish(messages: readonly OutgoingMessage[]): Promise<void> {
    const sent = this.#last.then(() => this.#send(messages));
    this.#last = sent.catch(() => {});
    return sent;
  }

  async #send(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const waiting = this.#sayWhileWaiting(messages.length);
    try {
      const { producer, sending } = (this.#connected ??= await this.#connect());
      this.#closing.signal.throwIfAborted();
      sending.clear();
      const answers = await within(
        // Uncompressed like the topics, so that the broker stores the batch as it comes.
        producer.sendBatch({
          acks: -1,
          timeout: 10_000,
          topicMessages: byTopic(messages),
        }),
        limits.sendMs,
        'sending to Kafka',
        this.#closing.signal,
      );
      const stored = new Set(
        answers
          .filter(({ errorCode }) => errorCode === 0)
          .map(({ topicName, partition }) => `${topicName} ${partition}`),
      );
      const lost = [...sending].filter((partition) => !stored.has(partition));
      if (lost.length > 0 || sending.size === 0)
        throw new Error(`no confirmation for ${lost.join(', ') || 'any partition'}`);
    } catch (error) {
      await this.#abandon();
      throw new PublishFailed(`Kafka did not confirm ${messages.length} messages as stored`, refusalOf(error), error);
    } finally {
      clearInterval(waiting);
    }
  }

  /** Logs while a send waits, because kafkajs logs nothing for the first 10 s of a request. */
  #sayWhileWaiting(messages: number): NodeJS.Timeout {
    const began = performance.now();
    return setInterval(() => {
      const step = this.#connected ? 'sending' : 'connecting';
      const seconds = Math.round((performance.now() - began) / 1_000);
      this.#logger.warn({ messages, step, seconds }, 'publisher waits for Kafka; events are not sent meanwhile');
    }, this.#sayAfterMs);
  }

  async #connect(): Promise<Connected> {
    const sending = new Set<string>();
    const producer = this.#make(() => {
      const partitionOf = kafkajs.Partitioners.DefaultPartitioner();
      return (message) => {
        const partition = partitionOf(message);
        sending.add(`${message.topic} ${partition}`);
        return partition;
      };
    });
    try {
      await within(producer.connect(), limits.connectMs, 'connecting to Kafka', this.#closing.signal);
    } catch (error) {
      await this.#disconnect(producer);
      throw error;
    }
    return { producer, sending };
  }

  async #abandon(): Promise<void> {
    const connected = this.#connected;
    this.#connected = undefined;
    if (connected) await this.#disconnect(connected.producer);
  }

  async #disconnect(producer: Producer): Promise<void> {
    try {
      await within(producer.disconnect(), limits.disconnectMs, 'disconnecting from Kafka');
    } catch (error) {
      this.#logger.info({ error: errorText(error) }, 'producer did not disconnect from Kafka in time');
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the publisher was closed'));
    await this.#abandon();
  }
}

function byTopic(messages: readonly OutgoingMessage[]) {
  return [...Map.groupBy(messages, ({ topic }) => topic)].map(([topic, each]) => ({
    topic,
    messages: each.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } })),
  }));
}

/** Refusal in an error or its causes, because kafkajs wraps the errors of the broker. */
function refusalOf(error: unknown): 'message' | 'topic' | undefined {
  for (let each = error as { type?: string; cause?: unknown } | undefined; each; each = each.cause as typeof each) {
    const refusal = refusals[each.type ?? ''];
    if (refusal) return refusal;
  }
  return undefined;
}
