import { Query } from '@waystation/call';
import { GetCustomerResponse, type GetCustomerRequest } from '@waystation/contracts/crm/v1/service';
import { NotFound } from '@waystation/model';
import { decrypted, Reader } from '@waystation/store';

interface CustomerRow {
  name: Uint8Array;
  taxNumber: Uint8Array;
  address: Uint8Array;
  contacts: Uint8Array;
}

@Query()
export class GetCustomer {
  constructor(private readonly reader: Reader) {}

  async execute({ customerId }: GetCustomerRequest): Promise<GetCustomerResponse> {
    const [row] = await this.reader.rows<CustomerRow>(
      `select id as "customerId", kind, name, language, contacts, payment_terms_days as "paymentTermsDays",
         credit_limit_minor as "creditLimitMinor", currency, tax_number as "taxNumber", address, revision, consents
       from customer where station_id = $1 and id = $2`,
      [this.reader.station, customerId],
    );
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
