import { AsyncLocalStorage } from 'node:async_hooks';
import { withDataKeys } from './data-keys.ts';
import { encryptJson, isEncrypted } from './encrypted.ts';
import type { Mapping } from './mapping.ts';
import type { Row, Statement } from './pipeline.ts';
import type { ColumnValues, RowMapper } from './row-mapper.ts';
import type { Asker, PiggybackQuery, Transaction } from './transaction.ts';

const scopes = new AsyncLocalStorage<CommandScope>();

/** Makes the work the one that stores find themselves in, for as long as `run` takes. */
export function inScope<T>(work: CommandScope, run: () => T): T {
  return withDataKeys(work.transaction.database.dataKeys, () => scopes.run(work, run));
}

/** The scope of the step, reaction or timer that runs; undefined outside of one. */
export function findScope(): CommandScope | undefined {
  return scopes.getStore();
}

/** The work in whose name a store is asked. @throws outside a step, a reaction or a timer */
export function currentScope(): CommandScope {
  const work = findScope();
  if (!work) throw new Error('a store was asked outside of a step: only the runner opens transactions');
  return work;
}

/** How a look-up goes beyond equality. */
export interface LoadOptions {
  /** SQL behind `order by`, constant. */
  order?: string;
  /** Maximum number of rows. */
  limit?: number;
}

/** An aggregate of a work. */
interface Known {
  mapping: Mapping;
  aggregate: { id: string; version: number; stationId?: string };
  /** What its row held; undefined for a new one. */
  stored: ColumnValues | undefined;
  isRemoved: boolean;
}

/** What one command, message or timer loads and changes, for one station, within a trip. */
export class CommandScope implements Asker {
  readonly transaction: Transaction;
  readonly station: string | undefined;
  readonly #rows: RowMapper;
  readonly #known = new Map<string, Known>();
  readonly #ahead: Statement[] = [];
  #piggyback: PiggybackQuery | undefined;

  /** @param behind asked once, behind the first loads */
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
   * Loads rows of the work's station as aggregates. The same row is the same object, however often it is asked for.
   *
   * @param where property and the value that it must have, for each
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
   * As `load`, by a condition in SQL.
   *
   * @param condition constant text; `$1` is the work's station (unless the mapping is of network kind), the values follow
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

  /** The aggregate, if the work has loaded or added it. */
  known<T extends object>(mapping: Mapping<T>, id: string): T | undefined {
    return this.#known.get(`${mapping.table}:${id}`)?.aggregate as T | undefined;
  }

  #aggregate<T extends object>(mapping: Mapping<T>, row: Row): T {
    const key = `${mapping.table}:${String(row['id'])}`;
    const known = this.#known.get(key);
    if (known) return known.aggregate as T; // mapped again, it would lose what was changed since
    const { aggregate, stored } = this.#rows.load(mapping, row);
    this.#known.set(key, { mapping, aggregate: aggregate as never, stored, isRemoved: false });
    return aggregate;
  }

  /** Rows of a statement, within the transaction. */
  query(statement: Statement): Promise<Row[]> {
    return this.transaction.ask(this, statement);
  }

  /** A new aggregate, to be inserted. */
  add(mapping: Mapping, aggregate: object): void {
    const added = { mapping, aggregate: aggregate as Known['aggregate'], stored: undefined, isRemoved: false };
    this.#known.set(`${mapping.table}:${added.aggregate.id}`, added);
  }

  /** The aggregate's row, to be deleted, if it is still as it was loaded. @throws Error for one that the work didn't load */
  remove(mapping: Mapping, aggregate: object): void {
    const known = this.#known.get(`${mapping.table}:${(aggregate as Known['aggregate']).id}`);
    if (!known) throw new Error(`a ${mapping.subject} is removed that was not loaded`);
    known.isRemoved = true;
  }

  /** A statement to be sent ahead of the inserts. */
  ahead(statement: Statement): void {
    this.#ahead.push(statement);
  }

  /** @throws when the work belongs to no station */
  stationFor(what: string): string {
    if (this.station === undefined) throw new Error(`${what} belongs to stations, and this work has none`);
    return this.station;
  }

  /**
   * What the work changed, as statements in a fixed order, so that two works lock rows in the same one: guarded updates
   * and deletes by table and id, then what goes ahead of the inserts, then the inserts.
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
    // The station too, though the id alone finds the row: a policy that is missing must not be all that stands in between.
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
 * A statement that raises (SQLSTATE 40001) unless it hits exactly the given number of rows, so that the commit behind it in the same
 * batch can't happen.
 */
export function guarded(text: string, rows: number, what: string): string {
  return `with hit as (${text} returning 1) select must_change((select count(*) from hit), ${rows}, '${what}')`;
}

/** What is asked here of what the ORM knows of a property. */
interface Property {
  columnTypes?: string[];
  customType?: unknown;
}

/** Snapshots hold what is to be encrypted as it is read, and embedded arrays as JavaScript arrays, which `pg` would write as an array literal. */
function toColumn(property: Property, value: unknown): unknown {
  if (isEncrypted(property)) return encryptJson(value);
  const isJson = property.columnTypes?.[0]?.startsWith('json') ?? false;
  return isJson && value !== null && typeof value !== 'string' ? JSON.stringify(value) : value;
}
