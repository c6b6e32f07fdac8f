import type { Database } from '@waystation/store';
import { asRelay } from './cursors.ts';
import { pause } from './limits.ts';
import type { Logger } from './logger.ts';
import type { LeaderTask } from './relay.ts';

/** How many rows went. */
export interface Pruned {
  outbox: number;
  requestKeys: number;
  cursors: number;
}

/** Rows of one statement: few enough that nobody waits for it. */
const portionMax = 5_000;

/**
 * `outbox_stream` is not among them: without its row a key would begin at 1 again, and its consumers would take all that
 * comes for old.
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
  // Topics keep events for 30 days: nothing of such a key can come again.
  cursors: `
    delete from consumer_cursor c where ctid = any(array(
      select ctid from consumer_cursor c where not parked and consumed_at < now() - interval '90 days'
        and not exists (select 1 from parked_event p where p.topic = c.topic and p.key = c.key)
      order by consumed_at limit $1))
      and not parked and consumed_at < now() - interval '90 days'
    returning 1`,
};

/**
 * Deletes what is no longer needed, in portions of 5,000: rows that were published 90 days ago, answers to requests of 30
 * days ago, cursors of keys that have been still for 90 days. By the database's time.
 *
 * @throws what the database says; the portions before it are gone
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

/** Prunes every so often, as a task of the leader. */
export class Pruner implements LeaderTask {
  readonly name = 'pruning';
  readonly #options: { database: Database; logger: Logger; everyMs?: number };

  /** @param options.everyMs an hour when left out; the first time comes a tenth of it after the start */
  constructor(options: { database: Database; logger: Logger; everyMs?: number }) {
    this.#options = options;
  }

  /** @throws what the database says when it is away */
  async run(signal: AbortSignal): Promise<void> {
    const { database, logger, everyMs = 3_600_000 } = this.#options;
    await pause(everyMs / 10, signal);
    while (!signal.aborted) {
      const pruned = await prune(database, signal);
      if (pruned.outbox + pruned.requestKeys + pruned.cursors > 0) logger.info({ ...pruned }, 'pruned');
      await pause(everyMs, signal);
    }
  }
}
