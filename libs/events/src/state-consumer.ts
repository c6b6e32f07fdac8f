import { randomUUID } from 'node:crypto';
import type { Database } from '@waystation/store';
import type { ArrivedEvent } from './arrivals.ts';
import type { Bus, IncomingBatch, PartitionEnds, Subscription } from './bus.ts';
import { asRelay } from './cursors.ts';
import { decodeEvent, Unreadable } from './decode.ts';
import { pause } from './limits.ts';
import { errorText, type Alarm, type Logger } from './logger.ts';
import { RetryBackoff } from './retry-backoff.ts';
import { ensureTopics } from './topics.ts';

/** What a state consumer needs. */
export interface StateConsumerOptions {
  bus: Bus;
  database: Database;
  /** Names the group, with a number of its own behind. */
  service: string;
  /** Full names of the state topics that the service keeps. */
  topics: readonly string[];
  logger: Logger;
  alarm?: Alarm;
  /** Told when the consumer has ended for good: ends the process, so that its supervisor starts another. */
  onDeath: (error: Error) => void;
}

const portionMax = 500;

/** A partition whose last messages were cleaned away never reaches its end: so long a silence passes for it. */
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
 * Keeps a service's own copy of state topics in `reference_data`: the newest value of each key; a tombstone deletes it.
 *
 * It reads from the beginning at each start, in a group that only this process is in and that commits nothing. The topics
 * are compacted, so that is little; and a database that is new, or restored from yesterday, has all of it again without
 * anybody having to set an offset back, which a group that outlives the database would need. A value older than the one
 * that is there changes nothing.
 */
export class StateConsumer {
  readonly #options: StateConsumerOptions;
  readonly #alarm: Alarm;
  readonly #backoff = new Map<string, RetryBackoff>();
  readonly #stopping = new AbortController();
  /** Offset that was the end at start, by topic and partition, as long as it has not been reached. */
  readonly #ahead = new Map<string, bigint>();
  #lastBatchAt = performance.now();
  #starting: Promise<void> | undefined;
  #subscription: Subscription | undefined;
  #isReady = false;
  #becomeReady!: () => void;
  /** Resolves when all is there that was in the topics at start. Never rejects; unresolved when it is closed before. */
  readonly ready: Promise<void> = new Promise((resolve) => (this.#becomeReady = resolve));

  constructor(options: StateConsumerOptions) {
    this.#options = options;
    this.#alarm = options.alarm ?? ((fields, message) => options.logger.error(fields, message));
  }

  /** Tries without end while the broker is away; resolves with the first fetch, or when it is closed. */
  start(): Promise<void> {
    return (this.#starting ??= this.#start());
  }

  async #start(): Promise<void> {
    const { bus, service, topics, logger, onDeath } = this.#options;
    if (topics.length === 0) return this.#ready();
    const group = `${service}.state.${randomUUID()}`;
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
        say({ group, error: errorText(error), seconds: backoff.seconds }, 'can not read the state topics');
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

  /** Whether all is there that was in the topics at start. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Whether it fetched or reported lately. True while it is still joining. */
  isAlive(): boolean {
    return this.#subscription?.isAlive() ?? true;
  }

  /** Never throws. */
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
        await this.#keep(
          batch.topic,
          portion.flatMap((message) => this.#read(message)),
        );
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
      say({ topic, partition, error: errorText(error), failures, seconds: backoff.seconds }, 'a state topic waits');
      batch.pause(waitMs);
    }
  }

  /** What can't be read is left out: the value before it stands, and the next one is read again. */
  #read(message: IncomingBatch['messages'][number]): ArrivedEvent[] {
    try {
      return [decodeEvent(message)];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      const { topic, partition, offset, key } = message;
      this.#alarm(
        { topic, partition, offset: String(offset), key, error: errorText(error) },
        'a state can not be read',
      );
      return [];
    }
  }

  async #keep(topic: string, events: readonly ArrivedEvent[]): Promise<void> {
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
    if (statements.length > 0) await asRelay(this.#options.database, statements);
  }
}
