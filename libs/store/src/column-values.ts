import type { EncryptedBytes } from './encrypted.ts';
import type { Mapping } from './mapping.ts';

/** A value as JSON holds it: instants and integers of 64 bits are texts. */
export type Json<Value> = Value extends Date | bigint
  ? string
  : Value extends readonly (infer Item)[]
    ? Json<Item>[]
    : Value extends object
      ? { [Field in keyof Value]: Json<Value[Field]> }
      : Value;

/** A property of an aggregate as a query reads its column. */
type ColumnValue<Value> = Value extends undefined ? null : Value extends Date | Uint8Array ? Value : Json<Value>;

/** What queries read of a property. */
type ColumnOf<T, Property, Encrypted> = Property extends keyof T
  ? Property extends Encrypted
    ? EncryptedBytes<NonNullable<T[Property]>> | (null extends T[Property] ? null : never)
    : ColumnValue<T[Property]>
  : unknown;

type Space = ' ' | '\n';
type Trimmed<Text extends string> = Text extends `${Space}${infer Rest}`
  ? Trimmed<Rest>
  : Text extends `${infer Rest}${Space}`
    ? Trimmed<Rest>
    : Text;

/** The names of a list that commas part. */
type Names<List extends string, Found extends string = never> = List extends `${infer First},${infer Rest}`
  ? Names<Rest, Found | Trimmed<First>>
  : Found | Trimmed<List>;

type PropertyIn<Name> = Name extends `${infer Property} as ${string}` ? Property : Name;
type AliasIn<Name> = Name extends `${string} as ${infer Alias}` ? Alias : Name;

/** The row that a list of names selects. */
type Selected<T, List extends string, Encrypted> = {
  [Name in Names<List> as AliasIn<Name> & string]: ColumnOf<T, PropertyIn<Name>, Encrypted>;
};

/** The list itself; for a list with a name that the mapping doesn't have, what the compiler says of it. */
type Checked<List extends string, Property> = [Exclude<PropertyIn<Names<List>>, Property>] extends [never]
  ? List
  : `no property ${Exclude<PropertyIn<Names<List>>, Property> & string}`;

declare const row: unique symbol;

/** Part of a select list, which knows what it answers. */
export type SelectList<Row> = string & { readonly [row]?: Row };

/** What a query reads by a select list. */
export type RowOf<List> = List extends SelectList<infer Row> ? Row : never;

/**
 * Columns of a mapping for the select list of a query, each under its property's name or the name behind ` as `:
 *
 * ```ts
 * const columns = selectOf(jobMapping, 'id as jobId, status, bayId');
 * const text = `select ${columns} from job where station_id = $1 and id = $2`;
 * const [job] = await reader.rows<RowOf<typeof columns>>(text, [reader.station, jobId]);
 * ```
 *
 * Made once, where a module is loaded: texts of statements are constant. An encrypted column stays bytes (see `decrypted`),
 * JSON is as it was stored, and a `bigint` is text: one that the aggregate has as a number needs a cast of its own. What is
 * computed has an alias of its own in the query.
 *
 * @param list properties, parted by commas; the compiler checks them
 * @param table name or alias of the table where the query has several
 * @throws Error for a property that the mapping doesn't have
 */
export function selectOf<
  T extends object,
  Property extends string,
  Encrypted extends string,
  const List extends string,
>(
  { columns, subject }: Mapping<T, Property, Encrypted>,
  list: Checked<List, Property>,
  table?: string,
): SelectList<Selected<T, List, Encrypted>> {
  const of = table === undefined ? '' : `${table}.`;
  const selected = list.split(',').map((name) => {
    const [property = '', alias = property] = name.trim().split(' as ');
    const column = columns.get(property);
    if (column === undefined) throw new Error(`${subject} has no property ${property}`);
    return column === alias ? `${of}"${column}"` : `${of}"${column}" as "${alias}"`;
  });
  return selected.join(', ');
}
