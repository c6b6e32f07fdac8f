import { Query } from '@waystation/call';
import { ListSupplyOrdersResponse, type ListSupplyOrdersRequest } from '@waystation/contracts/parts/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';
import { decimal } from '../store/quantity-columns.ts';

@Query()
export class ListSupplyOrders {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListSupplyOrdersRequest): Promise<ListSupplyOrdersResponse> {
    const { status, visitId } = request;
    const { after, limit } = pageOf(request, true);
    const supplyOrders = await this.reader.rows<{ supplyOrderId: string }>(
      `select id as "supplyOrderId", status, part_number as "partNumber", ${decimal('milli')} as quantity,
         ${decimal('received_milli')} as "receivedQuantity", coalesce(visit_id::text, '') as "visitId", supplier,
         needed_at as "neededAt", ordered_at as "orderedAt", expected_at as "expectedAt"
       from supply_order
       where station_id = $1 and ($2 = '' or status = $2) and ($3 = '' or visit_id = nullif($3, '')::uuid) and id < $4
       order by id desc limit $5`,
      [this.reader.station, status, visitId, after, limit],
    );
    return ListSupplyOrdersResponse.fromJSON({
      supplyOrders,
      nextPageToken: nextPageToken(supplyOrders, limit, ({ supplyOrderId }) => [supplyOrderId]),
    });
  }
}
