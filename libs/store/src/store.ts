import { NotFound } from '@waystation/model';
import type { Mapping } from './mapping.ts';
import type { Row } from './pipeline.ts';
import { currentScope, guarded, type LoadOptions } from './command-scope.ts';

/** Class of a store for one kind of aggregate. */
export interface StoreClass<T extends object> {
  new (): Store<T>;
  readonly mapping: Mapping<T>;
}

/** Class of any store, for the list in a service's module. */
export interface AnyStoreClass {
  new (): object;
  readonly mapping: Mapping;
}

/**
 * Aggregates of one kind at the step's station.
 *
 * ```ts
 * export class Jobs extends Store.of(jobMapping) {}
 * ```
 *
 * One class per kind, because Nest injects by class and generics do not exist at runtime. A subclass may add look-ups and
 * set-based statements (`ahead`).
 */
export abstract class Store<T extends object> {
  /** Set by `of`; not abstract, because a subclass of the result of `of` would have to define it again. */
  declare protected readonly mapping: Mapping<T>;

  static of<T extends object>(mapping: Mapping<T>): StoreClass<T> {
    return class extends Store<T> {
      static readonly mapping = mapping;
      protected override readonly mapping = mapping;
    };
  }

  /** The aggregate. @throws NotFound if it does not exist at the step's station */
  async get(id: string): Promise<T> {
    return (await this.find(id)) ?? fail(this.mapping.subject, id);
  }

  /** The aggregate; undefined if it does not exist at the step's station. */
  async find(id: string): Promise<T | undefined> {
    const scope = currentScope();
    return scope.known(this.mapping, id) ?? (await scope.load(this.mapping, { id }))[0];
  }

  /**
   * The aggregate, or a new one that is stored when the step ends.
   *
   * @param by id, or values of unique properties
   */
  async findOrAdd(by: string | Readonly<Record<string, unknown>>, make: () => T): Promise<T> {
    const found = await (typeof by === 'string' ? this.find(by) : this.findBy(by));
    if (found) return found;
    const made = make();
    this.add(made);
    return made;
  }

  /**
   * The aggregate with the given values of unique properties.
   *
   * @throws NotFound if it does not exist at the step's station
   */
  async getBy(unique: Readonly<Record<string, unknown>>): Promise<T> {
    return (await this.findBy(unique)) ?? fail(this.mapping.subject, Object.values(unique).join(' '));
  }

  /** The aggregate with the given values of unique properties; undefined if it does not exist. */
  async findBy(unique: Readonly<Record<string, unknown>>): Promise<T | undefined> {
    return (await currentScope().load(this.mapping, unique))[0];
  }

  /**
   * Aggregates with the given values of properties, which need an index.
   *
   * @param limit maximum number of aggregates; more are a defect, because a decision on a part of them would be wrong
   * @throws Error if there are more
   */
  async list(
    index: Readonly<Record<string, unknown>>,
    limit: number,
    options: Omit<LoadOptions, 'limit'> = {},
  ): Promise<T[]> {
    const found = await currentScope().load(this.mapping, index, { ...options, limit: limit + 1 });
    if (found.length > limit) throw new Error(`more than ${limit} rows of ${this.mapping.table}`);
    return found;
  }

  /**
   * Aggregates by an SQL condition, for subclasses. Saves a round trip if one aggregate is known only through another:
   * `id = (select visit_id from job where station_id = $1 and id = $2)`.
   *
   * @param condition constant text; `$1` is the step's station, the values follow
   */
  protected listWhere(condition: string, values: readonly unknown[], options: LoadOptions = {}): Promise<T[]> {
    return currentScope().loadWhere(this.mapping, condition, values, options);
  }

  /** Stores a new aggregate when the step ends. */
  add(aggregate: T): void {
    currentScope().add(this.mapping, aggregate);
  }

  /** Deletes an aggregate when the step ends. */
  remove(aggregate: T): void {
    currentScope().remove(this.mapping, aggregate);
  }

  /** Station of the step, for statements of a subclass. */
  protected get station(): string {
    return currentScope().stationFor(this.mapping.table);
  }

  /** Rows of a statement of a subclass; shares a round trip with the loads of the same turn. */
  protected rows(text: string, values: readonly unknown[]): Promise<Row[]> {
    return currentScope().query({ text, values });
  }

  /**
   * Sends a set-based statement before the inserts.
   *
   * @param rows required number of affected rows; another number is a conflict, and the step is retried
   */
  protected ahead(text: string, values: readonly unknown[], rows?: number): void {
    currentScope().ahead({ text: rows === undefined ? text : guarded(text, rows, this.mapping.table), values });
  }
}

function fail(subject: string, id: string): never {
  throw new NotFound(subject, id);
}
