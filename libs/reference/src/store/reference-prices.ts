import { topicOf } from '@waystation/events';
import type { PricedKind, PublishedPrice, PublishedTax, PublishedVersion } from '@waystation/pricing';
import { currentReads, type Migration } from '@waystation/store';

const station = `nullif(current_setting('app.station', true), '')::uuid`;

/** Row level security and grants of a table that is derived from `reference_data`. */
function derivedTable(table: string): string {
  return `
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy station on ${table} for select to {app} using (station_id is null or station_id = ${station});
    create policy relay on ${table} to {relay} using (true) with check (true);
    create policy migrate on ${table} to {owner} using (true) with check (true);
    grant select on ${table} to {app};
    grant select, insert, update, delete on ${table} to {relay};`;
}

/** Lines of prices and taxes in a header, by kind. */
const header = `
  select 'labour' as kind, line ->> 'workKind' as code, line ->> 'perHourMinor' as amount_minor, line
  from jsonb_array_elements(new.value -> 'labourRates') line
  union all
  select 'fee', line ->> 'code', line ->> 'amountMinor', line from jsonb_array_elements(new.value -> 'fees') line
  union all
  select 'tax', line ->> 'code', null, line from jsonb_array_elements(new.value -> 'taxCategories') line`;

const insertLines = (page: string, lines: string) => `
  insert into reference_price (list_key, page, kind, code, station_id, amount_minor, tax_category, withdrawn, description_en, description_zh, rate_percent)
  select list, ${page}, kind, code, new.station_id, coalesce(amount_minor, '0')::bigint,
    coalesce(line ->> 'taxCategory', ''), coalesce((line ->> 'withdrawn')::boolean, false),
    coalesce(line ->> 'descriptionEn', ''), coalesce(line ->> 'descriptionZh', ''), coalesce(line ->> 'ratePercent', '')
  from (${lines}) as l`;

/**
 * Tables of published prices, for the migrations of a service that keeps `PriceListState`, and `PartPricesState` if it
 * prices parts. Triggers write one row per price with the message that brings it, so a query is one indexed look-up by
 * code.
 *
 * A version is complete once its header and all pages that the header counts have arrived, in any order.
 */
export const referencePrices: Migration = {
  name: '0002-reference-prices',
  sql: [
    // Header and pages write the same row, so that the last one to arrive sees the others.
    `create table reference_price_list (
       key text primary key, station_id uuid, price_list_id text, version int, currency text, jurisdiction text,
       valid_from timestamptz, published_at timestamptz, part_pages int, pages int[] not null default '{}',
       is_complete boolean not null generated always as
         (part_pages is not null and cardinality(pages) = part_pages) stored)`,
    'create index reference_price_list_station on reference_price_list (station_id, currency, jurisdiction, valid_from)',
    derivedTable('reference_price_list'),

    // Page 0 is the header's.
    `create table reference_price (
       list_key text not null, page int not null, kind text not null, code text not null, station_id uuid,
       amount_minor bigint not null, tax_category text not null, withdrawn boolean not null,
       description_en text not null, description_zh text not null, rate_percent text not null,
       primary key (list_key, page, kind, code))`,
    'create index reference_price_code on reference_price (station_id, kind, code)',
    derivedTable('reference_price'),

    `create function keep_price_list() returns trigger language plpgsql as $$
     declare
       list text := coalesce(new.key, old.key);
       stated jsonb := new.value;
     begin
       delete from reference_price where list_key = list and page = 0;
       if tg_op = 'DELETE' then
         update reference_price_list set part_pages = null where key = list;
         return null;
       end if;
       ${insertLines('0', header)};
       insert into reference_price_list as l
         (key, station_id, price_list_id, version, currency, jurisdiction, valid_from, published_at, part_pages)
       values (list, new.station_id, stated ->> 'priceListId', (stated ->> 'version')::int, stated ->> 'currency',
         stated ->> 'jurisdiction', (stated ->> 'from')::timestamptz, (stated ->> 'at')::timestamptz,
         coalesce((stated ->> 'partPages')::int, 0))
       on conflict (key) do update set station_id = excluded.station_id, price_list_id = excluded.price_list_id,
         version = excluded.version, currency = excluded.currency, jurisdiction = excluded.jurisdiction,
         valid_from = excluded.valid_from, published_at = excluded.published_at, part_pages = excluded.part_pages;
       return null;
     end $$`,

    `create function keep_part_prices() returns trigger language plpgsql as $$
     declare
       stated jsonb := coalesce(new.value, old.value);
       list text := (stated ->> 'priceListId') || ':' || (stated ->> 'version');
       page_here int := (stated ->> 'page')::int;
     begin
       delete from reference_price where list_key = list and page = page_here;
       if tg_op = 'DELETE' then
         update reference_price_list set pages = array_remove(pages, page_here) where key = list;
         return null;
       end if;
       ${insertLines(
         'page_here',
         `select 'part' as kind, line ->> 'partNumber' as code, line ->> 'perUnitMinor' as amount_minor, line
          from jsonb_array_elements(stated -> 'partPrices') line`,
       )};
       insert into reference_price_list as l (key, station_id, pages) values (list, new.station_id, array[page_here])
       on conflict (key) do update set pages =
         case when page_here = any (l.pages) then l.pages else l.pages || page_here end;
       return null;
     end $$`,

    ...(
      [
        ['keep_price_list', topicOf('waystation.network.v1.PriceListState')],
        ['keep_part_prices', topicOf('waystation.network.v1.PartPricesState')],
      ] as const
    ).map(
      ([keep, topic]) => `
      create trigger ${keep} after insert or update on reference_data
        for each row when (new.topic = '${topic}') execute function ${keep}();
      create trigger ${keep}_no_more after delete on reference_data
        for each row when (old.topic = '${topic}') execute function ${keep}();`,
    ),
  ],
};

