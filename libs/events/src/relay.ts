import { crashPoint, type Database } from '@waystation/store';
import { PublishFailed, type Bus, type OutgoingMessage, type Publisher } from './bus.ts';
import { LeaderNews, type News } from './leader-news.ts';
import { isReadOnly, LeaderSession } from './leader-session.ts';
import { backOff, pause } from './limits.ts';
import { errorText, type Alarm, type Logger } from './logger.ts';
import { RetryBackoff } from './retry-backoff.ts';
import { Sleep } from './sleep.ts';
import { ensureTopics, TopicsRefused } from './topics.ts';

/** Work that only the leading process of a service does. */
export interface LeaderTask {
  readonly name: string;
  /** Works until the signal aborts. An error is logged, and the task is restarted. */
  run(signal: AbortSignal): Promise<void>;
  /** Looks for work now, without waiting for the next poll. */
  wake?(): void;
}

/** Result of one send to the bus. */
export interface SendReport {
  /**
   * - `sent`: the broker stored all messages
   * - `refused`: the broker will never accept one of them, or a topic
   * - `failed`: it is uncertain that they are stored; they are sent again
   */
  outcome: 'sent' | 'refused' | 'failed';
  seconds: number;
  /** Topic of each message. */
  topics: readonly string[];
}

/** Options of a relay. */
export interface RelayOptions {
  database: Database;
  bus: Bus;
  logger: Logger;
  alarm?: Alarm;
  /** Full names of the topics that it sends to; missing ones are created. */
  topics?: readonly string[];
  /** Further tasks of the leader: timers, pruning. */
  tasks?: readonly LeaderTask[];
  /** Interval of polling the outbox without `wake`, in milliseconds; 5,000 by default. */
  pollMs?: number;
  /** Interval of attempts to lead, in milliseconds; 500 by default. */
  standbyMs?: number;
  /** First wait before a stalled lane is retried, doubled after each failure, in milliseconds; 5,000 by default. */
  repairMs?: number;
}

/** Safety net for a lost wake, such as that of a process which ended right after its commit. */
const pollMs = 5_000;
const idleMs = 60_000;
/** Rows per send. */
const rowsMax = 500;
/** Bytes per send: all may go to one partition, and the broker accepts batches up to 1 MiB. */
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

/** A lane (a key of a topic, or a whole topic) whose next row the broker refuses. */
interface StalledLane {
  topic: string;
  /** Undefined for the whole topic. */
  key: string | undefined;
  failures: number;
  /** Time of the next attempt, by `performance.now()`. */
  nextAt: number;
}

/**
 * Sends the outbox to the bus: each row at least once, in order within its key. One relay works per database, by a lock of
 * its session; the others stand by and take over when that session ends.
 *
 * After a crash between the broker's answer and the mark, rows are sent again with the same ids and numbers, and consumers
 * drop them. The same holds for a late send of a relay that lost its lock.
 */
