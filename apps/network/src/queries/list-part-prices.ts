import { Query } from '@waystation/call';
import { ListPartPricesResponse, type ListPartPricesRequest } from '@waystation/contracts/network/v1/service';
import { NotFound } from '@waystation/model';
import { nextPageToken, pageToken, Reader } from '@waystation/store';

@Query()
export class ListPartPrices {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListPartPricesRequest): Promise<ListPartPricesResponse> {
    const { priceListId, version, partNumber } = request;
    const limit = request.pageSize || 50;
    const place = pageToken.after(request.pageToken, 'number', 'number');
    const [found] = await this.reader.rows<{ id: string }>(
      `select id from price_list_version
       where status = 'published' and (of_station is null or of_station = $1) and price_list_id = $2 and number = $3`,
      [this.reader.station, priceListId, version],
    );
    if (!found) throw new NotFound('price list version', `${priceListId}:${version}`);
    const partPrices = await this.reader.rows<{ page: number; line: number }>(
      `select page, line, part_number as "partNumber", per_unit_minor::text as "perUnitMinor", tax_category as "taxCategory", withdrawn
       from part_price
       where price_list_version_id = $1 and (page, line) > ($2::int, $3::int) and ($4 = '' or part_number = $4)
       order by page, line limit $5`,
      [found.id, ...place, partNumber, limit],
    );
    return ListPartPricesResponse.fromJSON({
      partPrices,
      nextPageToken: nextPageToken(partPrices, limit, ({ page, line }) => [page, line]),
    });
  }
}