/** Selection of prices. */
export interface PriceSelection {
  /** Rates of all kinds of work. */
  labour?: boolean;
  /** Part numbers. */
  parts?: readonly string[];
  /** Codes of fees. */
  fees?: readonly string[];
}

interface PriceRow extends PublishedVersion {
  kind: PricedKind | 'tax';
  code: string;
  amountMinor: string;
  taxCategory: string;
  withdrawn: boolean;
  descriptionEn: string;
  descriptionZh: string;
  ratePercent: string;
}

/** Published prices. A service that prices parts keeps `PartPricesState` too. */
export class ReferencePrices {
  static readonly keeps = 'waystation.network.v1.PriceListState';

  /**
   * Reads the lines of all lists of the station and the network: for each selected code and each tax, the line in the
   * newest valid version that has one. A version that has not arrived completely is ignored, so the version before it
   * counts. Pass the result to `pricesInForce`.
   *
   * @param market currency of the prices, and the tax jurisdiction if it is known
   * @param options.withoutParts true if the service keeps no part prices: the header alone makes a version complete
   */
  async startedBy(
    at: Date,
    { currency, jurisdiction }: { currency: string; jurisdiction?: string },
    { labour = false, parts = [], fees = [] }: PriceSelection,
    { withoutParts = false } = {},
  ): Promise<(PublishedPrice | PublishedTax)[]> {
    const text = `
      with line as (
        select * from reference_price where kind = any ($6::text[])
        union all
        select * from reference_price where kind = 'part' and code = any ($4::text[])
        union all
        select * from reference_price where kind = 'fee' and code = any ($5::text[]))
      select distinct on (l.price_list_id, p.kind, p.code)
        p.kind, p.code, p.amount_minor::text as "amountMinor", p.tax_category as "taxCategory", p.withdrawn,
        p.description_en as "descriptionEn", p.description_zh as "descriptionZh", p.rate_percent as "ratePercent",
        l.key, l.price_list_id as "priceListId", l.version, coalesce(l.station_id::text, '') as "stationId",
        l.currency, l.jurisdiction, l.valid_from as "from", l.published_at as at
      from line p join reference_price_list l on l.key = p.list_key
      where l.part_pages is not null and (l.is_complete or $7::boolean)
        and l.valid_from <= $1 and l.currency = $2 and ($3::text is null or l.jurisdiction = $3)
      order by l.price_list_id, p.kind, p.code, l.valid_from desc, l.version desc`;
    const kinds = ['tax', ...(labour ? ['labour'] : [])];
    const values = [at, currency, jurisdiction ?? null, parts, fees, kinds, withoutParts];
    const rows = (await currentReads().rows(text, values)) as unknown as PriceRow[];
    return rows.map(published);
  }
}

function published({ kind, code, ...row }: PriceRow): PublishedPrice | PublishedTax {
  const { key, priceListId, version, stationId, currency, jurisdiction, from, at } = row;
  const list = { key, priceListId, version, stationId, currency, jurisdiction, from, at };
  if (kind === 'tax') return { list, kind, code, ratePercent: row.ratePercent };
  const { taxCategory, withdrawn, descriptionEn, descriptionZh } = row;
  return {
    list,
    kind,
    code,
    amountMinor: BigInt(row.amountMinor),
    taxCategory,
    withdrawn,
    descriptionEn,
    descriptionZh,
  };
}
