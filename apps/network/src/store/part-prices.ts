import type { PartPrice } from '@waystation/contracts/network/v1/state';
import { currentScope } from '@waystation/store';
import type { PartPricePage, PlacedPart, PriceListVersion } from '../model/price-list-version.ts';

interface PageRow {
  page: number;
  partNumbers: string[];
  prices: string[];
  taxCategories: string[];
  withdrawn: boolean[];
}

/** Part prices of versions, one row each. A draft is replaced page by page; a published version never changes. */
export class PartPrices {
  /** Parts of a page that the version already has on other pages. */
  async onOtherPages(priceListId: string, number: number, { page, partPrices }: PartPricePage): Promise<PlacedPart[]> {
    const text = `select part_number as "partNumber", page from part_price
      where price_list_version_id = (select id from price_list_version where price_list_id = $1 and number = $2)
        and part_number = any($3) and page <> $4`;
    const values = [priceListId, number, partPrices.map(({ partNumber }) => partNumber), page];
    return (await currentScope().query({ text, values })) as unknown as PlacedPart[];
  }

  /** All pages of a version, in order. */
  async pagesOf(priceListId: string, number: number): Promise<PartPricePage[]> {
    const text = `select page, array_agg(part_number order by line) as "partNumbers",
        array_agg(per_unit_minor::text order by line) as prices, array_agg(tax_category order by line) as "taxCategories",
        array_agg(withdrawn order by line) as withdrawn
      from part_price
      where price_list_version_id = (select id from price_list_version where price_list_id = $1 and number = $2)
      group by page order by page`;
    const rows = (await currentScope().query({ text, values: [priceListId, number] })) as unknown as PageRow[];
    return rows.map(({ page, partNumbers, prices, taxCategories, withdrawn }) => ({
      page,
      partPrices: partNumbers.map((partNumber, line) => ({
        partNumber,
        perUnitMinor: BigInt(prices[line]!),
        taxCategory: taxCategories[line]!,
        withdrawn: withdrawn[line]!,
      })),
    }));
  }

  /** Adds a page, or replaces the page with the same number. */
  setPage({ id, ofStation }: PriceListVersion, { page, partPrices }: PartPricePage): void {
    currentScope().ahead({
      text: 'delete from part_price where price_list_version_id = $1 and page = $2',
      values: [id, page],
    });
    const column = <T>(of: (price: PartPrice) => T) => partPrices.map(of);
    currentScope().ahead({
      text: `insert into part_price (price_list_version_id, of_station, page, line, part_number, per_unit_minor, tax_category, withdrawn)
        select $1, $2, $3, line, part_number, per_unit_minor, tax_category, withdrawn
        from unnest($4::text[], $5::bigint[], $6::text[], $7::boolean[]) with ordinality
          as l (part_number, per_unit_minor, tax_category, withdrawn, line)`,
      values: [
        id,
        ofStation,
        page,
        column(({ partNumber }) => partNumber),
        column(({ perUnitMinor }) => String(perUnitMinor)),
        column(({ taxCategory }) => taxCategory),
        column(({ withdrawn }) => withdrawn),
      ],
    });
  }

  /** Drops all pages of a draft. */
  dropPages({ id }: PriceListVersion): void {
    currentScope().ahead({ text: 'delete from part_price where price_list_version_id = $1', values: [id] });
  }
}
