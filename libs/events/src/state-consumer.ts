import { randomUUID } from 'node:crypto';
import type { Database } from '@waystation/store';
import type { ArrivedEvent } from './arrivals.ts';
import type { Bus, IncomingBatch, PartitionEnds, Subscription, TopicLag } from './bus.ts';
import { asRelay } from './cursors.ts';
import { decodeEvent, Unreadable } from './decode.ts';
import { pause } from './limits.ts';
import { errorText, type Alarm, type Logger } from './logger.ts';
import { RetryBackoff } from './retry-backoff.ts';
import { ensureTopics } from './topics.ts';

/** Copy of state topics in the database of a service. */
export interface StateCopy {
  database: Database;
  /** Full names of the state topics. */
  topics: readonly string[];
}

/** Options of a state consumer. */
export interface StateConsumerOptions {
  bus: Bus;
  /** First part of the group name. */
  name: string;
  logger: Logger;
  alarm?: Alarm;
  /** Called when the consumer has ended for good. Must end the process, so that its supervisor starts another. */
  onDeath: (error: Error) => void;
}

const portionMax = 500;

/** Silence that counts as the end of a partition, because after compaction its last offset may never arrive. */
const quietMs = 5_000;

const keep = `
insert into reference_data as r (topic, key, station_id, seq, value)
select $1, key, station_id, seq, value from unnest($2::text[], $3::uuid[], $4::bigint[], $5::jsonb[]) as m (key, station_id, seq, value)
order by key
on conflict (topic, key) do update
  set station_id = excluded.station_id, seq = excluded.seq, value = excluded.value, changed_at = now()
  where r.seq < excluded.seq`;

const forget = `
delete from reference_data r using unnest($2::text[], $3::bigint[]) as gone (key, seq)
where r.topic = $1 and r.key = gone.key and r.seq < gone.seq`;

/**
 * Keeps copies of state topics in `reference_data`: the newest value of each key; a tombstone deletes it. One consumer keeps
 * the copies of all services of a process.
 *
 * It reads from the beginning at each start, in a group of this process alone that commits nothing. That is little, because
 * the topics are compacted, and it fills a new or restored database without a manual reset of offsets. Older values than the
 * stored one are ignored.
 */
