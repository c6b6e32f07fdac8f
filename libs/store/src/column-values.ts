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

/** The row that these names select. */
type Selected<T, Name extends string, Encrypted> = {
  [Each in Name as Each extends `${string} as ${infer Alias}` ? Alias : Each]: ColumnOf<
    T,
    Each extends `${infer Property} as ${string}` ? Property : Each,
    Encrypted
  >;
};

declare const row: unique symbol;

/** Part of a select list, which knows what it answers. */
export type SelectList<Row> = string & { readonly [row]?: Row };

/** What a query reads by a select list. */
export type RowOf<List> = List extends SelectList<infer Row> ? Row : never;

/**
 * Columns of a mapping for the select list of a query, each under its property's name or the name behind ` as `:
 *
 * ```ts
 * const columns = selectOf(jobMapping, ['id as jobId', 'status', 'bayId']);
 * const text = `select ${columns} from job where station_id = $1 and id = $2`;
 * const [job] = await reader.rows<RowOf<typeof columns>>(text, [reader.station, jobId]);
 * ```
 *
 * Made once, where a module is loaded: texts of statements are constant. An encrypted column stays bytes (see `decrypted`),
 * JSON is as it was stored, and a `bigint` is text. What is computed has an alias of its own in the query.
 *
 * @param table name or alias of the table where the query has several
 * @throws Error for a name that the mapping doesn't have
 */
export function selectOf<
  T extends object,
  Property extends string,
  Encrypted extends string,
  const Name extends Property | `${Property} as ${string}`,
>(
  { columns, subject }: Mapping<T, Property, Encrypted>,
  names: readonly Name[],
  table?: string,
): SelectList<Selected<T, Name, Encrypted>> {
  const of = table === undefined ? '' : `${table}.`;
  const selected = names.map((each) => {
    const [property = '', alias = property] = each.split(' as ');
    const column = columns.get(property);
    if (column === undefined) throw new Error(`${subject} has no column ${property}`);
    return column === alias ? `${of}"${column}"` : `${of}"${column}" as "${alias}"`;
  });
  return selected.join(', ');
}
