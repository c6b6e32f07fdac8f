import pg from 'pg';
import type { DataKeys } from './data-keys.ts';
import { hasEncrypted } from './encrypted.ts';
import type { Mapping } from './mapping.ts';
import { RowMapper } from './row-mapper.ts';
import { isConnectionDoubtful, isDemoted } from './database-fault.ts';
import { connecting, sendBatch, type Row, type Statement } from './pipeline.ts';

/** How a service reaches its database. */
export interface DatabaseOptions {
  /** `postgres://<service>_app@host:port/<service>`: what steps run as, under row level security. */
  appUrl: string;
  /** `postgres://<service>_relay@...`: what outbox, streams, cursors and timers are worked by. */
  relayUrl: string;
  mappings: readonly Mapping[];
  /** Keys of its encrypted columns; required if it has any. */
  dataKeys?: DataKeys | undefined;
  /** Connections that steps share. */
  poolSize?: number;
  /** A statement that takes longer is ended by the server. */
  statementTimeoutMs?: number;
}

const limits = { connectMs: 5_000, statementMs: 10_000, lockMs: 5_000, idleInTransactionMs: 15_000, silentMs: 15_000 };

function poolOf(connectionString: string, max: number, statementMs: number, application: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: application,
    connectionTimeoutMillis: limits.connectMs,
    // The client's own limit: a partition that swallows packets without a word would else hang a step for ever.
    query_timeout: Math.max(limits.silentMs, statementMs + 5_000),
    keepAlive: true,
    options:
      `-c statement_timeout=${statementMs} -c lock_timeout=${limits.lockMs} ` +
      `-c idle_in_transaction_session_timeout=${limits.idleInTransactionMs}`,
  });
  // An idle connection that the server closed: the pool drops it by itself, the next step takes another.
  pool.on('error', () => {});
  // One that is lent out listens to nothing between two statements: the server's end would end this process. The code that has
  // it learns of it by the next statement.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** A service's database: two pools, and the mapper between rows and aggregates. */
export class Database {
  readonly app: pg.Pool;
  readonly relay: pg.Pool;
  /** Between rows and aggregates. */
  readonly rows: RowMapper;
  readonly mappings: readonly Mapping[];
  /** Keys of its encrypted columns. */
  readonly dataKeys: DataKeys | undefined;
  /** Whether there are encrypted columns, which need data keys. */
  readonly needsDataKeys: boolean;
  /** Slug by the name of the constraint that was broken, of all tables. */
  readonly constraints: ReadonlyMap<string, string>;
  /** Connections of before this generation lead to a server that may no longer be the one to ask. */
  #generation = 0;
  readonly #generations = new WeakMap<pg.PoolClient, number>();

  private constructor(options: DatabaseOptions, rows: RowMapper) {
    const statementMs = options.statementTimeoutMs ?? limits.statementMs;
    this.app = poolOf(options.appUrl, options.poolSize ?? 6, statementMs, 'app');
    // The leading relay holds one for as long as it leads.
    this.relay = poolOf(options.relayUrl, 5, statementMs, 'relay');
    this.rows = rows;
    this.mappings = options.mappings;
    this.dataKeys = options.dataKeys;
    this.needsDataKeys = options.mappings.some((each) => hasEncrypted(this.rows.metaOf(each)));
    this.constraints = new Map(options.mappings.flatMap((mapping) => Object.entries(mapping.constraints ?? {})));
  }

  /** Makes the pools and discovers the mappings. Connects to nothing yet: `ping` asks. */
  static async open(options: DatabaseOptions): Promise<Database> {
    return new Database(options, await RowMapper.open(options.mappings));
  }

  /**
   * A connection of one of the pools; `giveBack` returns it.
   *
   * @throws what connecting fails by
   */
  async lend(pool: 'app' | 'relay'): Promise<pg.PoolClient> {
    for (;;) {
      const client = await connecting(this[pool].connect());
      const generation = this.#generations.get(client) ?? this.#generation;
      this.#generations.set(client, generation);
      if (generation === this.#generation) return client;
      client.release(true);
    }
  }

  /**
   * Returns a connection to its pool, or closes it where the error leaves it in doubt. A server that answers that it may
   * not be written to, or is going down, is left by all connections: those that lie in the pools lead to it, too.
   */
  giveBack(client: pg.PoolClient, error?: unknown): void {
    if (error !== undefined && isDemoted(error) && this.#generations.get(client) === this.#generation)
      this.#generation += 1;
    client.release(error !== undefined && isConnectionDoubtful(error));
  }

  /** Asks the database a real question. @throws when it does not answer */
  async ping(): Promise<void> {
    await this.app.query('select 1');
  }

  /**
   * Sends statements as one implicit transaction, in one round trip, and answers their rows.
   *
   * @param station whose rows may be seen; undefined for none
   */
  async readOnce(station: string | undefined, statements: readonly Statement[]): Promise<Row[][]> {
    const client = await this.lend('app');
    try {
      const results = await sendBatch(client, [setStation(station), ...statements]);
      this.giveBack(client);
      return results.slice(1);
    } catch (error) {
      this.giveBack(client, error);
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.app.end(), this.relay.end(), this.rows.close()]);
  }
}

/** Row level security reads the setting; it lasts until the transaction ends. */
export function setStation(station: string | undefined): Statement {
  return { text: `select set_config('app.station', $1, true)`, values: [station ?? ''] };
}
