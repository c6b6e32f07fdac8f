import { AsyncLocalStorage } from 'node:async_hooks';
import { withDataKeys } from './data-keys.ts';
import { encryptJson, isEncrypted } from './encrypted.ts';
import type { Mapping } from './mapping.ts';
import type { Row, Statement } from './pipeline.ts';
import type { ColumnValues, RowMapper } from './row-mapper.ts';
import type { Asker, PiggybackQuery, Transaction } from './transaction.ts';

const scopes = new AsyncLocalStorage<CommandScope>();

/** Runs a function with a scope as the current one for stores, and with the data keys of its database. */
export function inScope<T>(scope: CommandScope, run: () => T): T {
  return withDataKeys(scope.transaction.database.dataKeys, () => scopes.run(scope, run));
}

/** Scope of the current step, reaction or timer; undefined outside of one. */
export function findScope(): CommandScope | undefined {
  return scopes.getStore();
}

/** Scope of the current step, reaction or timer. @throws Error outside of one */
export function currentScope(): CommandScope {
  const scope = findScope();
  if (!scope)
    throw new Error('a store was used outside of a step, reaction or timer: only the runner opens transactions');
  return scope;
}

/** Order and limit of a look-up. */
export interface LoadOptions {
  /** Constant SQL behind `order by`. */
  order?: string;
  /** Maximum number of rows. */
  limit?: number;
}

/** An aggregate in a scope. */
interface Known {
  mapping: Mapping;
  aggregate: { id: string; version: number; stationId?: string };
  /** Values of its row when loaded; undefined for a new aggregate. */
  stored: ColumnValues | undefined;
  isRemoved: boolean;
}

/** Aggregates that one command, message or timer loads and changes, for one station, within a transaction. */
export class CommandScope implements Asker {
  readonly transaction: Transaction;
  readonly station: string | undefined;
  readonly #rows: RowMapper;
  readonly #known = new Map<string, Known>();
  readonly #ahead: Statement[] = [];
  #piggyback: PiggybackQuery | undefined;

  /** @param piggyback query that is sent once, behind the first loads */
  constructor(transaction: Transaction, station: string | undefined, piggyback?: PiggybackQuery) {
    this.transaction = transaction;
    this.station = station;
    this.#piggyback = piggyback;
    this.#rows = transaction.database.rows;
  }

  takePiggyback(): PiggybackQuery | undefined {
    const piggyback = this.#piggyback;
    this.#piggyback = undefined;
    return piggyback;
  }

