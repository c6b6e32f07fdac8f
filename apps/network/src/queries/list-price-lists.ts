import { Query } from '@waystation/call';
import { ListPriceListsResponse, type ListPriceListsRequest } from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader, selectOf, type RowOf } from '@waystation/store';
import { priceListVersionMapping } from '../store/price-list-version.mapping.ts';

const columns = selectOf(
  priceListVersionMapping,
  `id, priceListId, number as version, ofStation as stationId, currency, jurisdiction, validFrom as from, labourRates, fees,
   taxCategories`,
);
const text = `
  select ${columns},
    (select coalesce(sum((page ->> 'parts')::int), 0)::int from jsonb_array_elements(pages) page) as parts
  from price_list_version
  where status = 'published' and (of_station is null or of_station = $1) and id < $2
    and ($3 = '' or price_list_id = nullif($3, '')::uuid)
  order by id desc limit $4`;

@Query()
export class ListPriceLists {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListPriceListsRequest): Promise<ListPriceListsResponse> {
    const { after, limit } = pageOf(request, true);
    const asked = [this.reader.station, after, request.priceListId, limit];
    const priceLists = await this.reader.rows<RowOf<typeof columns>>(text, asked);
    return ListPriceListsResponse.fromJSON({ priceLists, nextPageToken: nextPageToken(priceLists, limit) });
  }
}
