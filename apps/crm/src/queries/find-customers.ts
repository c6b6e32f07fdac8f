import { Query } from '@waystation/call';
import type { FindCustomersRequest, FindCustomersResponse } from '@waystation/contracts/crm/v1/service';
import { phoneFrom } from '@waystation/model';
import { nextPageToken, pageOf, Reader } from '@waystation/store';
import { customerColumns, readableLine, type CustomerLine } from '../store/customer-columns.ts';
import { phoneIndex } from '../store/look-ups.ts';
import { phoneCountryFor } from '../store/reference-data.ts';

@Query()
export class FindCustomers {
  constructor(private readonly reader: Reader) {}

  async execute(request: FindCustomersRequest): Promise<FindCustomersResponse> {
    const { after, limit } = pageOf(request);
    const { number } = phoneFrom(request.phone, await phoneCountryFor(this.reader), 'phone')!;
    const lines = await this.reader.rows<CustomerLine>(
      `select ${customerColumns} from customer
       where station_id = $1 and id > $2
         and id in (select customer_id from customer_phone where station_id = $1 and phone_index = $4)
       order by id limit $3`,
      [this.reader.station, after, limit, phoneIndex(number)],
    );
    return { customers: lines.map(readableLine), nextPageToken: nextPageToken(lines, limit) };
  }
}
