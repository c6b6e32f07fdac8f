import { crashPoint, type Database } from '@waystation/store';
import { PublishFailed, type Bus, type OutgoingMessage, type Publisher } from './bus.ts';
import { LeaderNews, type News } from './leader-news.ts';
import { isReadOnly, LeaderSession } from './leader-session.ts';
import { backOff, pause } from './limits.ts';
import { errorText, type Alarm, type Logger } from './logger.ts';
import { RetryBackoff } from './retry-backoff.ts';
import { Sleep } from './sleep.ts';
import { ensureTopics, TopicsRefused } from './topics.ts';

/** Work that exactly one process of a service does: whichever leads. */
export interface LeaderTask {
  readonly name: string;
  /** Works until the signal comes. What it throws is logged, and it is run again. */
  run(signal: AbortSignal): Promise<void>;
  /** Looks for work now, without waiting for the next poll. */
  wake?(): void;
}

/** What a relay needs. */
export interface RelayOptions {
  database: Database;
  bus: Bus;
  logger: Logger;
  alarm?: Alarm;
  /** Full names of the topics that it sends to: they are made when they are missing. */
  topics?: readonly string[];
  /** More that the leader does: timers, pruning. */
  tasks?: readonly LeaderTask[];
  /** Interval at which the leader looks without being woken, in milliseconds; 5 s when left out. */
  pollMs?: number;
  /** How often one that doesn't lead tries to; 500 ms when left out. */
  standbyMs?: number;
  /** After how long a lane that stands still is tried again for the first time, later ever more seldom; 5 s when left out. */
  mendMs?: number;
}

/** The safety net for a wake that was lost, such as that of a process which ended right after its commit. */
const pollMs = 5_000;
const idleMs = 60_000;
/** Rows of one send. */
const rowsMax = 500;
/** And their bytes: all may go to one partition, whose batches the broker takes up to 1 MiB. */
const bytesMax = 800_000;

const read = `
select id, topic, key, seq, encode(hash, 'hex') as chain_hash, headers, payload, created_at
from outbox o
where published_at is null and not exists (
  select 1 from unnest($1::text[], $2::text[]) as still (topic, key)
  where still.topic = o.topic and (still.key = o.key or still.key is null))
order by id limit $3`;

const readLane = `
select id, topic, key, seq, encode(hash, 'hex') as chain_hash, headers, payload, created_at
from outbox where published_at is null and topic = $1 and ($2::text is null or key = $2) order by id limit 1`;

const oldest = `
select extract(epoch from now() - created_at)::float8 as seconds
from outbox where published_at is null order by id limit 1`;

const mark = 'update outbox set published_at = now(), last_error = null where id = any($1::bigint[])';
const note = 'update outbox set attempts = attempts + 1, last_error = $2 where id = $1';

interface OutboxRow {
  id: string;
  topic: string;
  key: string;
  seq: string;
  chain_hash: string;
  headers: string;
  payload: string;
  created_at: Date;
}

/** A lane (a key of a topic, or a whole topic) whose next row the broker doesn't take. */
interface StalledLane {
  topic: string;
  /** Undefined when it is the topic itself. */
  key: string | undefined;
  failures: number;
  /** By `performance.now()`. */
  nextAt: number;
}

