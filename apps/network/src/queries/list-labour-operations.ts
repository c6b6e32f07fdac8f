import { Query } from '@waystation/call';
import {
  ListLabourOperationsResponse,
  type ListLabourOperationsRequest,
} from '@waystation/contracts/network/v1/service';
import { nextPageToken, pageOf, Reader, selectOf } from '@waystation/store';
import { labourOperationVersionMapping } from '../store/labour-operation-version.mapping.ts';

const ofVersion = selectOf(
  labourOperationVersionMapping,
  'number as version, ofStation as stationId, validFrom as from, described as operation',
  'v',
);
const text = `
  select o.id, ${ofVersion}
  from labour_operation o
  join labour_operation_version v on v.labour_operation_id = o.id and v.number = o.latest_version
  where (o.of_station is null or o.of_station = $1) and o.id > $2
  order by o.id limit $3`;

@Query()
export class ListLabourOperations {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListLabourOperationsRequest): Promise<ListLabourOperationsResponse> {
    const { after, limit } = pageOf(request);
    const operations = await this.reader.rows<{ id: string }>(text, [this.reader.station, after, limit]);
    return ListLabourOperationsResponse.fromJSON({ operations, nextPageToken: nextPageToken(operations, limit) });
  }
}
