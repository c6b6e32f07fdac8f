import pg from 'pg';
import type { DataKeys } from './data-keys.ts';
import { hasEncrypted } from './encrypted.ts';
import type { Mapping } from './mapping.ts';
import { RowMapper } from './row-mapper.ts';
import { isConnectionDoubtful, isDemoted } from './database-fault.ts';
import { connecting, sendBatch, type Row, type Statement } from './pipeline.ts';

/** Connection of a service to its database. */
export interface DatabaseOptions {
  /** For steps, under row level security: `postgres://<service>_app@host:port/<service>`. */
  appUrl: string;
  /** For outbox, cursors and timers: `postgres://<service>_relay@...`. */
  relayUrl: string;
  mappings: readonly Mapping[];
  /** Keys of its encrypted columns; required if it has any. */
  dataKeys?: DataKeys | undefined;
  /** Size of the connection pool for steps; 6 by default. */
  poolSize?: number;
  /** Statement timeout of the server, in milliseconds; 10,000 by default. */
  statementTimeoutMs?: number;
}

const limits = { connectMs: 5_000, statementMs: 10_000, lockMs: 5_000, idleInTransactionMs: 15_000, silentMs: 15_000 };

function poolOf(connectionString: string, max: number, statementMs: number, application: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: application,
    connectionTimeoutMillis: limits.connectMs,
    // Limit of the client: otherwise a network partition that drops packets silently would block a step for ever.
    query_timeout: Math.max(limits.silentMs, statementMs + 5_000),
    keepAlive: true,
    options:
      `-c statement_timeout=${statementMs} -c lock_timeout=${limits.lockMs} ` +
      `-c idle_in_transaction_session_timeout=${limits.idleInTransactionMs}`,
  });
  // The server closed an idle connection: the pool drops it, and the next step takes another.
  pool.on('error', () => {});
  // A lent connection has no listener between two statements, so its loss would end this process. Its user learns of the
  // loss with the next statement.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** A service's database: two pools, and the mapper between rows and aggregates. */
export class Database {
  readonly app: pg.Pool;
  readonly relay: pg.Pool;
  /** Mapper between rows and aggregates. */
  readonly rows: RowMapper;
  readonly mappings: readonly Mapping[];
  /** Keys of its encrypted columns. */
  readonly dataKeys: DataKeys | undefined;
  /** True if there are encrypted columns, which need data keys. */
  readonly needsDataKeys: boolean;
  /** Slug of the refusal by name of the broken constraint, for all tables. */
  readonly constraints: ReadonlyMap<string, string>;
  /** Connections of an older generation may lead to a demoted server. */
  #generation = 0;
  readonly #generations = new WeakMap<pg.PoolClient, number>();

  private constructor(options: DatabaseOptions, rows: RowMapper) {
    const statementMs = options.statementTimeoutMs ?? limits.statementMs;
    this.app = poolOf(options.appUrl, options.poolSize ?? 6, statementMs, 'app');
    // The leading relay keeps one connection while it leads.
    this.relay = poolOf(options.relayUrl, 5, statementMs, 'relay');
    this.rows = rows;
    this.mappings = options.mappings;
    this.dataKeys = options.dataKeys;
    this.needsDataKeys = options.mappings.some((each) => hasEncrypted(this.rows.metaOf(each)));
    this.constraints = new Map(options.mappings.flatMap((mapping) => Object.entries(mapping.constraints ?? {})));
  }

  /** Creates the pools and discovers the mappings. Does not connect: use `ping` to check. */
  static async open(options: DatabaseOptions): Promise<Database> {
    return new Database(options, await RowMapper.open(options.mappings));
  }

  /**
   * Takes a connection from a pool; to be returned with `giveBack`.
   *
   * @throws the connection error
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
   * Returns a connection to its pool, or closes it after a doubtful error. If the server is read-only or shutting down, all
   * connections are replaced, because the pooled ones lead to the same server.
   */
  giveBack(client: pg.PoolClient, error?: unknown): void {
    if (error !== undefined && isDemoted(error) && this.#generations.get(client) === this.#generation)
      this.#generation += 1;
    client.release(error !== undefined && isConnectionDoubtful(error));
  }

  /** Runs a query to check the connection. @throws if the database does not answer */
  async ping(): Promise<void> {
    await this.app.query('select 1');
  }

  /**
   * Sends statements in one implicit transaction and one round trip.
   *
   * @param station station whose rows are visible; undefined for network-wide rows only
   * @returns rows of each statement
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

/** Statement that sets the station for row level security until the transaction ends. */
export function setStation(station: string | undefined): Statement {
  return { text: `select set_config('app.station', $1, true)`, values: [station ?? ''] };
}