/**
 * Brings the outbox to the bus: each row at least once, in order within its key, none left out. In each database one
 * relay works, by a lock that belongs to its session; the others stand by and take over when that session ends.
 *
 * Between the broker's answer and the mark lies a gap that a crash can fall into: the rows are sent again then, with the
 * same ids and numbers, and consumers drop them. A late send of a relay that lost its lock does no more than that.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #alarm: Alarm;
  readonly #stalledLanes = new Map<string, StalledLane>();
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #isLeader = false;
  /** Whether the topics were there when it looked last. */
  #hasTopics = false;
  #oldest: { seconds: number; at: number } | undefined;
  readonly #sleep = new Sleep();
  readonly #stalled = new Sleep();
  readonly #news: LeaderNews;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#news = new LeaderNews(options.database, options.logger);
    this.#alarm = options.alarm ?? ((fields, message) => options.logger.error(fields, message));
  }

  /** Begins in the background; neither database nor broker need to be there yet. */
  start(): void {
    this.#running ??= this.#run();
  }

  /**
   * Sends new events of the outbox, or runs new timers, now: to be called after the commit that added them. Where another
   * process leads, that one is notified through the database, at most every 5 ms.
   */
  wake(topic: News = 'outbox'): void {
    if (!this.#isLeader) this.#news.send(topic);
    else if (topic === 'outbox') this.#sleep.wake();
    else for (const task of this.#options.tasks ?? []) task.wake?.();
  }

  /** Lets the send under way come to its end, and gives the lead up. Never throws. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the relay was stopped'));
    this.#news.close();
    await this.#running;
  }

  get isLeader(): boolean {
    return this.#isLeader;
  }

  /** Age of the oldest row that is not published, in seconds; 0 without one, or if another relay leads. */
  get oldestUnpublishedSeconds(): number {
    return this.#oldest ? this.#oldest.seconds + (performance.now() - this.#oldest.at) / 1_000 : 0;
  }

  /** Keys (or whole topics) that stand still, since the broker doesn't take their next row. */
  get stalledLanes(): readonly { topic: string; key: string | undefined }[] {
    return [...this.#stalledLanes.values()].map(({ topic, key }) => ({ topic, key }));
  }

  async #run(): Promise<void> {
    const backoff = new RetryBackoff({ firstMs: 250, maxMs: 5_000, alarmAfterMs: 60_000 });
    while (!this.#stopping.signal.aborted) {
      try {
        const session = await LeaderSession.tryLead(this.#options.database);
        backoff.over();
        if (session) await this.#lead(session);
        else this.#oldest = undefined;
        await pause(this.#options.standbyMs ?? 500, this.#stopping.signal);
      } catch (error) {
        const { waitMs, alarm } = backoff.failed();
        const say: Alarm = alarm ? this.#alarm : (fields, message) => this.#options.logger.warn(fields, message);
        say({ error: errorText(error), seconds: backoff.seconds }, 'the relay does not reach its database');
        await pause(waitMs, this.#stopping.signal);
      }
    }
  }

  async #lead(session: LeaderSession): Promise<void> {
    const { logger, bus, tasks = [] } = this.#options;
    const publisher = bus.publisher();
    const mender = bus.publisher();
    // Without the lock nothing may be sent: another relay may be at work already.
    session.lost.addEventListener('abort', () => {
      void publisher.close();
      void mender.close();
    });
    const end = AbortSignal.any([session.lost, this.#stopping.signal]);
    end.addEventListener('abort', () => {
      this.#sleep.wake();
      this.#stalled.wake();
    });
    await session.listen((topic) => this.wake(topic));
    logger.info({}, 'this relay leads');
    this.#isLeader = true;
    this.#hasTopics = false;
    this.#stalledLanes.clear();
    try {
      await Promise.all([
        this.#forwardAll(session, publisher, end),
        this.#mendAll(session, mender, end),
        ...tasks.map((task) => this.#runTask(task, end)),
      ]);
    } finally {
      this.#isLeader = false;
      session.end();
      await Promise.all([publisher.close(), mender.close()]);
      logger.info({}, 'this relay leads no more');
    }
  }

  async #runTask(task: LeaderTask, end: AbortSignal): Promise<void> {
    const backoff = new RetryBackoff({ firstMs: 500, maxMs: 10_000, alarmAfterMs: 60_000 });
    while (!end.aborted) {
      const began = performance.now();
      try {
        await task.run(end);
      } catch (error) {
        if (performance.now() - began > 60_000) backoff.over();
        const { waitMs, alarm } = backoff.failed();
        const say: Alarm = alarm ? this.#alarm : (fields, message) => this.#options.logger.warn(fields, message);
        say({ task: task.name, error: errorText(error) }, 'a task of the leader failed');
        await pause(waitMs, end);
      }
    }
  }

  async #forwardAll(session: LeaderSession, publisher: Publisher, end: AbortSignal): Promise<void> {
    const backoff = new RetryBackoff({ firstMs: 100, maxMs: 5_000, alarmAfterMs: 60_000 });
    while (!end.aborted) {
      try {
        this.#sleep.begin();
        const isMore = await this.#forward(session, publisher, end);
        backoff.over();
        if (!isMore) await this.#sleep.wait(this.#options.pollMs ?? pollMs);
      } catch (error) {
        if (end.aborted) return;
        const { waitMs, alarm, failures } = backoff.failed();
        const say: Alarm = alarm ? this.#alarm : (fields, message) => this.#options.logger.warn(fields, message);
        say({ error: errorText(error), failures, seconds: backoff.seconds }, 'events are not going out');
        await pause(waitMs, end);
      }
    }
  }

  /** One batch. @returns whether there was more than it could hold */
  async #forward(session: LeaderSession, publisher: Publisher, end: AbortSignal): Promise<boolean> {
    const still = [...this.#stalledLanes.values()];
    const values = [still.map(({ topic }) => topic), still.map(({ key }) => key ?? null), rowsMax];
    const [rows, ages, readOnly] = await session.run([{ text: read, values }, { text: oldest }, isReadOnly]);
    // Another may have taken its place, and this lock would not keep that one's relay from sending.
    if (readOnly?.[0]?.['is_read_only']) {
      session.end();
      return false;
    }
    const age = ages?.[0]?.['seconds'] as number | undefined;
    this.#oldest = age === undefined ? undefined : { seconds: age, at: performance.now() };

    if (!this.#hasTopics) await this.#makeTopics(end);
    const batch = upTo(bytesMax, rows as unknown as OutboxRow[]);
    if (batch.length === 0) return false;
    crashPoint('relay.read');
    const sent = await this.#publish(session, publisher, batch);
    crashPoint('relay.sent');
    if (sent.length > 0) await session.run([{ text: mark, values: [sent.map(({ id }) => id)] }]);
    crashPoint('relay.marked');
    return batch.length < rows!.length || rows!.length === rowsMax;
  }

  /** What can't be made is told, and does not keep the other topics waiting. @throws while the broker is away */
  async #makeTopics(end: AbortSignal): Promise<void> {
    const { bus, logger, topics = [] } = this.#options;
    try {
      await ensureTopics(bus, topics, { logger, signal: end });
    } catch (error) {
      if (!(error instanceof TopicsRefused)) throw error;
      logger.error({ error: errorText(error) }, 'topics can not be made: what is published to them waits');
    }
    this.#hasTopics = true;
  }

  /** Sends rows, and takes apart what the broker refuses until it is known whose fault it is. @returns what went out */
  async #publish(session: LeaderSession, publisher: Publisher, rows: OutboxRow[]): Promise<OutboxRow[]> {
    session.lost.throwIfAborted();
    try {
      await publisher.publish(rows.map(messageOf));
      return rows;
    } catch (error) {
      if (!(error instanceof PublishFailed) || !error.refused) throw error;
      const topics = [...Map.groupBy(rows, ({ topic }) => topic).values()];
      if (topics.length > 1) return this.#publishEach(session, publisher, topics);
      if (error.refused === 'topic') return this.#standStill(session, rows[0]!, undefined, error);
      const lanes = [...Map.groupBy(rows, ({ key }) => key).values()];
      if (lanes.length > 1) {
        const half = Math.ceil(lanes.length / 2);
        return this.#publishEach(session, publisher, [lanes.slice(0, half).flat(), lanes.slice(half).flat()]);
      }
      if (rows.length === 1) return this.#standStill(session, rows[0]!, rows[0]!.key, error);
      // One lane, in order, up to the row that is refused.
      const sent: OutboxRow[] = [];
      for (const row of rows) {
        const out = await this.#publish(session, publisher, [row]);
        if (out.length === 0) break;
        sent.push(row);
      }
      return sent;
    }
  }

  async #publishEach(session: LeaderSession, publisher: Publisher, parts: OutboxRow[][]): Promise<OutboxRow[]> {
    const sent: OutboxRow[] = [];
    for (const part of parts) sent.push(...(await this.#publish(session, publisher, part)));
    return sent;
  }

  async #standStill(
    session: LeaderSession,
    row: OutboxRow,
    key: string | undefined,
    error: unknown,
  ): Promise<OutboxRow[]> {
    const lane = `${row.topic}\n${key ?? ''}`;
    const failures = (this.#stalledLanes.get(lane)?.failures ?? 0) + 1;
    const waitMs = backOff(failures, this.#options.mendMs ?? 5_000, 300_000);
    this.#stalledLanes.set(lane, { topic: row.topic, key, failures, nextAt: performance.now() + waitMs });
    this.#stalled.wake();
    const text = errorText(error);
    await session.run([{ text: note, values: [row.id, text] }]);
    const fields = { topic: row.topic, key, seq: row.seq, outboxId: row.id, failures, error: text };
    this.#alarm(fields, 'an event is not taken by the broker: its key stands still');
    return [];
  }

  /** Tries now and then whether the broker takes what it refused; by a publisher of its own, so that nothing waits for it. */
  async #mendAll(session: LeaderSession, mender: Publisher, end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      this.#stalled.begin();
      for (const [lane, stalledLane] of this.#stalledLanes) {
        if (end.aborted || stalledLane.nextAt > performance.now()) continue;
        try {
          if (stalledLane.key === undefined) await this.#makeTopics(end);
          await this.#mend(session, mender, lane, stalledLane);
        } catch (error) {
          stalledLane.nextAt = performance.now() + (this.#options.mendMs ?? 5_000);
          this.#options.logger.warn({ topic: stalledLane.topic, error: errorText(error) }, 'could not try a key again');
        }
      }
      const pauseMs = this.#stalledLanes.size > 0 ? Math.min(500, this.#options.mendMs ?? 500) : idleMs;
      await this.#stalled.wait(pauseMs);
    }
  }

  async #mend(session: LeaderSession, mender: Publisher, lane: string, stalledLane: StalledLane): Promise<void> {
    const { topic, key, failures } = stalledLane;
    const [rows] = await session.run([{ text: readLane, values: [topic, key ?? null] }]);
    const row = rows?.[0] as unknown as OutboxRow | undefined;
    if (row) {
      const sent = await this.#publish(session, mender, [row]);
      if (sent.length === 0) {
        // Refused again, and noted. A topic that is there again may refuse a row: then only that row's key stands still.
        if (this.#stalledLanes.get(lane)?.failures === failures) this.#stalledLanes.delete(lane);
        return;
      }
      await session.run([{ text: mark, values: [[row.id]] }]);
      this.#options.logger.info({ topic, key, seq: row.seq }, 'a key that stood still goes on');
    }
    this.#stalledLanes.delete(lane);
    this.#sleep.wake();
  }
}

function messageOf(row: OutboxRow): OutgoingMessage {
  return {
    topic: row.topic,
    key: row.key,
    value: row.payload === '' ? null : row.payload,
    headers: {
      ...(JSON.parse(row.headers) as Record<string, string>),
      ce_chainhash: row.chain_hash,
      ce_recordedtime: row.created_at.toISOString(),
      // Of equal length, so that it sorts as text, too.
      ce_sequence: row.seq.padStart(20, '0'),
    },
  };
}

/** The first rows that fit, and one at least. */
function upTo(bytes: number, rows: OutboxRow[]): OutboxRow[] {
  let sum = 0;
  const fitting = rows.findIndex(
    ({ payload, headers }) => (sum += Buffer.byteLength(payload) + Buffer.byteLength(headers) + 300) > bytes,
  );
  return fitting === -1 ? rows : rows.slice(0, Math.max(1, fitting));
}
