import type { Database } from '@waystation/store';
import type { Reactor } from './arrivals.ts';
import { advanceCursors, asRelay } from './cursors.ts';
import { decodeEvent } from './decode.ts';
import { faultOf } from './failures.ts';
import { errorText, type Logger } from './logger.ts';

/** A parked key. */
export interface ParkedKey {
  topic: string;
  key: string;
  /** Number of waiting events, including the failed one. 0 if the key is parked without events; a release opens it. */
  events: number;
  since: Date;
  /** Error of the first event. */
  error: string;
}

/** Result of the release of many keys. */
export interface Released {
  keys: number;
  events: number;
  /** Keys with an event that failed again. */
  stillFailing: { topic: string; key: string; eventId: string; error: string }[];
}

/** A waiting event. */
export interface ParkedEvent {
  /** Decimal number; its order is the order of the events. */
  id: string;
  /** Decimal number; undefined for an unreadable event. */
  seq: string | undefined;
  partition: number;
  /** Decimal number. */
  offset: string;
  headers: Record<string, string>;
  /** Received payload; undefined for a tombstone. */
  payload: string | undefined;
  error: string;
  parkedAt: Date;
}

/** Thrown by `releaseParked` when an event fails again: it and the events behind it stay parked. */
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

/** Opens the cursor for the reactor; the waiting rows still hold back later events. */
const open = 'update consumer_cursor set parked = false where topic = $1 and key = $2 and parked';
const close = 'update consumer_cursor set parked = true where topic = $1 and key = $2';
const remove = 'delete from parked_event where id = $1';
const fail = 'update parked_event set error = $2 where id = $1';

/** SQL condition: all events of the key, or those with the given ids. */
const named = `p.topic = $1 and p.key = $2 and ($3::bigint[] is null or p.id = any($3::bigint[]))`;

/** Advances the cursor past the dropped events and opens the key if no other event waits. Runs before the drop, which deletes their numbers. */
const passDropped = `
update consumer_cursor c
set seq = greatest(seq, (select max(p.seq) from parked_event p where ${named})), parked = false, consumed_at = now()
where topic = $1 and key = $2
  and not exists (select 1 from parked_event p where p.topic = $1 and p.key = $2 and not (${named}))`;

const drop = `delete from parked_event p where ${named} returning id`;

/** All parked keys, the longest parked first. */
export async function listParked(database: Database): Promise<ParkedKey[]> {
  const [rows] = await asRelay(database, [{ text: list }]);
  return rows as unknown as ParkedKey[];
}

/** Waiting events of a key, in order. */
export async function showParked(database: Database, topic: string, key: string): Promise<ParkedEvent[]> {
  const [rows] = await asRelay(database, [{ text: show, values: [topic, key] }]);
  return rows!.map((row) => eventOf(row as unknown as ParkedRow));
}

/**
 * Replays the waiting events of a key in order and opens the key. Can be repeated after a failure or a crash, because no
 * event is processed twice; meanwhile later events of the key wait behind these.
 *
 * @param options.reason reason for the log: who releases the key, and what was repaired
 * @returns number of replayed events
 * @throws StillFailing when an event fails again; the database error if the database is away
 */
export async function releaseParked<Reaction>(
  database: Database,
  topic: string,
  key: string,
  options: { reason: string; reactor: Reactor<Reaction>; logger: Logger },
): Promise<number> {
  for (let replayed = 0; ; replayed++) {
    // Takes the lock that the consumer takes before it stores an event: if none is left, later events are not held back.
    const [, rows] = await asRelay(database, [
      { text: lockKey, values: [topic, key] },
      { text: first, values: [topic, key] },
      { text: open, values: [topic, key] },
    ]);
    const row = rows![0] as unknown as ParkedRow | undefined;
    if (!row) {
      options.logger.warn(
        { topic, key, replayed, reason: options.reason },
        'parked key released; its later events continue',
      );
      return replayed;
    }
    await replay(database, topic, key, row, options.reactor);
    await asRelay(database, [{ text: remove, values: [row.id] }]);
  }
}

/**
 * Releases all parked keys, one after the other. A key with an event that fails again stays parked.
 *
 * @param options.topic only keys of this topic
 * @throws the database error if the database is away; earlier keys stay released
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
    // An absent database or a conflict is not a fault of the event.
    if (['away', 'conflict'].includes(faultOf(error))) throw error;
    await asRelay(database, [
      { text: close, values: [topic, key] },
      { text: fail, values: [row.id, errorText(error)] },
    ]);
    throw new StillFailing(row.id, error);
  }
}

/**
 * Deletes waiting events of a key without processing them. If no event of the key is left, the key is opened and continues
 * with later events. To drop only the failed event, pass its id, then release the key.
 *
 * @param options.reason reason for the log: who drops the events, and why
 * @param options.ids ids of the events; all events of the key by default
 * @returns number of dropped events
 */
export async function dropParked(
  database: Database,
  topic: string,
  key: string,
  options: { reason: string; ids?: readonly string[]; logger: Logger },
): Promise<number> {
  const values = [topic, key, options.ids ?? null];
  // In one transaction: a key parked without events would hold back later events for no visible reason.
  const [, , dropped] = await asRelay(database, [
    { text: lockKey, values: [topic, key] },
    { text: passDropped, values },
    { text: drop, values },
  ]);
  options.logger.warn(
    { topic, key, dropped: dropped!.length, reason: options.reason },
    'parked events dropped without processing',
  );
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
