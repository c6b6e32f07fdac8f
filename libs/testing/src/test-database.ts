import { createHash, randomBytes } from 'node:crypto';
import { mappingsOf, type ServiceDefinition } from '@waystation/service';
import { commonMigrations, Database, databaseUrl, migrate } from '@waystation/store';
import pg from 'pg';
import { testDataKeys } from './test-data-keys.ts';
import { testCluster } from './throwaway-cluster.ts';

/** Database of a service for one test file. */
export interface TestDatabase {
  readonly name: string;
  /** Connection of the service, under row level security. */
  readonly database: Database;
  /** Addresses for the configuration of a service. */
  readonly urls: { app: string; relay: string; admin: string };
  /** Runs a statement as superuser, without row level security. @returns its rows */
  rows<T = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<T[]>;
  /** Empties all tables except reference data. */
  reset(): Promise<void>;
  /** Closes and drops the database. */
  close(): Promise<void>;
}

/**
 * Creates a database for a service in about 50 ms, as a copy of a template that is migrated once per cluster.
 *
 * @param definition name, stores and migrations of the service
 */
export async function testDatabase(
  definition: Pick<ServiceDefinition, 'name' | 'migrations' | 'stores'>,
): Promise<TestDatabase> {
  const { url: cluster, release } = await testCluster();
  const template = await templateOf(definition, cluster);
  const name = `test_${definition.name}_${process.pid}_${randomBytes(4).toString('hex')}`;
  const owner = `${definition.name}_owner`;
  await asSuperuser(cluster, (admin) => admin.query(`create database ${name} template ${template} owner ${owner}`));

  const urls = {
    app: databaseUrl(cluster, name, `${definition.name}_app`),
    relay: databaseUrl(cluster, name, `${definition.name}_relay`),
    admin: databaseUrl(cluster, name),
  };
  const database = await Database.open({
    appUrl: urls.app,
    relayUrl: urls.relay,
    mappings: mappingsOf(definition),
    dataKeys: testDataKeys,
  });
  const admin = new pg.Client({ connectionString: urls.admin });
  admin.on('error', () => {}); // the server was stopped; the next query fails with the error
  await admin.connect();
  const tables = await admin.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'migration' and tablename not like 'reference\\_%'`,
  );
  // The role replica disables triggers, so the order of the tables does not matter.
  const emptied = [
    'set session_replication_role = replica',
    ...tables.rows.map((table) => `delete from ${table.name}`),
  ].join('; ');
  return {
    name,
    database,
    urls,
    rows: async <T>(text: string, values: readonly unknown[] = []) =>
      (await admin.query(text, [...values])).rows as T[],
    reset: async () => void (await admin.query(emptied)),
    close: async () => {
      await Promise.all([database.close(), admin.end()]);
      await asSuperuser(cluster, (again) => again.query(`drop database if exists ${name} with (force)`));
      await release();
    },
  };
}

/** Migrated database that others are copied from; its name contains a hash of the migrations. */
async function templateOf(
  { name, migrations }: Pick<ServiceDefinition, 'name' | 'migrations'>,
  cluster: string,
): Promise<string> {
  const hash = createHash('sha256')
    .update(JSON.stringify([...commonMigrations, ...migrations]))
    .digest('hex')
    .slice(0, 12);
  const template = `template_${name}_${hash}`;
  await asSuperuser(cluster, async (admin) => {
    // Held until the session ends, so that another process waits for the same template.
    await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
    const found = await admin.query('select 1 from pg_database where datname = $1', [template]);
    if (found.rowCount) return;
    // It has another name until it is complete.
    const unfinished = `making_${name}_${hash}`;
    await admin.query(`drop database if exists ${unfinished} with (force)`);
    await migrate({ adminUrl: cluster, service: name, database: unfinished, migrations });
    await admin.query(`alter database ${unfinished} rename to ${template}`);
  });
  return template;
}

async function asSuperuser(cluster: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: cluster });
  await client.connect();
  try {
    await run(client);
  } finally {
    await client.end();
  }
}
