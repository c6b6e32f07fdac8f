import type { EncryptedBytes } from './encrypted.ts';
import type { Mapping } from './mapping.ts';

/** JSON form of a value: instants and 64-bit integers are strings. */
export type Json<Value> = Value extends Date | bigint
  ? string
  : Value extends readonly (infer Item)[]
    ? Json<Item>[]
    : Value extends object
      ? { [Field in keyof Value]: Json<Value[Field]> }
      : Value;

/** Value that a query reads from the column of a property. */
type ColumnValue<Value> = Value extends undefined ? null : Value extends Date | Uint8Array ? Value : Json<Value>;

/** Value that a query reads for a property, encrypted or not. */
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

/** Names in a comma-separated list. */
type Names<List extends string, Found extends string = never> = List extends `${infer First},${infer Rest}`
  ? Names<Rest, Found | Trimmed<First>>
  : Found | Trimmed<List>;

type PropertyIn<Name> = Name extends `${infer Property} as ${string}` ? Property : Name;
type AliasIn<Name> = Name extends `${string} as ${infer Alias}` ? Alias : Name;

/** Row that a list of names selects. */
type Selected<T, List extends string, Encrypted> = {
  [Name in Names<List> as AliasIn<Name> & string]: ColumnOf<T, PropertyIn<Name>, Encrypted>;
};

/** The list; for a list with an unknown property, the message that the compiler shows. */
type Checked<List extends string, Property> = [Exclude<PropertyIn<Names<List>>, Property>] extends [never]
  ? List
  : `no property ${Exclude<PropertyIn<Names<List>>, Property> & string}`;

declare const row: unique symbol;

/** Part of a select list, with the type of its row. */
export type SelectList<Row> = string & { readonly [row]?: Row };

/** Row type of a select list. */
export type RowOf<List> = List extends SelectList<infer Row> ? Row : never;

/**
 * Columns of a mapping for the select list of a query, each named like its property or by ` as `:
 *
 * ```ts
 * const columns = selectOf(jobMapping, 'id as jobId, status, bayId');
 * const text = `select ${columns} from job where station_id = $1 and id = $2`;
 * const [job] = await reader.rows<RowOf<typeof columns>>(text, [reader.station, jobId]);
 * ```
 *
 * Call it once, when the module is loaded, because texts of statements are constant. An encrypted column is read as bytes
 * (see `decrypted`), JSON as stored, and a `bigint` as text: a property that is a number in the aggregate needs a cast in the
 * query. Computed columns need an alias in the query.
 *
 * @param list properties, separated by commas; the compiler checks them
 * @param table name or alias of the table, for a query with several tables
 * @throws Error for an unknown property
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
