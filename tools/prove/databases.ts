import pg from 'pg';
import type { Postgres } from '@waystation/stack';

/** Queries one database over a new connection, since the server may be killed at any time. */
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
  client.on('error', () => undefined); // the running query throws the error, too
  try {
    await client.connect();
    const { rows } = await client.query(sql, [...values]);
    return rows as T[];
  } finally {
    await Promise.allSettled([client.end()]);
  }
}
