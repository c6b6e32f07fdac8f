import { postgresUrl, readInfrastructure, type PostgresAddress } from '@waystation/stack';
import pg from 'pg';

const none = ['postgres', 'template0', 'template1', 'bench_peer'];

/** Databases of a running platform, read as superuser. */
export class Databases {
  readonly #address: PostgresAddress;
  /** Names of the services that have a database, the gateway included. */
  readonly services: readonly string[];

  private constructor(address: PostgresAddress, services: readonly string[]) {
    this.#address = address;
    this.services = services;
  }

  /** @throws Error if no platform runs in the home */
  static async of(home: string): Promise<Databases> {
    const address = readInfrastructure(home)?.postgres;
    if (!address) throw new Error(`No platform runs in ${home}`);
    const all = await query<{ datname: string }>(address, 'postgres', 'select datname from pg_database', []);
    const names = all.map(({ datname }) => datname).filter((name) => !none.includes(name));
    return new Databases(address, names.sort());
  }

  async rows<Row extends pg.QueryResultRow>(database: string, text: string, values: unknown[] = []): Promise<Row[]> {
    return query<Row>(this.#address, database, text, values);
  }
}

async function query<Row extends pg.QueryResultRow>(
  address: PostgresAddress,
  database: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: postgresUrl(address, database),
    connectionTimeoutMillis: 10_000,
    query_timeout: 120_000,
  });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
