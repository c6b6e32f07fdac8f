import type { Database } from '@waystation/store';
import type { Reactor } from './arrivals.ts';
import { advanceCursors, asRelay } from './cursors.ts';
import { decodeEvent } from './decode.ts';
import { faultOf } from './failures.ts';
import { errorText, type Logger } from './logger.ts';

/** A key whose events wait. */
export interface ParkedKey {
  topic: string;
  key: string;
  /** How many wait, the one that failed included. 0: the key is parked, though nothing of it waits; a release opens it. */
  events: number;
  since: Date;
  /** Why the first of them failed. */
  error: string;
}

/** What came of the release of many keys. */
export interface Released {
  keys: number;
  events: number;
  /** Keys of which an event fails again. */
  stillFailing: { topic: string; key: string; eventId: string; error: string }[];
}

/** An event that waits. */
export interface ParkedEvent {
  /** Decimal number, in the order in which they wait. */
  id: string;
  /** Decimal number; undefined for one that can't be read. */
  seq: string | undefined;
  partition: number;
  /** Decimal number. */
  offset: string;
  headers: Record<string, string>;
  /** As it came; undefined for a tombstone. */
  payload: string | undefined;
  error: string;
  parkedAt: Date;
}

/** Thrown by `releaseParked` at an event that fails again: it and those behind it go on waiting. */
export class StillFailing extends Error {
  readonly eventId: string;

  constructor(eventId: string, cause: unknown) {
    super(`parked event ${eventId} fails again: ${errorText(cause)}`, { cause });
    this.name = 'StillFailing';
    this.eventId = eventId;
  }
}

const list = `
select topic, key, count(p.id)::int as events, coalesce(min(p.parked_at), min(c.consumed_at)) as since,
  coalesce((array_agg(p.error order by p.id))[1], 'nothing of the key waits') as error
from parked_event p full join (select topic, key, consumed_at from consumer_cursor where parked) c using (topic, key)
group by topic, key order by since, topic, key`;

const show = `
select id, seq, partition, kafka_offset, headers, payload, error, parked_at
from parked_event where topic = $1 and key = $2 order by id`;

const first = `${show} limit 1`;

const lockKey = 'select seq from consumer_cursor where topic = $1 and key = $2 for update';

/** Opens the cursor, so that the reactor acts; what still waits keeps later events from passing it. */
const open = 'update consumer_cursor set parked = false where topic = $1 and key = $2 and parked';
const close = 'update consumer_cursor set parked = true where topic = $1 and key = $2';
const remove = 'delete from parked_event where id = $1';
const fail = 'update parked_event set error = $2 where id = $1';

/** Of the key's events, all or those that are named. */
const named = `p.topic = $1 and p.key = $2 and ($3::bigint[] is null or p.id = any($3::bigint[]))`;

/** Goes past what is dropped and opens the key, if nothing else of it waits. Before the drop, which knows their numbers no more. */
const passDropped = `
update consumer_cursor c
set seq = greatest(seq, (select max(p.seq) from parked_event p where ${named})), parked = false, consumed_at = now()
where topic = $1 and key = $2
  and not exists (select 1 from parked_event p where p.topic = $1 and p.key = $2 and not (${named}))`;

const drop = `delete from parked_event p where ${named} returning id`;

/** All keys that are parked, the longest first. */
export async function listParked(database: Database): Promise<ParkedKey[]> {
  const [rows] = await asRelay(database, [{ text: list }]);
  return rows as unknown as ParkedKey[];
}

/** The events of a key that wait, in order. */
export async function showParked(database: Database, topic: string, key: string): Promise<ParkedEvent[]> {
  const [rows] = await asRelay(database, [{ text: show, values: [topic, key] }]);
  return rows!.map((row) => eventOf(row as unknown as ParkedRow));
}

/**
 * Replays the events of a key in order and opens it again. What was done before is not done twice, so it may be repeated
 * after a failure or a crash; meanwhile later events of the key go on waiting behind these.
 *
 * @param options.reason for the log: who releases it, and what was mended
 * @returns how many were replayed; 0 when nothing of the key waits
 * @throws StillFailing at one that fails again; what the database says when it is away
 */
