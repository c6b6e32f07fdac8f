import type { EntityMetadata, MikroORM } from '@mikro-orm/postgresql';
import type { Mapping } from './mapping.ts';
import type { Row } from './pipeline.ts';

/** Values by property, as columns take them. */
export type ColumnValues = Record<string, unknown>;

interface Hydrator {
  hydrate(
    entity: object,
    meta: unknown,
    data: ColumnValues,
    factory: unknown,
    type: 'full',
    isNew: boolean,
    convert: boolean,
  ): void;
}

interface Comparator {
  mapResult(meta: unknown, row: Row): ColumnValues;
  prepareEntity(entity: object): ColumnValues;
  diffEntities(of: unknown, before: ColumnValues, after: ColumnValues): ColumnValues;
}

/**
 * Between rows and aggregates: MikroORM's compiled hydrators and comparators, without its unit of work. That would be one
 * for each step, and would define every property of every aggregate anew to watch over relations, which there are none of;
 * it was a fifth of a step's CPU.
 */
export class RowMapper {
  readonly #orm: MikroORM;
  readonly #hydrator: Hydrator;
  readonly #comparator: Comparator;
  readonly #factory: unknown;
  readonly #blanks = new Map<Mapping, () => object>();

  constructor(orm: MikroORM) {
    const metadata = orm.getMetadata();
    this.#orm = orm;
    this.#hydrator = orm.config.getHydrator(metadata) as unknown as Hydrator;
    this.#comparator = orm.config.getComparator(metadata) as unknown as Comparator;
    this.#factory = orm.em.fork().getEntityFactory();
  }

  /** What the ORM knows of an aggregate's class. */
  metaOf(mapping: Mapping): EntityMetadata {
    return this.#orm.getMetadata().get(mapping.class as never) as unknown as EntityMetadata;
  }

  /** The aggregate that a row is, and what its columns held. No constructor or initialiser is run. */
  load<T extends object>(mapping: Mapping<T>, row: Row): { aggregate: T; stored: ColumnValues } {
    const meta = this.metaOf(mapping);
    const aggregate = this.#blank(mapping, meta);
    const data = this.#comparator.mapResult(meta, row);
    this.#hydrator.hydrate(aggregate, meta, data, this.#factory, 'full', false, true);
    // Not the row itself: its JSON holds instants as texts, and a snapshot as dates, so each would count as changed.
    return { aggregate: aggregate as T, stored: this.values(aggregate) };
  }

  /** All columns of an aggregate. */
  values(aggregate: object): ColumnValues {
    return this.#comparator.prepareEntity(aggregate);
  }

  /** The columns of an aggregate that are no longer what they were. */
  changes(mapping: Mapping, aggregate: object, stored: ColumnValues): ColumnValues {
    return this.#comparator.diffEntities(mapping.class, stored, this.values(aggregate));
  }

  /** An object of the class with all properties of its own, so that the ORM's watching setters are never met. */
  #blank(mapping: Mapping, meta: EntityMetadata): object {
    let make = this.#blanks.get(mapping);
    if (!make) {
      const own = Object.fromEntries(
        meta.props.filter(({ name }) => !name.includes('~')).map(({ name }) => [name, undefined]),
      );
      make = () => ({ __proto__: meta.prototype as object, ...own });
      this.#blanks.set(mapping, make);
    }
    return make();
  }
}
