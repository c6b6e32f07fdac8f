import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeEvent, KafkaBus, topics, type IncomingMessage } from '@waystation/events';
import type { Kafka } from '@waystation/stack';
import kafkajs from 'kafkajs';

const readWithinMs = 120_000;
const askWithinMs = 30_000;
const askTries = 4;
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Message with the fields of its envelope. */
export interface Read {
  message: IncomingMessage;
  key: string;
  seq: bigint;
  eventId: string;
  chainHash: string;
}

/** Reader of all topics. */
export class Topics {
  readonly #bus: KafkaBus;
  readonly #kafka: kafkajs.Kafka;

  constructor({ brokers }: Kafka) {
    this.#bus = new KafkaBus({ brokers, clientId: 'prove', logger });
    this.#kafka = new kafkajs.Kafka({ clientId: 'prove', brokers, logLevel: kafkajs.logLevel.NOTHING });
  }

  /** Reads the messages of each topic, in the order of each partition. @throws Error if it takes too long */
  async readAll(): Promise<Map<string, IncomingMessage[]>> {
    const made = await this.#bus.listTopics();
    const names = topics.map(({ name }) => name).filter((name) => made.has(name));
    const read = new Map<string, IncomingMessage[]>(names.map((name) => [name, []]));
    const missing = new Map<string, bigint>();
    await this.#asAdmin(async (admin) => {
      for (const name of names) {
        for (const { partition, low, high } of await admin.fetchTopicOffsets(name)) {
          if (BigInt(high) > BigInt(low)) missing.set(`${name} ${partition}`, BigInt(high));
        }
      }
    });
    const subscription = await this.#bus.consume({
      group: `prove.${randomUUID()}`,
      topics: names,
      handle: async (batch) => {
        read.get(batch.topic)!.push(...batch.messages);
        const { offset } = batch.messages.at(-1)!;
        batch.resolve(offset);
        const lane = `${batch.topic} ${batch.partition}`;
        if (offset + 1n >= (missing.get(lane) ?? 0n)) missing.delete(lane);
      },
      onDeath: () => undefined, // the end of the topics is then not reached, which throws below
    });
    for (const until = Date.now() + readWithinMs; missing.size > 0; await sleep(50)) {
      if (Date.now() > until) throw new Error(`Could not read to the end of ${[...missing.keys()].join(', ')} in time`);
    }
    await subscription.close();
    return read;
  }

  /** Describes the partitions that a group has not consumed to the end. */
  behind(group: string, consumed: readonly string[]): Promise<string[]> {
    return this.#asAdmin(async (admin) => {
      const committed = await admin.fetchOffsets({ groupId: group, topics: [...consumed] });
      const behind: string[] = [];
      for (const { topic, partitions } of committed) {
        const offsets = new Map(partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
        for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
          const at = offsets.get(partition) ?? -1n;
          if (high !== low && at < BigInt(high))
            behind.push(`${group} is at ${at} of ${high} in ${topic}/${partition}`);
        }
      }
      return behind;
    });
  }

  /** Retries, because the broker may have just restarted. */
  async #asAdmin<T>(use: (admin: kafkajs.Admin) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      const admin = this.#kafka.admin();
      const late = sleep(askWithinMs, undefined, { ref: false }).then(() => {
        throw new Error(`Kafka did not answer within ${askWithinMs / 1000} s`);
      });
      const [answer] = await Promise.allSettled([Promise.race([admin.connect().then(() => use(admin)), late])]);
      await Promise.allSettled([Promise.race([admin.disconnect(), late])]);
      if (answer.status === 'fulfilled') return answer.value;
      if (tries === askTries) throw answer.reason;
    }
  }
}

/** Reads the envelope. @throws Unreadable for an invalid message */
export function readOf(message: IncomingMessage): Read {
  const { key, seq, eventId } = decodeEvent(message);
  return { message, key, seq, eventId, chainHash: message.headers['ce_chainhash'] ?? '' };
}