  /** All aggregates that were loaded or added, in that order. */
  touched(): object[] {
    return [...this.#known.values()].map(({ aggregate }) => aggregate);
  }

  /**
   * Loads rows of the scope's station as aggregates. A row that is loaded again gives the same object.
   *
   * @param where required value by property
   */
  async load<T extends object>(
    mapping: Mapping<T>,
    where: Readonly<Record<string, unknown>>,
    options: LoadOptions = {},
  ): Promise<T[]> {
    const first = mapping.network ? 1 : 2;
    const conditions = Object.keys(where).map((name, index) => {
      const column = mapping.columns.get(name);
      if (column === undefined) throw new Error(`${mapping.subject} has no property ${name}`);
      return `"${column}" = $${first + index}`;
    });
    return this.loadWhere(mapping, conditions.join(' and '), Object.values(where), options);
  }

  /**
   * Loads rows like `load`, by a condition in SQL.
   *
   * @param condition constant text; `$1` is the scope's station (unless the mapping is of network kind), the values follow
   */
  async loadWhere<T extends object>(
    mapping: Mapping<T>,
    condition: string,
    values: readonly unknown[],
    { order, limit }: LoadOptions = {},
  ): Promise<T[]> {
    const all = [...(mapping.network ? [] : [this.stationFor(mapping.table)]), ...values];
    const text =
      `${mapping.select} where ${mapping.network ? '' : 'station_id = $1 and '}${condition}` +
      (order ? ` order by ${order}` : '') +
      (limit === undefined ? '' : ` limit $${all.length + 1}`) +
      (mapping.lock ? ' for update' : '');
    const rows = await this.query({ text, values: limit === undefined ? all : [...all, limit] });
    return rows.map((row) => this.#aggregate(mapping, row));
  }

  /** The aggregate, if it was loaded or added before. */
  known<T extends object>(mapping: Mapping<T>, id: string): T | undefined {
    return this.#known.get(`${mapping.table}:${id}`)?.aggregate as T | undefined;
  }

  #aggregate<T extends object>(mapping: Mapping<T>, row: Row): T {
    const key = `${mapping.table}:${String(row['id'])}`;
    const known = this.#known.get(key);
    if (known) return known.aggregate as T; // mapping it again would lose changes
    const { aggregate, stored } = this.#rows.load(mapping, row);
    this.#known.set(key, { mapping, aggregate: aggregate as never, stored, isRemoved: false });
    return aggregate;
  }

  /** Rows of a statement, read within the transaction. */
  query(statement: Statement): Promise<Row[]> {
    return this.transaction.ask(this, statement);
  }

  /** Registers a new aggregate to be inserted. */
  add(mapping: Mapping, aggregate: object): void {
    const added = { mapping, aggregate: aggregate as Known['aggregate'], stored: undefined, isRemoved: false };
    this.#known.set(`${mapping.table}:${added.aggregate.id}`, added);
  }

  /** Registers an aggregate to be deleted if its row is unchanged since the load. @throws Error for an aggregate that was not loaded */
  remove(mapping: Mapping, aggregate: object): void {
    const known = this.#known.get(`${mapping.table}:${(aggregate as Known['aggregate']).id}`);
    if (!known) throw new Error(`cannot remove a ${mapping.subject} that was not loaded`);
    known.isRemoved = true;
  }

  /** Registers a statement to be sent before the inserts. */
  ahead(statement: Statement): void {
    this.#ahead.push(statement);
  }

  /** The station of the scope. @param what name for the error text @throws Error for a scope without station */
  stationFor(what: string): string {
    if (this.station === undefined)
      throw new Error(`${what} needs a station, but the current step, reaction or timer has none`);
    return this.station;
  }

  /**
   * Statements for all changes, in a fixed order, so that two transactions lock rows in the same order: guarded updates and
   * deletes by table and id, then the statements of `ahead`, then the inserts.
   */
  writes(): Statement[] {
    return withDataKeys(this.transaction.database.dataKeys, () => this.#writes());
  }

  #writes(): Statement[] {
    const sorted = [...this.#known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, known]) => known);
    const changed = sorted.filter(({ stored }) => stored).flatMap((known) => this.#rewrite(known));
    const added = sorted.filter(({ stored, isRemoved }) => !stored && !isRemoved);
    return [...changed, ...this.#ahead, ...added.map((known) => this.#insert(known))];
  }

  #insert({ mapping, aggregate }: Known): Statement {
    const { columns, values } = this.#columnsAndValues(mapping, this.#rows.values(aggregate));
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    return { text: `insert into "${mapping.table}" (${columns.join(', ')}, "version") values (${places}, 1)`, values };
  }

  #rewrite({ mapping, aggregate, stored, isRemoved }: Known): Statement[] {
    const { id, version, stationId } = aggregate;
    const changes = isRemoved ? {} : this.#rows.changes(mapping, aggregate, stored!);
    const { columns, values } = this.#columnsAndValues(mapping, changes);
    if (columns.length === 0 && !isRemoved) return [];
    // The station as well, although the id is enough: protects other stations if a row level policy is missing.
    const isOfStation = mapping.columns.has('stationId') && stationId != null;
    const guards = ['"id"', '"version"', ...(isOfStation ? ['"station_id"'] : [])];
    const where = guards.map((column, index) => `${column} = $${columns.length + index + 1}`).join(' and ');
    const sets = [...columns.map((column, index) => `${column} = $${index + 1}`), '"version" = "version" + 1'].join(
      ', ',
    );
    const what = isRemoved ? `delete from "${mapping.table}"` : `update "${mapping.table}" set ${sets}`;
    const text = guarded(`${what} where ${where}`, 1, mapping.table);
    return [{ text, values: [...values, id, version, ...(isOfStation ? [stationId] : [])] }];
  }

  #columnsAndValues(mapping: Mapping, changes: ColumnValues): { columns: string[]; values: unknown[] } {
    const { properties } = this.#rows.metaOf(mapping);
    const columns: string[] = [];
    const values: unknown[] = [];
    for (const [name, value] of Object.entries(changes)) {
      const column = mapping.columns.get(name);
      if (column === undefined || name === 'version') continue;
      columns.push(`"${column}"`);
      values.push(toColumn(properties[name as never] as Property, value));
    }
    return { columns, values };
  }
}

/**
 * SQL that raises a conflict (SQLSTATE 40001) unless a statement hits exactly the given number of rows, so that a commit
 * behind it in the same batch cannot happen.
 */
export function guarded(text: string, rows: number, what: string): string {
  return `with hit as (${text} returning 1) select must_change((select count(*) from hit), ${rows}, '${what}')`;
}

/** Metadata of a property in the ORM that is used here. */
interface Property {
  columnTypes?: string[];
  customType?: unknown;
}

/** Converts a snapshot value for its column: encrypts it, or writes JSON, because `pg` would write a JavaScript array as an array literal. */
function toColumn(property: Property, value: unknown): unknown {
  if (isEncrypted(property)) return encryptJson(value);
  const isJson = property.columnTypes?.[0]?.startsWith('json') ?? false;
  return isJson && value !== null && typeof value !== 'string' ? JSON.stringify(value) : value;
}
