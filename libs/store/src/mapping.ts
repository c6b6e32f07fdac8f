import { checkSteps, type StepTable } from '@waystation/model';
import {
  defineEntity,
  p as propertyBuilders,
  UnderscoreNamingStrategy,
  type EntitySchema,
} from '@mikro-orm/postgresql';
import type { EncryptedProperty } from './encrypted.ts';

/** Class of an aggregate. Abstract here, because aggregates are created by static methods or loaded. */
export type AggregateClass<T extends object> = abstract new (...args: never[]) => T;

/** Options of an aggregate's mapping. */
export interface MappingOptions {
  table: string;
  /** Subject of the aggregate in words, for the NotFound of `get`. */
  subject: string;
  /** Columns beside the common ones, with the types of the database: see `mapping`. */
  properties: (p: typeof propertyBuilders) => Record<string, unknown>;
  /** Embeddables that the properties use. */
  embeds?: readonly EntitySchema[];
  /** Loads `for update`: for rows with many concurrent writers, which would lose too many conflicts with version guards alone. */
  lock?: boolean;
  /** Slugs of the refusals by constraint name (unique, exclusion, check). */
  constraints?: Readonly<Record<string, string>>;
  /** The aggregate's table of steps and its first status; an unreachable status fails the start. */
  steps?: { table: StepTable; initial: string | readonly string[] };
  /** True for network-wide rows, which have no station. */
  network?: boolean;
  /** True for rows of a visit, which hold its id and version of the standard. */
  visit?: boolean;
}

/** Requires `network: true` exactly for classes without a station. */
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
  /** SQL that selects all columns from the table. */
  readonly select: string;
  /** For the compiler only: names of all properties and of the encrypted ones. */
  readonly '~names'?: { property: Property; encrypted: Encrypted };
}

/**
 * Declares the storage of an aggregate: one row, typed columns for queried, guarded or locked values, inner parts as JSON.
 *
 * The common columns are added here, and in a migration by `stationColumns` or `networkColumns`: `id` and `version`;
 * `station_id` unless network-wide; `status` with steps; `visit_id` and `standard_version` for rows of a visit. Use the types
 * of the database (`p.text()`, not `p.string()`, which is a `varchar(255)`): `describeSchema` of `libs/testing` compares them.
 *
 * @throws Error if the steps have an unreachable status
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
