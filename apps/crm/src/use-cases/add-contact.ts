import { UseCase, type Call } from '@waystation/call';
import type { AddContactRequest, AddContactResponse } from '@waystation/contracts/crm/v1/service';
import { phoneCountryOf } from '@waystation/model';
import { Stations } from '@waystation/reference';
import { CustomerPhones } from '../store/customer-phone.mapping.ts';
import { Customers } from '../store/customer.mapping.ts';

@UseCase()
export class AddContact {
  constructor(
    private readonly customers: Customers,
    private readonly phones: CustomerPhones,
    private readonly stations: Stations,
  ) {}

  async execute({ customerId, contact }: AddContactRequest, { now, newId }: Call): Promise<AddContactResponse> {
    const [customer, station] = await Promise.all([this.customers.get(customerId), this.stations.findOwn()]);
    const contactId = newId();
    customer.addContact(contactId, contact!, station && phoneCountryOf(station), now);
    const added = customer.contacts.slice(-1);
    const sharedPhones = await this.phones.sharedWith(added);
    this.phones.addAll(customer, added);
    return { customerId, contactId, revision: customer.revision, sharedPhones };
  }
}
