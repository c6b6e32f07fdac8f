import { Migration as OrmMigration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { foundation, readableMigrations } from './foundation.ts';

/** A migration of a database. Never change a released one; correct it with a later one. */
export interface Migration {
  /** Number and content, such as `0001-workshop`; migrations run in this order. */
  name: string;
  /** `{owner}`, `{app}` and `{relay}` stand for the service's roles. */
  sql: readonly string[];
}

/** Migrations of every database; they run before those of its service. */
export const commonMigrations: readonly Migration[] = [foundation, readableMigrations];

const service = /^[a-z][a-z0-9_]{0,40}$/;

/**
 * Creates the missing parts of a service's database: three roles, the database, the tables common to all services, and the
 * tables of the service. Can run at every start, because existing parts are not changed. Migrations run in one transaction
 * as `<service>_owner`, which cannot log in.
 *
 * @param options.adminUrl URL of any database on the server, for a role that may create roles and databases
 * @param options.service name for the roles, and for the database by default
 * @returns names of the migrations that ran
 * @throws the error of PostgreSQL if it refuses a migration; none is kept then
 */
export async function migrate(options: {
  adminUrl: string;
  service: string;
  database?: string;
  migrations: readonly Migration[];
}): Promise<string[]> {
  if (!service.test(options.service)) throw new Error(`not a valid service name: ${JSON.stringify(options.service)}`);
  const database = options.database ?? options.service;
  if (!service.test(database)) throw new Error(`not a valid database name: ${JSON.stringify(database)}`);
  const admin = new pg.Client({ connectionString: options.adminUrl });
  await admin.connect();
  try {
    // Several services or replicas may run this at once: roles belong to the whole server, and the ORM's migrator takes no
    // lock.
    await admin.query(`select pg_advisory_lock(hashtext('waystation.migrate'))`);
    await prepare(admin, options.service, database);
    return await run(databaseUrl(options.adminUrl, database), options.service, [
      ...commonMigrations,
      ...options.migrations,
    ]);
  } finally {
    await admin.end();
  }
}

async function run(clientUrl: string, name: string, migrations: readonly Migration[]): Promise<string[]> {
  const orm = await MikroORM.init({
    entities: [],
    clientUrl,
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    ensureDatabase: false,
    driverOptions: { options: `-c role=${name}_owner`, max: 1 },
    migrations: {
      migrationsList: migrations.map((migration) => ({
        name: migration.name,
        class: class extends OrmMigration {
          override up(): void {
            for (const text of migration.sql) this.addSql(withRoles(text, name));
          }
        },
      })),
      tableName: 'migration',
      snapshot: false,
      allOrNothing: true,
      transactional: true,
      disableForeignKeys: false,
      silent: true,
    },
  } as never);
  try {
    const ran = await (orm as unknown as { migrator: Migrator }).migrator.up();
    return ran.map((migration) => migration.name);
  } finally {
    await orm.close();
  }
}

/** URL of another database on the same server, for another user if given. */
export function databaseUrl(url: string, database: string, user?: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  if (user !== undefined) changed.username = user;
  return changed.href;
}

async function prepare(admin: pg.Client, name: string, database: string): Promise<void> {
  const { rows } = await admin.query<{ rolname: string }>('select rolname from pg_roles where rolname like $1', [
    `${name}\\_%`,
  ]);
  const known = new Set(rows.map(({ rolname }) => rolname));
  if (!known.has(`${name}_owner`)) await admin.query(`create role ${name}_owner nologin nosuperuser nobypassrls`);
  for (const role of ['app', 'relay']) {
    if (!known.has(`${name}_${role}`)) await admin.query(`create role ${name}_${role} login nosuperuser nobypassrls`);
  }
  const found = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (found.rowCount !== 0) return;
  await admin.query(`create database ${database} owner ${name}_owner`);
  await admin.query(`revoke connect, temporary on database ${database} from public`);
  await admin.query(`grant connect on database ${database} to ${name}_app, ${name}_relay`);
}

function withRoles(text: string, name: string): string {
  return text.replace(/\{(owner|app|relay)\}/g, (_, role: string) => `${name}_${role}`);
}
