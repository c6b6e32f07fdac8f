import { Query } from '@waystation/call';
import type { ListCustomersRequest, ListCustomersResponse } from '@waystation/contracts/crm/v1/service';
import { nextPageToken, pageOf, Reader } from '@waystation/store';
import { customerColumns, readableLine, type CustomerLine } from '../store/customer-columns.ts';

@Query()
export class ListCustomers {
  constructor(private readonly reader: Reader) {}

  async execute(request: ListCustomersRequest): Promise<ListCustomersResponse> {
    const { after, limit } = pageOf(request);
    const lines = await this.reader.rows<CustomerLine>(
      `select ${customerColumns} from customer where station_id = $1 and id > $2 order by id limit $3`,
      [this.reader.station, after, limit],
    );
    return { customers: lines.map(readableLine), nextPageToken: nextPageToken(lines, limit) };
  }
}
