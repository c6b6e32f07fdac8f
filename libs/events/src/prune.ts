import type { Database } from '@waystation/store';
import { asRelay } from './cursors.ts';
import { pause } from './limits.ts';
import type { Logger } from './logger.ts';
import type { LeaderTask } from './relay.ts';

/** Numbers of deleted rows. */
export interface Pruned {
  outbox: number;
  requestKeys: number;
  cursors: number;
}

/** Rows per statement: few enough that locks are short. */
const portionMax = 5_000;

/**
 * Deletions by table. `outbox_stream` must be kept: without its row a key would start at 1 again, and consumers would skip
 * its events as old.
 */
const statements: Record<keyof Pruned, string> = {
  outbox: `
    delete from outbox where id in (
      select id from outbox where published_at < now() - interval '90 days' order by published_at limit $1)
    returning 1`,
  requestKeys: `
    delete from request_key where ctid = any(array(
      select ctid from request_key where created_at < now() - interval '30 days' order by created_at limit $1))
    returning 1`,
  // Topics keep events for 30 days: no event of such a key can arrive again.
  cursors: `
    delete from consumer_cursor c where ctid = any(array(
      select ctid from consumer_cursor c where not parked and consumed_at < now() - interval '90 days'
        and not exists (select 1 from parked_event p where p.topic = c.topic and p.key = c.key)
      order by consumed_at limit $1))
      and not parked and consumed_at < now() - interval '90 days'
    returning 1`,
};

/**
 * Deletes old rows in portions of 5,000: events published 90 days ago, answers to requests 30 days ago, cursors unchanged
 * for 90 days. Uses the database's time.
 *
 * @throws the database error; earlier portions stay deleted
 */
export async function prune(database: Database, signal?: AbortSignal, portion = portionMax): Promise<Pruned> {
  const pruned: Pruned = { outbox: 0, requestKeys: 0, cursors: 0 };
  for (const what of Object.keys(statements) as (keyof Pruned)[]) {
    for (let rows = portion; rows === portion && !signal?.aborted;) {
      const [gone] = await asRelay(database, [
        { text: `with gone as (${statements[what]}) select count(*)::int as rows from gone`, values: [portion] },
      ]);
      rows = gone![0]!['rows'] as number;
      pruned[what] += rows;
      if (rows === portion) await pause(100, signal);
    }
  }
  return pruned;
}

/** Prunes periodically, as a task of the leader. */
export class Pruner implements LeaderTask {
  readonly name = 'pruning';
  readonly #options: { database: Database; logger: Logger; everyMs?: number };

  /** @param options.everyMs interval in milliseconds, 1 h by default; the first run follows after a tenth of it */
  constructor(options: { database: Database; logger: Logger; everyMs?: number }) {
    this.#options = options;
  }

  /** @throws the database error if the database is away */
  async run(signal: AbortSignal): Promise<void> {
    const { database, logger, everyMs = 3_600_000 } = this.#options;
    await pause(everyMs / 10, signal);
    while (!signal.aborted) {
      const pruned = await prune(database, signal);
      if (pruned.outbox + pruned.requestKeys + pruned.cursors > 0) logger.info({ ...pruned }, 'old rows deleted');
      await pause(everyMs, signal);
    }
  }
}