export class Relay {
  readonly #options: RelayOptions;
  readonly #alarm: Alarm;
  readonly #stalledLanes = new Map<string, StalledLane>();
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #isLeader = false;
  /** True if the topics existed at the last check. */
  #hasTopics = false;
  #oldest: { seconds: number; at: number } | undefined;
  readonly #sleep = new Sleep();
  readonly #stalled = new Sleep();
  readonly #news: LeaderNews;
  readonly #observers: ((send: SendReport) => void)[] = [];

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#news = new LeaderNews(options.database, options.logger);
    this.#alarm = options.alarm ?? ((fields, message) => options.logger.error(fields, message));
  }

  /** Starts in the background; neither database nor broker need to be available yet. */
  start(): void {
    this.#running ??= this.#run();
  }

  /**
   * Triggers a send, or a check of the timers: to be called after the commit that added events or timers. While another
   * process leads, notifies it through the database, at most every 5 ms.
   */
  wake(topic: News = 'outbox'): void {
    if (!this.#isLeader) this.#news.send(topic);
    else if (topic === 'outbox') this.#sleep.wake();
    else for (const task of this.#options.tasks ?? []) task.wake?.();
  }

  /** Finishes the current send and gives up the lead. Never throws. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('the relay was stopped'));
    this.#news.close();
    await this.#running;
  }

  /** Calls the observer after each send from now on. */
  observe(observer: (send: SendReport) => void): void {
    this.#observers.push(observer);
  }

  get isLeader(): boolean {
    return this.#isLeader;
  }

  /** Age of the oldest row that is not published, in seconds; 0 without one, or if another relay leads. */
  get oldestUnpublishedSeconds(): number {
    return this.#oldest ? this.#oldest.seconds + (performance.now() - this.#oldest.at) / 1_000 : 0;
  }

  /** Stalled keys (or whole topics), whose next row the broker refuses. */
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
        say(
          { error: errorText(error), seconds: backoff.seconds },
          'relay cannot use its database; events wait in the outbox, retrying',
        );
        await pause(waitMs, this.#stopping.signal);
      }
    }
  }

  async #lead(session: LeaderSession): Promise<void> {
    const { logger, bus, tasks = [] } = this.#options;
    const publisher = bus.publisher();
    const retryPublisher = bus.publisher();
    // Without the lock nothing may be sent, because another relay may already lead.
    session.lost.addEventListener('abort', () => {
      void publisher.close();
      void retryPublisher.close();
    });
    const end = AbortSignal.any([session.lost, this.#stopping.signal]);
    end.addEventListener('abort', () => {
      this.#sleep.wake();
      this.#stalled.wake();
    });
    await session.listen((topic) => this.wake(topic));
    logger.info({}, 'relay is the leader now');
    this.#isLeader = true;
    this.#hasTopics = false;
    this.#stalledLanes.clear();
    try {
      await Promise.all([
        this.#forwardAll(session, publisher, end),
        this.#retryStalledLanes(session, retryPublisher, end),
        ...tasks.map((task) => this.#runTask(task, end)),
      ]);
    } finally {
      this.#isLeader = false;
      session.end();
      await Promise.all([publisher.close(), retryPublisher.close()]);
      logger.info({}, 'relay is no longer the leader');
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
        say({ task: task.name, error: errorText(error) }, 'leader task failed; restarting it');
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
        say(
          { error: errorText(error), failures, seconds: backoff.seconds },
          'relay cannot send events; they wait in the outbox, retrying',
        );
        await pause(waitMs, end);
      }
    }
  }

  /** Sends one batch. @returns true if more rows are waiting */
  async #forward(session: LeaderSession, publisher: Publisher, end: AbortSignal): Promise<boolean> {
    const still = [...this.#stalledLanes.values()];
    const values = [still.map(({ topic }) => topic), still.map(({ key }) => key ?? null), rowsMax];
    const [rows, ages, readOnly] = await session.run([{ text: read, values }, { text: oldest }, isReadOnly]);
    // After a failover, the lock in this demoted database does not stop a relay on the new primary.
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
    const isMore = batch.length < rows!.length || rows!.length === rowsMax;
    // Else the age of what was just sent would stand until the next look.
    if (!isMore && sent.length === rows!.length && this.#stalledLanes.size === 0) this.#oldest = undefined;
    return isMore;
  }

  /** Creates missing topics; logs refused ones, so that they do not block the others. @throws while the broker is away */
  async #makeTopics(end: AbortSignal): Promise<void> {
    const { bus, logger, topics = [] } = this.#options;
    try {
      await ensureTopics(bus, topics, { logger, signal: end });
    } catch (error) {
      if (!(error instanceof TopicsRefused)) throw error;
      logger.error(
        { error: errorText(error) },
        'relay cannot create topics; their events wait in the outbox until the topics exist',
      );
    }
    this.#hasTopics = true;
  }

  /** Sends rows; splits a refused batch until the refused row or topic is found. @returns sent rows */
  async #publish(session: LeaderSession, publisher: Publisher, rows: OutboxRow[]): Promise<OutboxRow[]> {
    session.lost.throwIfAborted();
    try {
      await this.#send(publisher, rows);
      return rows;
    } catch (error) {
      if (!(error instanceof PublishFailed) || !error.refused) throw error;
      const topics = [...Map.groupBy(rows, ({ topic }) => topic).values()];
      if (topics.length > 1) return this.#publishEach(session, publisher, topics);
      if (error.refused === 'topic') return this.#stall(session, rows[0]!, undefined, error);
      const lanes = [...Map.groupBy(rows, ({ key }) => key).values()];
      if (lanes.length > 1) {
        const half = Math.ceil(lanes.length / 2);
        return this.#publishEach(session, publisher, [lanes.slice(0, half).flat(), lanes.slice(half).flat()]);
      }
      if (rows.length === 1) return this.#stall(session, rows[0]!, rows[0]!.key, error);
      // A single lane is sent row by row, up to the refused row.
      const sent: OutboxRow[] = [];
      for (const row of rows) {
        const out = await this.#publish(session, publisher, [row]);
        if (out.length === 0) break;
        sent.push(row);
      }
      return sent;
    }
  }

  /** Sends rows at once and reports the result. @throws PublishFailed */
  async #send(publisher: Publisher, rows: readonly OutboxRow[]): Promise<void> {
    const report: SendReport = { outcome: 'sent', seconds: 0, topics: rows.map(({ topic }) => topic) };
    const began = performance.now();
    try {
      await publisher.publish(rows.map(messageOf));
    } catch (error) {
      report.outcome = error instanceof PublishFailed && error.refused ? 'refused' : 'failed';
      throw error;
    } finally {
      report.seconds = (performance.now() - began) / 1_000;
      for (const observer of this.#observers) observer(report);
    }
  }

  async #publishEach(session: LeaderSession, publisher: Publisher, parts: OutboxRow[][]): Promise<OutboxRow[]> {
    const sent: OutboxRow[] = [];
    for (const part of parts) sent.push(...(await this.#publish(session, publisher, part)));
    return sent;
  }

  async #stall(session: LeaderSession, row: OutboxRow, key: string | undefined, error: unknown): Promise<OutboxRow[]> {
    const lane = `${row.topic}\n${key ?? ''}`;
    const failures = (this.#stalledLanes.get(lane)?.failures ?? 0) + 1;
    const waitMs = backOff(failures, this.#options.repairMs ?? 5_000, 300_000);
    this.#stalledLanes.set(lane, { topic: row.topic, key, failures, nextAt: performance.now() + waitMs });
    this.#stalled.wake();
    const text = errorText(error);
    await session.run([{ text: note, values: [row.id, text] }]);
    const fields = { topic: row.topic, key, seq: row.seq, outboxId: row.id, failures, error: text };
    this.#alarm(fields, 'broker refused an event; the later events of its key or topic wait, retrying');
    return [];
  }

  /** Retries refused rows on a separate publisher, so that other sends do not wait. */
  async #retryStalledLanes(session: LeaderSession, retryPublisher: Publisher, end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      this.#stalled.begin();
      for (const [lane, stalledLane] of this.#stalledLanes) {
        if (end.aborted || stalledLane.nextAt > performance.now()) continue;
        try {
          if (stalledLane.key === undefined) await this.#makeTopics(end);
          await this.#retryLane(session, retryPublisher, lane, stalledLane);
        } catch (error) {
          stalledLane.nextAt = performance.now() + (this.#options.repairMs ?? 5_000);
          this.#options.logger.warn(
            { topic: stalledLane.topic, error: errorText(error) },
            'retry of a stalled key or topic failed; retrying later',
          );
        }
      }
      const pauseMs = this.#stalledLanes.size > 0 ? Math.min(500, this.#options.repairMs ?? 500) : idleMs;
      await this.#stalled.wait(pauseMs);
    }
  }

  async #retryLane(
    session: LeaderSession,
    retryPublisher: Publisher,
    lane: string,
    stalledLane: StalledLane,
  ): Promise<void> {
    const { topic, key, failures } = stalledLane;
    const [rows] = await session.run([{ text: readLane, values: [topic, key ?? null] }]);
    const row = rows?.[0] as unknown as OutboxRow | undefined;
    if (row) {
      const sent = await this.#publish(session, retryPublisher, [row]);
      if (sent.length === 0) {
        // Refused again and recorded. If a restored topic refuses only this row, its key is stalled instead of the topic.
        if (this.#stalledLanes.get(lane)?.failures === failures) this.#stalledLanes.delete(lane);
        return;
      }
      await session.run([{ text: mark, values: [[row.id]] }]);
      this.#options.logger.info(
        { topic, key, seq: row.seq },
        'broker accepted the event of a stalled key; the key continues',
      );
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
      // Fixed length, so that it sorts as text, too.
      ce_sequence: row.seq.padStart(20, '0'),
    },
  };
}

/** The first rows that fit, at least one. */
function upTo(bytes: number, rows: OutboxRow[]): OutboxRow[] {
  let sum = 0;
  const fitting = rows.findIndex(
    ({ payload, headers }) => (sum += Buffer.byteLength(payload) + Buffer.byteLength(headers) + 300) > bytes,
  );
  return fitting === -1 ? rows : rows.slice(0, Math.max(1, fitting));
}