export async function releaseParked<Reaction>(
  database: Database,
  topic: string,
  key: string,
  options: { reason: string; reactor: Reactor<Reaction>; logger: Logger },
): Promise<number> {
  for (let replayed = 0; ; replayed++) {
    // Under the lock that the consumer takes before it lets an event wait: with none left, later ones go past for certain.
    const [, rows] = await asRelay(database, [
      { text: lockKey, values: [topic, key] },
      { text: first, values: [topic, key] },
      { text: open, values: [topic, key] },
    ]);
    const row = rows![0] as unknown as ParkedRow | undefined;
    if (!row) {
      options.logger.warn({ topic, key, replayed, reason: options.reason }, 'a parked key was released');
      return replayed;
    }
    await replay(database, topic, key, row, options.reactor);
    await asRelay(database, [{ text: remove, values: [row.id] }]);
  }
}

/**
 * Releases all parked keys, one after the other. A key of which an event fails again stays parked; the others are released.
 *
 * @param options.topic of this topic only
 * @throws what the database says when it is away; the keys before are released
 */
export async function releaseAllParked<Reaction>(
  database: Database,
  options: { topic?: string | undefined; reason: string; reactor: Reactor<Reaction>; logger: Logger },
): Promise<Released> {
  const released: Released = { keys: 0, events: 0, stillFailing: [] };
  for (const { topic, key } of await listParked(database)) {
    if (options.topic !== undefined && topic !== options.topic) continue;
    try {
      released.events += await releaseParked(database, topic, key, options);
      released.keys += 1;
    } catch (error) {
      if (!(error instanceof StillFailing)) throw error;
      released.stillFailing.push({ topic, key, eventId: error.eventId, error: errorText(error.cause) });
    }
  }
  return released;
}

async function replay<Reaction>(
  database: Database,
  topic: string,
  key: string,
  row: ParkedRow,
  reactor: Reactor<Reaction>,
): Promise<void> {
  try {
    const event = decodeEvent({
      topic,
      partition: row.partition,
      offset: BigInt(row.kafka_offset),
      key,
      value: row.payload,
      headers: JSON.parse(row.headers) as Record<string, string>,
    });
    const reactions = event.value === null ? [] : reactor.reactionsTo(event.type);
    if (reactions.length > 0) await reactor.react([{ event, reactions }]);
    else await asRelay(database, [advanceCursors(topic, new Map([[key, event.seq]]))]);
  } catch (error) {
    // A database that is away says nothing of the event.
    if (['away', 'conflict'].includes(faultOf(error))) throw error;
    await asRelay(database, [
      { text: close, values: [topic, key] },
      { text: fail, values: [row.id, errorText(error)] },
    ]);
    throw new StillFailing(row.id, error);
  }
}

/**
 * Throws events of a key away, unconsumed. When nothing of the key waits any more, it is opened, and its later events go on
 * behind them; to drop only the one that fails, name it, and release the others.
 *
 * @param options.reason for the log: who drops it, and why that is right
 * @param options.ids of the events; all of the key when left out
 * @returns how many were dropped
 */
export async function dropParked(
  database: Database,
  topic: string,
  key: string,
  options: { reason: string; ids?: readonly string[]; logger: Logger },
): Promise<number> {
  const values = [topic, key, options.ids ?? null];
  // Together: were the key left parked without an event, nobody would see why its later ones wait.
  const [, , dropped] = await asRelay(database, [
    { text: lockKey, values: [topic, key] },
    { text: passDropped, values },
    { text: drop, values },
  ]);
  options.logger.warn({ topic, key, dropped: dropped!.length, reason: options.reason }, 'parked events were dropped');
  return dropped!.length;
}

interface ParkedRow {
  id: string;
  seq: string | null;
  partition: number;
  kafka_offset: string;
  headers: string;
  payload: Buffer | null;
  error: string;
  parked_at: Date;
}

function eventOf(row: ParkedRow): ParkedEvent {
  return {
    id: row.id,
    seq: row.seq ?? undefined,
    partition: row.partition,
    offset: row.kafka_offset,
    headers: JSON.parse(row.headers) as Record<string, string>,
    payload: row.payload?.toString('utf8'),
    error: row.error,
    parkedAt: row.parked_at,
  };
}
