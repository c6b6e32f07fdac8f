import { Client } from 'pg';
import { postgresUrl, type PostgresAddress } from './postgres.ts';

/**
 * Makes a database, as a copy of another one when a template is named. Nobody may be connected to the template.
 *
 * @param options `postgres` where; `name` of the new database and `template` to copy from: a-z, 0-9 and _, beginning
 *   with a letter, 63 at most
 * @throws Error for another name; what PostgreSQL says when the database exists, or the template is missing or in use
 */
export async function createDatabase(options: {
  postgres: PostgresAddress;
  name: string;
  template?: string;
}): Promise<void> {
  const copy = options.template === undefined ? '' : ` template ${quoted(options.template)}`;
  await asSuperuser(options.postgres, `create database ${quoted(options.name)}${copy}`);
}

/**
 * Drops a database and ends who is connected to it; a missing one is fine.
 *
 * @param options `postgres` where; `name` as for `createDatabase`
 * @throws Error for another name
 */
export async function dropDatabase(options: { postgres: PostgresAddress; name: string }): Promise<void> {
  await asSuperuser(options.postgres, `drop database if exists ${quoted(options.name)} with (force)`);
}

/** Names can't be parameters in these statements: only harmless ones are let through. */
function quoted(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not a database name: ${JSON.stringify(name)}`);
  return `"${name}"`;
}

async function asSuperuser(postgres: PostgresAddress, sql: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl(postgres, 'postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