export class StateConsumer {
  readonly #options: StateConsumerOptions;
  readonly #alarm: Alarm;
  readonly #backoff = new Map<string, RetryBackoff>();
  readonly #stopping = new AbortController();
  /** End offset at start by topic and partition, until it is reached. */
  readonly #ahead = new Map<string, bigint>();
  readonly #copies: StateCopy[] = [];
  #lastBatchAt = performance.now();
  #starting: Promise<void> | undefined;
  #subscription: Subscription | undefined;
  #isReady = false;
  #becomeReady!: () => void;
  /** Resolves when everything that was in the topics at start is copied. Never rejects; stays pending if closed before. */
  readonly ready: Promise<void> = new Promise((resolve) => (this.#becomeReady = resolve));

  constructor(options: StateConsumerOptions) {
    this.#options = options;
    this.#alarm = options.alarm ?? ((fields, message) => options.logger.error(fields, message));
  }

  /** Adds a copy; to be called before the start. @returns the consumer */
  keep(copy: StateCopy): this {
    if (this.#starting) throw new Error('a copy of state topics was added after the start');
    this.#copies.push(copy);
    return this;
  }

  /** Starts to consume. Retries without end while the broker is away; resolves with the first fetch or when closed. */
  start(): Promise<void> {
    return (this.#starting ??= this.#start());
  }

  async #start(): Promise<void> {
    const { bus, name, logger, onDeath } = this.#options;
    const topics = [...new Set(this.#copies.flatMap((copy) => copy.topics))];
    if (topics.length === 0) return this.#ready();
    const group = `${name}.state.${randomUUID()}`;
    const backoff = new RetryBackoff({ firstMs: 500, maxMs: 5_000, alarmAfterMs: 60_000 });
    while (!this.#stopping.signal.aborted) {
      try {
        await ensureTopics(bus, topics, { logger, signal: this.#stopping.signal });
        for (const topic of topics) this.#lookAhead(topic, await bus.ends(topic, this.#stopping.signal));
        this.#subscription = await bus.consume({
          group,
          topics,
          handle: (batch) => this.#handle(batch),
          onDeath,
          signal: this.#stopping.signal,
        });
        this.#lastBatchAt = performance.now();
        void this.#untilQuiet();
        return;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        const { waitMs, alarm } = backoff.failed();
        const say: Alarm = alarm ? this.#alarm : (fields, message) => logger.warn(fields, message);
        say(
          { group, error: errorText(error), seconds: backoff.seconds },
          'state consumer cannot read its topics; reference data is not updated, retrying',
        );
        await pause(waitMs, this.#stopping.signal);
      }
    }
  }

  #lookAhead(topic: string, partitions: readonly PartitionEnds[]): void {
    for (const { partition, low, high } of partitions) {
      if (high > low) this.#ahead.set(`${topic} ${partition}`, high);
      else this.#ahead.delete(`${topic} ${partition}`);
    }
  }

  async #untilQuiet(): Promise<void> {
    while (this.#ahead.size > 0 && !this.#stopping.signal.aborted) {
      await pause(100, this.#stopping.signal);
      if (performance.now() - this.#lastBatchAt > quietMs && this.#subscription?.isAlive()) break;
    }
    if (!this.#stopping.signal.aborted) this.#ready();
  }

  #ready(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    this.#becomeReady();
  }

  /** True if everything that was in the topics at start is copied. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Backlog by topic as of the last fetch; empty before the consumer has joined its group. */
  lags(): TopicLag[] {
    return this.#subscription?.lags() ?? [];
  }

  /** True if the consumer fetched or sent a heartbeat recently, or is still joining. */
  isAlive(): boolean {
    return this.#subscription?.isAlive() ?? true;
  }

  /** Leaves the group. Never throws. */
  async close(): Promise<void> {
    this.#stopping.abort(new Error('the consumer was closed'));
    await this.#starting;
    await this.#subscription?.close();
  }

  async #handle(batch: IncomingBatch): Promise<void> {
    const place = `${batch.topic} ${batch.partition}`;
    const backoff = this.#backoff.get(place) ?? new RetryBackoff({ firstMs: 100, maxMs: 5_000, alarmAfterMs: 60_000 });
    this.#backoff.set(place, backoff);
    this.#lastBatchAt = performance.now();
    try {
      for (let from = 0; from < batch.messages.length && batch.isCurrent(); from += portionMax) {
        const portion = batch.messages.slice(from, from + portionMax);
        await batch.heartbeat();
        const events = portion.flatMap((message) => this.#read(message));
        const copies = this.#copies.filter(({ topics }) => topics.includes(batch.topic));
        await Promise.all(copies.map(({ database }) => write(database, batch.topic, events)));
        const { offset } = portion.at(-1)!;
        batch.resolve(offset);
        backoff.over();
        if (offset + 1n >= (this.#ahead.get(place) ?? 0n)) this.#ahead.delete(place);
        if (this.#ahead.size === 0) this.#ready();
      }
    } catch (error) {
      if (!batch.isCurrent()) return;
      const { waitMs, failures, alarm } = backoff.failed();
      const say: Alarm = alarm ? this.#alarm : (fields, message) => this.#options.logger.warn(fields, message);
      const { topic, partition } = batch;
      say(
        { topic, partition, error: errorText(error), failures, seconds: backoff.seconds },
        'state consumer paused a partition after a failure; reference data is not updated, retrying',
      );
      batch.pause(waitMs);
    }
  }

  /** Decodes a message; skips an unreadable one, so that the previous value stays. */
  #read(message: IncomingBatch['messages'][number]): ArrivedEvent[] {
    try {
      return [decodeEvent(message)];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const { topic, partition, offset, key } = message;
      this.#alarm(
        { topic, partition, offset: String(offset), key, error: errorText(error) },
        'state consumer skipped an unreadable message; the previous value stays',
      );
      return [];
    }
  }
}

/** Stores the newest value of each key and deletes what is gone, in one transaction. @throws the database error */
async function write(database: Database, topic: string, events: readonly ArrivedEvent[]): Promise<void> {
  const newest = new Map<string, ArrivedEvent>();
  for (const event of events) if (event.seq > (newest.get(event.key)?.seq ?? 0n)) newest.set(event.key, event);
  const kept = [...newest.values()].filter(({ value }) => value !== null);
  const gone = [...newest.values()].filter(({ value }) => value === null);
  const statements = [];
  if (kept.length > 0) {
    statements.push({
      text: keep,
      values: [
        topic,
        kept.map(({ key }) => key),
        kept.map(({ stationId }) => stationId ?? null),
        kept.map(({ seq }) => String(seq)),
        kept.map(({ value }) => JSON.stringify(value)),
      ],
    });
  }
  if (gone.length > 0) {
    const values = [topic, gone.map(({ key }) => key), gone.map(({ seq }) => String(seq))];
    statements.push({ text: forget, values });
  }
  if (statements.length > 0) await asRelay(database, statements);
}
