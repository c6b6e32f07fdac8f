import type { TopicLag } from './bus.ts';

/** A fetched batch of a partition. */
export interface FetchedBatch {
  offsets: readonly bigint[];
  /** Time of each message, in milliseconds since 1970. */
  times: readonly number[];
  /** Offset behind the batch; compaction may have removed the messages before it. */
  end: bigint;
  /** Offset behind the last message of the partition, from the broker's answer to the fetch. */
  high: bigint;
}

interface Place {
  topic: string;
  /** Messages that are not consumed yet. */
  messages: number;
  /** Time of the oldest of them, in milliseconds since 1970. */
  since: number;
}

/**
 * Backlog of a consumer, from the batches that it fetches, since each answer of the broker names the end of the partition. The
 * number is older than the last fetch while a partition is paused; the age keeps growing then.
 */
export class ConsumerLag {
  readonly #places = new Map<string, Place>();

  /** Forgets partitions that belong to other members now. @param assigned numbers of the partitions by topic */
  assign(assigned: Readonly<Record<string, readonly number[]>>): void {
    const mine = new Set(Object.entries(assigned).flatMap(([topic, numbers]) => numbers.map((n) => `${topic} ${n}`)));
    for (const place of this.#places.keys()) if (!mine.has(place)) this.#places.delete(place);
  }

  /** Notes a batch before it is processed. @returns a function that notes the last consumed offset of it */
  fetched(topic: string, partition: number, batch: FetchedBatch): { consumed(offset: bigint): void } {
    const { offsets, times, end, high } = batch;
    const first = offsets[0];
    const place: Place = { topic, messages: first === undefined ? 0 : Number(high - first), since: times[0] ?? 0 };
    this.#places.set(`${topic} ${partition}`, place);
    return {
      consumed(offset) {
        const next = offsets.findIndex((each) => each > offset);
        place.messages = Number(high - (next < 0 ? end : offsets[next]!));
        // Messages behind the batch are not fetched yet; they are no older than its last one.
        place.since = times[next < 0 ? times.length - 1 : next] ?? 0;
      },
    };
  }

  /** Backlog by topic, over the partitions of this member. @param now milliseconds since 1970 */
  byTopic(now = Date.now()): TopicLag[] {
    return [...Map.groupBy(this.#places.values(), ({ topic }) => topic)].map(([topic, places]) => {
      const behind = places.filter(({ messages }) => messages > 0);
      return {
        topic,
        messages: behind.reduce((sum, { messages }) => sum + messages, 0),
        seconds: Math.max(0, ...behind.map(({ since }) => (now - since) / 1_000)),
      };
    });
  }
}
