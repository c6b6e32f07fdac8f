import { checkSteps, type StepTable } from '@waystation/model';
import { defineEntity, p as propertyBuilders, type EntityMetadata, type EntitySchema } from '@mikro-orm/postgresql';

/** A class of aggregates, as TypeScript sees it: they are made by their own static methods, or loaded. */
export type AggregateClass<T extends object> = abstract new (...args: never[]) => T;

/** What an aggregate's mapping file says. */
export interface MappingOptions {
  table: string;
  /** In words, as the aggregate names itself; stands in the NotFound of a `get`. */
  subject: string;
  properties: (p: typeof propertyBuilders) => Record<string, unknown>;
  /** Embeddables that the properties name. */
  embeds?: readonly EntitySchema[];
  /** Loads `for update`: for the few rows that many write at once, where version guards alone would lose half the work. */
  lock?: boolean;
  /** Names of the table's constraints (unique, exclusion, check) and the slug that a breach of each is refused by. */
  constraints?: Readonly<Record<string, string>>;
  /** The aggregate's table of steps and its first status; a status that no step reaches fails the boot. */
  steps?: { table: StepTable; initial: string | readonly string[] };
}

/** Of network kind: rows belong to no station, and the station is no part of the look-up. So it is where a class has no station. */
type ScopeOf<T> = T extends { stationId: string } ? { network?: never } : { network: true };

/** Binds an aggregate's class to a table. The only place that knows its columns. */
export interface Mapping<T extends object = object> extends Readonly<MappingOptions> {
  readonly network?: boolean;
  readonly class: AggregateClass<T>;
  readonly schema: EntitySchema;
}

/**
 * Declares how an aggregate is stored: one row, typed columns for what is queried, guarded or locked, inner parts as JSON.
 * Every mapping has the columns `id`, `station_id` (unless of network kind) and `version`.
 *
 * @throws Error when the steps have a status that is never reached
 */
export function mapping<T extends object>(of: AggregateClass<T>, options: MappingOptions & ScopeOf<T>): Mapping<T> {
  if (options.steps) checkSteps(options.subject, options.steps.table, options.steps.initial);
  const schema = defineEntity({
    class: of as never,
    tableName: options.table,
    properties: options.properties as never,
  }) as unknown as EntitySchema;
  return { ...options, class: of, schema };
}

/** Column of a property, as the ORM's naming strategy gives it. */
export function columnOf(meta: EntityMetadata, property: string): string {
  const column = meta.properties[property as never]?.fieldNames[0];
  if (!column) throw new Error(`${meta.className} has no property ${property}`);
  return column;
}

const columnLists = new WeakMap<EntityMetadata, string>();

/** The columns of a table, quoted, in the order of the mapping. */
export function columnsOf(meta: EntityMetadata): string {
  let columns = columnLists.get(meta);
  if (!columns) {
    const stored = meta.props.filter((prop) => prop.persist !== false && !prop.name.includes('~'));
    columns = stored.map((prop) => `"${prop.fieldNames[0]}"`).join(', ');
    columnLists.set(meta, columns);
  }
  return columns;
}
