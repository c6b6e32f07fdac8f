import { Query } from '@waystation/call';
import { ListPriceListsResponse, type ListPriceListsRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';

@Query()
export class ListPriceLists {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListPriceListsRequest): Promise<ListPriceListsResponse> {
    const { after, limit } = pageOf(request, true);
    const priceLists = await this.reader.rows<{ id: string }>(
      `select id, price_list_id as "priceListId", number as version, of_station as "stationId", currency, jurisdiction,
         valid_from as "from", labour_rates as "labourRates", fees, tax_categories as "taxCategories",
         (select coalesce(sum((page ->> 'parts')::int), 0)::int from jsonb_array_elements(pages) page) as parts
       from price_list_version
       where status = 'published' and (of_station is null or of_station = $1) and id < $2
         and ($3 = '' or price_list_id = nullif($3, '')::uuid)
       order by id desc limit $4`,
      [this.reader.station, after, request.priceListId, limit],
    );
    return ListPriceListsResponse.fromJSON({ priceLists, nextPageToken: nextPageToken(priceLists, limit) });
  }
}
