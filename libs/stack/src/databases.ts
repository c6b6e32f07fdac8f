import { Client } from 'pg';
import { postgresUrl, type PostgresAddress } from './postgres.ts';

/**
 * Creates a database, as a copy of a template if one is given. Nobody may be connected to the template.
 *
 * @param options `postgres`: the server; `name` of the new database and `template` to copy: a-z, 0-9 and _, beginning with
 *   a letter, at most 63 characters
 * @throws Error for an invalid name; the error of PostgreSQL if the database exists, or the template is missing or in use
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
 * Drops a database and closes its connections; does nothing if it is missing.
 *
 * @param options `postgres`: the server; `name` as for `createDatabase`
 * @throws Error for an invalid name
 */
export async function dropDatabase(options: { postgres: PostgresAddress; name: string }): Promise<void> {
  await asSuperuser(options.postgres, `drop database if exists ${quoted(options.name)} with (force)`);
}

/** Quotes a name; accepts only safe names, because names cannot be parameters in these statements. */
function quoted(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not a valid database name: ${JSON.stringify(name)}`);
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
