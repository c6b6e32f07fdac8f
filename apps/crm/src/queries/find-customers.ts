import { Query } from '@waystation/call';
import type { FindCustomersRequest, FindCustomersResponse } from '@waystation/contracts/crm/v1/service';
import { phoneCountryOf, phoneFrom } from '@waystation/model';
import { Stations } from '@waystation/reference';
import { nextPageToken, pageOf, Reader } from '@waystation/store';
import { customerColumns, readableLine, type CustomerLine } from '../store/customer-columns.ts';
import { phoneIndex } from '../store/look-ups.ts';

@Query()
export class FindCustomers {
  constructor(
    private readonly reader: Reader,
    private readonly stations: Stations,
  ) {}

  async execute(request: FindCustomersRequest): Promise<FindCustomersResponse> {
    const { after, limit } = pageOf(request);
    const station = await this.stations.findOwn();
    const { number } = phoneFrom(request.phone, station && phoneCountryOf(station), 'phone')!;
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
