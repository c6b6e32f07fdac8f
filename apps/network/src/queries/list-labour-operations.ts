import { Query } from '@waystation/call';
import {
  ListLabourOperationsResponse,
  type ListLabourOperationsRequest,
} from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';

@Query()
export class ListLabourOperations {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListLabourOperationsRequest): Promise<ListLabourOperationsResponse> {
    const { after, limit } = pageOf(request);
    const operations = await this.reader.rows<{ id: string }>(
      `select o.id, v.number as version, v.of_station as "stationId", v.valid_from as "from", v.described as operation
       from labour_operation o
       join labour_operation_version v on v.labour_operation_id = o.id and v.number = o.latest_version
       where (o.of_station is null or o.of_station = $1) and o.id > $2
       order by o.id limit $3`,
      [this.reader.station, after, limit],
    );
    return ListLabourOperationsResponse.fromJSON({ operations, nextPageToken: nextPageToken(operations, limit) });
  }
}
