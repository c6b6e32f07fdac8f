import { percentile } from './recorder.ts';
import type { Databases } from './databases.ts';

/** Time from the start of the transaction that added an event to that of the one that consumed it, in milliseconds. */
export interface EventLag {
  /** One event for each key and consumer: its last. */
  count: number;
  p50: number;
  p99: number;
}

/**
 * Lags of the events that were added in a window of time, read from outboxes and cursors afterwards, so that the load does not
 * notice. A cursor remembers only the last event of its key.
 */
export async function eventLag(databases: Databases, from: Date, until: Date): Promise<EventLag> {
  const lags: number[] = [];
  for (const consumer of databases.services) {
    const cursors = await databases.rows<{ topic: string; key: string; seq: string; at: number }>(
      consumer,
      `select topic, key, seq::text, extract(epoch from consumed_at)::float8 * 1000 as at
       from consumer_cursor where consumed_at >= $1`,
      [from],
    );
    for (const [producer, ofIt] of Map.groupBy(cursors, ({ topic }) => topic.split('.')[0]!)) {
      if (!databases.services.includes(producer)) continue;
      const columns = [ofIt.map(({ topic }) => topic), ofIt.map(({ key }) => key), ofIt.map(({ seq }) => seq)];
      const rows = await databases.rows<{ lag: number }>(
        producer,
        `select c.at - extract(epoch from o.created_at)::float8 * 1000 as lag
         from unnest($1::text[], $2::text[], $3::bigint[], $4::float8[]) as c (topic, key, seq, at)
         join outbox o using (topic, key, seq) where o.created_at between $5 and $6`,
        [...columns, ofIt.map(({ at }) => at), from, until],
      );
      lags.push(...rows.map(({ lag }) => lag));
    }
  }
  lags.sort((one, other) => one - other);
  return { count: lags.length, p50: percentile(lags, 0.5), p99: percentile(lags, 0.99) };
}
