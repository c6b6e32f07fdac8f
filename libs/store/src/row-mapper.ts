import {
  MikroORM,
  type Configuration,
  type EntityComparator,
  type EntityFactory,
  type EntityMetadata,
} from '@mikro-orm/postgresql';
import { hasEncrypted } from './encrypted.ts';
import type { Mapping } from './mapping.ts';
import type { Row } from './pipeline.ts';

/** Column values by property. */
export type ColumnValues = Record<string, unknown>;

/**
 * Mapper between rows and aggregates: uses MikroORM's compiled hydrators and comparators without its unit of work, which
 * would redefine every property of every aggregate to track relations that we do not use, at a fifth of a step's CPU time.
 *
 * Hydrator, comparator and entity factory are internals of MikroORM. Use them in this file only. The version is pinned, and
 * `row-mapper.unit.spec.ts` tests the expected behaviour: run it first when the version changes.
 */
export class RowMapper {
  readonly #orm: MikroORM;
  readonly #hydrator: ReturnType<Configuration['getHydrator']>;
  readonly #comparator: EntityComparator;
  readonly #factory: EntityFactory;
  readonly #blanks = new Map<Mapping, () => object>();

  private constructor(orm: MikroORM) {
    const metadata = orm.getMetadata();
    this.#orm = orm;
    this.#hydrator = orm.config.getHydrator(metadata);
    this.#comparator = orm.config.getComparator(metadata);
    this.#factory = orm.em.fork().getEntityFactory();
  }

  /** Discovers the mappings without connecting. @throws Error if a part of a column is marked as encrypted */
  static async open(mappings: readonly Mapping[]): Promise<RowMapper> {
    const orm = await MikroORM.init({
      entities: mappings.flatMap((mapping) => [mapping.schema, ...(mapping.embeds ?? [])]),
      dbName: 'unused',
      connect: false,
      ensureDatabase: false,
      discovery: { warnWhenNoEntities: false, inferDefaultValues: false },
    } as never);
    const metadata = orm.getMetadata();
    for (const { table, embeds = [] } of mappings) {
      if (embeds.some((each) => hasEncrypted(metadata.get(each as never))))
        throw new Error(`${table}: only a whole column can be encrypted, not a part of one`);
    }
    return new RowMapper(orm);
  }

  /** Metadata of an aggregate's class in the ORM. */
  metaOf(mapping: Mapping): EntityMetadata<object> {
    return this.#orm.getMetadata().get<object>(mapping.class as never);
  }

  /** Maps a row to an aggregate without running constructor or initializers. @returns the aggregate, and its column values */
  load<T extends object>(mapping: Mapping<T>, row: Row): { aggregate: T; stored: ColumnValues } {
    const meta = this.metaOf(mapping);
    const aggregate = this.#blank(mapping, meta);
    const data = this.#comparator.mapResult(meta, row);
    this.#hydrator.hydrate(aggregate, meta, data, this.#factory, 'full', false, true);
    // Not the row: its JSON holds instants as strings, a snapshot holds dates, so each would count as changed.
    return { aggregate: aggregate as T, stored: this.values(aggregate) };
  }

  /** Column values of an aggregate. */
  values(aggregate: object): ColumnValues {
    return this.#comparator.prepareEntity(aggregate);
  }

  /** Changed columns of an aggregate. */
  changes(mapping: Mapping, aggregate: object, stored: ColumnValues): ColumnValues {
    return this.#comparator.diffEntities<object>(mapping.class as never, stored, this.values(aggregate));
  }

  /** Statements that would create the mappings' tables, for the test that compares them with the migrated ones. */
  createSql(): Promise<string> {
    return this.#orm.schema.getCreateSchemaSQL({ wrap: false });
  }

  async close(): Promise<void> {
    await this.#orm.close();
  }

  /** Creates an object of the class with own properties, which bypass the tracking setters of the ORM. */
  #blank(mapping: Mapping, meta: EntityMetadata<object>): object {
    let make = this.#blanks.get(mapping);
    if (!make) {
      const own = Object.fromEntries([...mapping.columns.keys()].map((name) => [name, undefined]));
      make = () => ({ __proto__: meta.prototype, ...own });
      this.#blanks.set(mapping, make);
    }
    return make();
  }
}
