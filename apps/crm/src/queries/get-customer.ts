import { Query } from '@waystation/call';
import { GetCustomerResponse, type GetCustomerRequest } from '@waystation/contracts/crm/v1/service';
import { NotFound } from '@waystation/model';
import { decrypted, Reader, selectOf, type RowOf } from '@waystation/store';
import { customerMapping } from '../store/customer.mapping.ts';

const columns = selectOf(
  customerMapping,
  `id as customerId, kind, name, language, contacts, paymentTermsDays, creditLimitMinor, currency,
  taxNumber, address, revision, consents`,
);
const text = `select ${columns} from customer where station_id = $1 and id = $2`;

@Query()
export class GetCustomer {
  constructor(private readonly reader: Reader) {}

  async execute({ customerId }: GetCustomerRequest): Promise<GetCustomerResponse> {
    const [row] = await this.reader.rows<RowOf<typeof columns>>(text, [this.reader.station, customerId]);
    if (!row) throw new NotFound('customer', customerId);
    return GetCustomerResponse.fromJSON({
      ...row,
      name: decrypted(row.name),
      taxNumber: decrypted(row.taxNumber),
      address: decrypted(row.address),
      contacts: decrypted(row.contacts),
    });
  }
}
