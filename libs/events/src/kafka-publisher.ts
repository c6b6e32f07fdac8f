import kafkajs, { type ICustomPartitioner, type Producer } from 'kafkajs';
import { PublishFailed, type OutgoingMessage, type Publisher } from './bus.ts';
import { errorText, type Logger } from './logger.ts';
import { within } from './limits.ts';

const limits = { connectMs: 20_000, sendMs: 30_000, disconnectMs: 3_000 };

/** The broker's answers that will be the same for ever, as long as message or topic is the same. */
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

/** Makes a producer that asks this partitioner where a message goes. */
export type ProducerMaker = (partitioner: ICustomPartitioner) => Producer;

interface Connected {
  producer: Producer;
  /** `topic partition` of what is being sent. */
  sending: Set<string>;
}

/**
 * Sends by kafkajs, around what it does wrong:
 *
 * - Two sends at once on an idempotent producer can lose an event while both report success: one at a time, ever.
 * - A leader that moves while a send is on its way can leave a partition unstored while `send` resolves: what it answers
 *   is compared with what was sent, and a partition that is missing has failed.
 * - After a failure its sequence numbers can't be trusted: the next send goes by a new producer.
 */
export class KafkaPublisher implements Publisher {
  readonly #make: ProducerMaker;
  readonly #logger: Logger;
  readonly #sayAfterMs: number;
  #connected: Connected | undefined;
  #last: Promise<unknown> = Promise.resolve();
  readonly #closing = new AbortController();

  /** @param sayAfterMs after how long without an answer it is logged, and how often then */
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
        // As the topics are set to keep them, so the broker need not repack them; no other codec is built in.
        producer.sendBatch({
          acks: -1,
          timeout: 10_000,
          compression: kafkajs.CompressionTypes.GZIP,
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
      if (lost.length > 0 || sending.size === 0) throw new Error(`no answer for ${lost.join(', ') || 'any partition'}`);
    } catch (error) {
      await this.#abandon();
      throw new PublishFailed(`${messages.length} messages were not stored`, refusalOf(error), error);
    } finally {
      clearInterval(waiting);
    }
  }

  /** kafkajs logs nothing until a request has taken 10 s; this tells earlier what is waited for. */
  #sayWhileWaiting(messages: number): NodeJS.Timeout {
    const began = performance.now();
    return setInterval(() => {
      const step = this.#connected ? 'sending' : 'connecting';
      const seconds = Math.round((performance.now() - began) / 1_000);
      this.#logger.warn({ messages, step, seconds }, 'Kafka does not answer yet');
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
      await within(producer.disconnect(), limits.disconnectMs, 'leaving Kafka');
    } catch (error) {
      this.#logger.info({ error: errorText(error) }, 'a producer did not leave in time');
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

/** kafkajs wraps the broker's answer into errors of its own. */
function refusalOf(error: unknown): 'message' | 'topic' | undefined {
  for (let each = error as { type?: string; cause?: unknown } | undefined; each; each = each.cause as typeof each) {
    const refusal = refusals[each.type ?? ''];
    if (refusal) return refusal;
  }
  return undefined;
}
