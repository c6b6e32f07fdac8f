import { Query } from '@waystation/call';
import { ListSupplyOrdersResponse, type ListSupplyOrdersRequest } from '@waystation/contracts/parts/v1/service';
import { nextPageToken, pageOf, Reader, selectOf, type RowOf } from '@waystation/store';
import { decimal } from '../store/quantity-columns.ts';
import { supplyOrderMapping } from '../store/supply-order.mapping.ts';

const columns = selectOf(
  supplyOrderMapping,
  'id as supplyOrderId, status, partNumber, supplier, neededAt, orderedAt, expectedAt',
);
const text = `
  select ${columns}, ${decimal('milli')} as quantity, ${decimal('received_milli')} as "receivedQuantity",
    coalesce(visit_id::text, '') as "visitId"
  from supply_order
  where station_id = $1 and ($2 = '' or status = $2) and ($3 = '' or visit_id = nullif($3, '')::uuid) and id < $4
  order by id desc limit $5`;

@Query()
export class ListSupplyOrders {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListSupplyOrdersRequest): Promise<ListSupplyOrdersResponse> {
    const { status, visitId } = request;
    const { after, limit } = pageOf(request, true);
    const asked = [this.reader.station, status, visitId, after, limit];
    const supplyOrders = await this.reader.rows<RowOf<typeof columns>>(text, asked);
    return ListSupplyOrdersResponse.fromJSON({
      supplyOrders,
      nextPageToken: nextPageToken(supplyOrders, limit, ({ supplyOrderId }) => [supplyOrderId]),
    });
  }
}
