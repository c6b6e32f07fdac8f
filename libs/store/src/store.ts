import { NotFound } from '@waystation/model';
import type { Mapping } from './mapping.ts';
import type { Row } from './pipeline.ts';
import { currentScope, guarded, type LoadOptions } from './command-scope.ts';

/** The class of a store of aggregates of one kind. */
export interface StoreClass<T extends object> {
  new (): Store<T>;
  readonly mapping: Mapping<T>;
}

/** The class of any store, for the list in a service's module. */
export interface AnyStoreClass {
  new (): object;
  readonly mapping: Mapping;
}

/**
 * The aggregates of one kind, of the station that the step is done for.
 *
 * ```ts
 * export class Jobs extends Store.of(jobMapping) {}
 * ```
 *
 * A class for each kind, since Nest finds by class what it injects, and generics are gone by then. A subclass may add
 * look-ups in the words of its kind, and set-based statements (`ahead`).
 */
export abstract class Store<T extends object> {
  /** Given by `of`; not abstract, else a subclass of what `of` answers would have to give it again. */
  declare protected readonly mapping: Mapping<T>;

  static of<T extends object>(mapping: Mapping<T>): StoreClass<T> {
    return class extends Store<T> {
      static readonly mapping = mapping;
      protected override readonly mapping = mapping;
    };
  }

  /** @throws NotFound if the step's station has none */
  async get(id: string): Promise<T> {
    return (await this.find(id)) ?? fail(this.mapping.subject, id);
  }

  /** The aggregate, or undefined if none exists in the step's station. */
  async find(id: string): Promise<T | undefined> {
    const work = currentScope();
    return work.known(this.mapping, id) ?? (await work.load(this.mapping, { id }))[0];
  }

  /**
   * The aggregate, or a new one that is stored when the step ends.
   *
   * @param by id, or properties that only one has
   */
  async findOrAdd(by: string | Readonly<Record<string, unknown>>, make: () => T): Promise<T> {
    const found = await (typeof by === 'string' ? this.find(by) : this.findBy(by));
    if (found) return found;
    const made = make();
    this.add(made);
    return made;
  }

  /**
   * By a property, or several together, that only one has.
   *
   * @throws NotFound if the step's station has none
   */
  async getBy(unique: Readonly<Record<string, unknown>>): Promise<T> {
    return (await this.findBy(unique)) ?? fail(this.mapping.subject, Object.values(unique).join(' '));
  }

  /** As `getBy`, or undefined. */
  async findBy(unique: Readonly<Record<string, unknown>>): Promise<T | undefined> {
    return (await currentScope().load(this.mapping, unique))[0];
  }

  /**
   * Those whose properties have these values; there must be an index for it.
   *
   * @param limit how many there may be; more are a defect, since a decision over some of them would be wrong
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
   * For a subclass: by a condition in SQL, so that what belongs together is asked in one turn though the one is known by
   * the other only: `id = (select visit_id from job where station_id = $1 and id = $2)`.
   *
   * @param condition constant text; `$1` is the step's station, the values follow
   */
  protected listWhere(condition: string, values: readonly unknown[], options: LoadOptions = {}): Promise<T[]> {
    return currentScope().loadWhere(this.mapping, condition, values, options);
  }

  /** Stores a new one when the step ends. */
  add(aggregate: T): void {
    currentScope().add(this.mapping, aggregate);
  }

  /** Deletes it when the step ends. */
  remove(aggregate: T): void {
    currentScope().remove(this.mapping, aggregate);
  }

  /** The station that the step is done for, for statements of a subclass. */
  protected get station(): string {
    return currentScope().stationFor(this.mapping.table);
  }

  /** Rows of a statement of a subclass; asked together with the loads of the same turn. */
  protected rows(text: string, values: readonly unknown[]): Promise<Row[]> {
    return currentScope().query({ text, values });
  }

  /**
   * A set-based statement ahead of the inserts.
   *
   * @param rows when given, exactly this number of rows must be hit, otherwise the step is retried
   */
  protected ahead(text: string, values: readonly unknown[], rows?: number): void {
    currentScope().ahead({ text: rows === undefined ? text : guarded(text, rows, this.mapping.table), values });
  }
}

function fail(subject: string, id: string): never {
  throw new NotFound(subject, id);
}
