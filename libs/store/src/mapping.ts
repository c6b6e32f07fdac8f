import { checkSteps, type StepTable } from '@waystation/model';
import {
  defineEntity,
  p as propertyBuilders,
  UnderscoreNamingStrategy,
  type EntitySchema,
} from '@mikro-orm/postgresql';
import type { EncryptedProperty } from './encrypted.ts';

/** A class of aggregates, as TypeScript sees it: they are made by their own static methods, or loaded. */
export type AggregateClass<T extends object> = abstract new (...args: never[]) => T;

/** What an aggregate's mapping file says. */
export interface MappingOptions {
  table: string;
  /** In words, as the aggregate names itself; stands in the NotFound of a `get`. */
  subject: string;
  /** Columns beside the common ones, in the types that the database has: see `mapping`. */
  properties: (p: typeof propertyBuilders) => Record<string, unknown>;
  /** Embeddables that the properties name. */
  embeds?: readonly EntitySchema[];
  /** Loads `for update`: for the few rows that many write at once, where version guards alone would lose half the work. */
  lock?: boolean;
  /** Names of the table's constraints (unique, exclusion, check) and the slug that a breach of each is refused by. */
  constraints?: Readonly<Record<string, string>>;
  /** The aggregate's table of steps and its first status; a status that no step reaches fails the boot. */
  steps?: { table: StepTable; initial: string | readonly string[] };
  /** Of network kind: rows belong to no station, and the station is no part of the look-up. */
  network?: boolean;
  /** Rows belong to a visit, whose id and version of the standard they bear. */
  visit?: boolean;
}

/** Of network kind: rows belong to no station, and the station is no part of the look-up. So it is where a class has no station. */
type ScopeOf<T> = T extends { stationId: string } ? { network?: never } : { network: true };

/** Binds an aggregate's class to a table. The only place that knows its columns. */
export interface Mapping<
  T extends object = object,
  Property extends string = string,
  Encrypted extends string = string,
> extends Readonly<MappingOptions> {
  readonly class: AggregateClass<T>;
  readonly schema: EntitySchema;
  /** Column of each property, in the order of the mapping. */
  readonly columns: ReadonlyMap<string, string>;
  /** `select` of all columns from the table. */
  readonly select: string;
  /** For the compiler only: names of the properties, and of those that are encrypted. */
  readonly '~names'?: { property: Property; encrypted: Encrypted };
}

/**
 * Declares how an aggregate is stored: one row, typed columns for what is queried, guarded or locked, inner parts as JSON.
 *
 * The common columns are added here, and in a migration by `stationColumns` and its like: `id` and `version`; `station_id`
 * unless of network kind; `status` where there are steps; `visit_id` and `standard_version` where rows belong to a visit.
 * The types are those of the database (`p.text()`, not `p.string()`, which is a `varchar(255)`): `describeSchema` of
 * `libs/testing` compares the two.
 *
 * @throws Error when the steps have a status that is never reached
 */
export function mapping<T extends object, const Options extends MappingOptions>(
  of: AggregateClass<T>,
  options: Options & ScopeOf<T>,
): Mapping<
  T,
  | 'id'
  | 'version'
  | (Options extends { network: true } ? never : 'stationId')
  | (Options extends { visit: true } ? 'visitId' | 'standardVersion' : never)
  | (Options extends { steps: object } ? 'status' : never)
  | (keyof ReturnType<Options['properties']> & string),
  EncryptedIn<ReturnType<Options['properties']>>
> {
  const { table, steps } = options;
  if (steps) checkSteps(options.subject, steps.table, steps.initial);
  const properties = { ...commonProperties(options), ...options.properties(propertyBuilders) };
  const columns = new Map(Object.entries(properties).map(([name, property]) => [name, columnOf(name, property)]));
  return {
    ...options,
    class: of,
    schema: defineEntity({ class: of as never, tableName: table, properties }) as EntitySchema,
    columns,
    select: `select ${[...columns.values()].map((column) => `"${column}"`).join(', ')} from "${table}"`,
  };
}

type EncryptedIn<Properties> = {
  [Name in keyof Properties]: Properties[Name] extends EncryptedProperty<unknown> ? Name & string : never;
}[keyof Properties];

function commonProperties({ network, visit, steps }: MappingOptions): Record<string, unknown> {
  const p = propertyBuilders;
  return {
    id: p.uuid().primary(),
    ...(!network && { stationId: p.uuid() }),
    ...(visit && { visitId: p.uuid(), standardVersion: p.text().nullable() }),
    version: p.integer(),
    ...(steps && { status: p.text() }),
  };
}

const naming = new UnderscoreNamingStrategy();

function columnOf(name: string, property: unknown): string {
  const { fieldName } = (property as { '~options': { fieldName?: string } })['~options'];
  return fieldName ?? naming.propertyToColumnName(name);
}
