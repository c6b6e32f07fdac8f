import { UseCase, type Call } from '@waystation/call';
import type { AddContactRequest, AddContactResponse } from '@waystation/contracts/crm/v1/service';
import { CustomerPhones } from '../store/customer-phone.mapping.ts';
import { Customers } from '../store/customer.mapping.ts';

@UseCase()
export class AddContact {
  constructor(
    private readonly customers: Customers,
    private readonly phones: CustomerPhones,
  ) {}

  async execute({ customerId, contact }: AddContactRequest, { now, newId }: Call): Promise<AddContactResponse> {
    const customer = await this.customers.get(customerId);
    const contactId = newId();
    customer.addContact(contactId, contact!, now);
    this.phones.addAll(customer, customer.contacts.slice(-1));
    return { customerId, contactId, revision: customer.revision };
  }
}
