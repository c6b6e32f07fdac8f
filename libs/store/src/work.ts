import { AsyncLocalStorage } from 'node:async_hooks';
import { ChangeSetType, type AnyEntity, type ChangeSet, type EntityManager } from '@mikro-orm/postgresql';
import { columnOf, columnsOf, type Mapping } from './mapping.ts';
import type { Row, Statement } from './pipeline.ts';
import type { Asker, Behind, Trip } from './trip.ts';

const works = new AsyncLocalStorage<Work>();

/** Makes the work the one that stores find themselves in, for as long as `run` takes. */
export function inWork<T>(work: Work, run: () => T): T {
  return works.run(work, run);
}

/** The work in whose name a store is asked. @throws outside a step, a reaction or a timer */
export function currentWork(): Work {
  const work = works.getStore();
  if (!work) throw new Error('a store was asked outside of a step: only the runner opens transactions');
  return work;
}

/** How a look-up goes beyond equality. */
export interface LoadOptions {
  /** SQL behind `order by`, constant. */
  order?: string;
  /** At most so many rows. */
  limit?: number;
}

/** What one command, message or timer loads and changes, for one station, within a trip. */
export class Work implements Asker {
  readonly trip: Trip;
  readonly station: string | undefined;
  readonly #entities: EntityManager;
  readonly #known = new Map<string, object>();
  readonly #ahead: Statement[] = [];
  #behind: Behind | undefined;

  /** @param behind asked once, behind the first loads */
  constructor(trip: Trip, station: string | undefined, behind?: Behind) {
    this.trip = trip;
    this.station = station;
    this.#behind = behind;
    this.#entities = trip.database.orm.em.fork();
  }

  takeBehind(): Behind | undefined {
    const behind = this.#behind;
    this.#behind = undefined;
    return behind;
  }

  /** All aggregates that were loaded or added, in that order. */
  touched(): Iterable<object> {
    return this.#known.values();
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
    const meta = this.#entities.getMetadata(mapping.class as never);
    const first = mapping.network ? 1 : 2;
    const conditions = Object.keys(where).map((name, index) => `"${columnOf(meta, name)}" = $${first + index}`);
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
    const meta = this.#entities.getMetadata(mapping.class as never);
    const all = [...(mapping.network ? [] : [this.stationFor(mapping.table)]), ...values];
    const text =
      `select ${columnsOf(meta)} from "${mapping.table}" ` +
      `where ${mapping.network ? '' : 'station_id = $1 and '}${condition}` +
      (order ? ` order by ${order}` : '') +
      (limit === undefined ? '' : ` limit $${all.length + 1}`) +
      (mapping.lock ? ' for update' : '');
    const rows = await this.query({ text, values: limit === undefined ? all : [...all, limit] });
    return rows.map((row) => this.#aggregate(mapping, row));
  }

  /** The aggregate, if the work has loaded or added it. */
  known<T extends object>(mapping: Mapping<T>, id: string): T | undefined {
    return this.#known.get(`${mapping.table}:${id}`) as T | undefined;
  }

  #aggregate<T extends object>(mapping: Mapping<T>, row: Row): T {
    const key = `${mapping.table}:${String(row['id'])}`;
    const known = this.#known.get(key);
    if (known) return known as T; // mapped again, it would lose what was changed since
    const aggregate = this.#entities.map(mapping.class as never, row as never) as T;
    this.#known.set(key, aggregate);
    return aggregate;
  }

  /** Rows of a statement, within the transaction. */
  query(statement: Statement): Promise<Row[]> {
    return this.trip.ask(this, statement);
  }

  /** A new aggregate, to be inserted. */
  add(mapping: Mapping, aggregate: object): void {
    this.#known.set(`${mapping.table}:${(aggregate as { id: string }).id}`, aggregate);
    this.#entities.persist(aggregate);
  }

  /** The aggregate's row, to be deleted, if it is still as it was loaded. */
  remove(aggregate: object): void {
    this.#entities.remove(aggregate);
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
    const unit = this.#entities.getUnitOfWork();
    unit.computeChangeSets();
    const changes = unit
      .getChangeSets()
      .map((change) => ({ change, key: `${change.meta.tableName}:${change.getSerializedPrimaryKey()}` }));
    changes.sort((a, b) => (a.key < b.key ? -1 : 1));
    const of = (isInsert: boolean) =>
      changes
        .filter(({ change }) => (change.type === ChangeSetType.CREATE) === isInsert)
        .map(({ change }) => statementOf(change));
    return [...of(false), ...this.#ahead, ...of(true)];
  }
}

/**
 * A statement that raises (SQLSTATE 40001) unless it hits exactly so many rows, so that the commit behind it in the same
 * batch can't happen.
 */
export function guarded(text: string, rows: number, what: string): string {
  return `with hit as (${text} returning 1) select must_change((select count(*) from hit), ${rows}, '${what}')`;
}

function statementOf(change: ChangeSet<AnyEntity>): Statement {
  const { meta } = change;
  const table = `"${meta.tableName}"`;
  const payload = Object.entries(change.payload).filter(([name]) => meta.properties[name as never]?.persist !== false);
  const columns = payload.map(([name]) => `"${columnOf(meta as never, name)}"`);
  const values = payload.map(([name, value]) =>
    toColumn(meta.properties[name as never] as { columnTypes?: string[] }, value),
  );
  if (change.type === ChangeSetType.CREATE) {
    const places = columns.map((_, index) => `$${index + 1}`);
    return { text: `insert into ${table} (${columns.join(', ')}, "version") values (${places.join(', ')}, 1)`, values };
  }
  // The station too, though the id alone finds the row: a policy that is missing must not be all that stands in between.
  const { version, stationId } = change.entity as { version: number; stationId?: string };
  const guard = [
    change.getSerializedPrimaryKey(),
    version,
    ...('stationId' in meta.properties && stationId != null ? [stationId] : []),
  ];
  const isDelete = change.type === ChangeSetType.DELETE;
  const first = isDelete ? 1 : columns.length + 1;
  const where = ['"id"', '"version"', '"station_id"']
    .slice(0, guard.length)
    .map((column, index) => `${column} = $${first + index}`)
    .join(' and ');
  if (isDelete) return { text: guarded(`delete from ${table} where ${where}`, 1, meta.tableName), values: guard };
  const sets = [...columns.map((column, index) => `${column} = $${index + 1}`), '"version" = "version" + 1'];
  const text = guarded(`update ${table} set ${sets.join(', ')} where ${where}`, 1, meta.tableName);
  return { text, values: [...values, ...guard] };
}

/** Change sets hold embedded arrays as JavaScript arrays, which `pg` would write as an array literal. */
function toColumn(property: { columnTypes?: string[] } | undefined, value: unknown): unknown {
  const isJson = property?.columnTypes?.[0]?.startsWith('json') ?? false;
  return isJson && value !== null && typeof value !== 'string' ? JSON.stringify(value) : value;
}
