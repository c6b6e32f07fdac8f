import { Query } from '@waystation/call';
import { ListSupplyOrdersResponse, type ListSupplyOrdersRequest } from '@waystation/contracts/parts/v1/service';
import { isId } from '@waystation/model';
import { pageToken, Reader } from '@waystation/store';
import { decimal } from '../store/quantity-columns.ts';

@Query()
export class ListSupplyOrders {
  constructor(private readonly reader: Reader) {}

  async execute({ status, visitId, pageSize, ...request }: ListSupplyOrdersRequest): Promise<ListSupplyOrdersResponse> {
    const [before = 'ffffffff-ffff-ffff-ffff-ffffffffffff'] =
      pageToken.read(request.pageToken, ([id = '']) => isId(id)) ?? [];
    const limit = pageSize || 50;
    const supplyOrders = await this.reader.rows<{ supplyOrderId: string }>(
      `select id as "supplyOrderId", status, part_number as "partNumber", ${decimal('milli')} as quantity,
         ${decimal('received_milli')} as "receivedQuantity", coalesce(visit_id::text, '') as "visitId", supplier,
         needed_at as "neededAt", ordered_at as "orderedAt", expected_at as "expectedAt"
       from supply_order
       where station_id = $1 and ($2 = '' or status = $2) and ($3 = '' or visit_id = nullif($3, '')::uuid) and id < $4
       order by id desc limit $5`,
      [this.reader.station, status, visitId, before, limit],
    );
    const nextPageToken = supplyOrders.length < limit ? '' : pageToken.of(supplyOrders.at(-1)!.supplyOrderId);
    return ListSupplyOrdersResponse.fromJSON({ supplyOrders, nextPageToken });
  }
}
