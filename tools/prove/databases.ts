import pg from 'pg';
import type { Postgres } from '@waystation/stack';

/** Asks one database, over a connection of its own that is closed again: the server may be killed in between. */
export async function ask<T = Record<string, string>>(
  postgres: Postgres,
  database: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({
    connectionString: postgres.url(database),
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
  });
  client.on('error', () => undefined); // the query under way says it, too
  try {
    await client.connect();
    const { rows } = await client.query(sql, [...values]);
    return rows as T[];
  } finally {
    await Promise.allSettled([client.end()]);
  }
}
