import { mapping, Store } from '@waystation/store';
import type { Contact } from '../model/contact.ts';
import { CustomerPhone } from '../model/customer-phone.ts';
import type { Customer } from '../model/customer.ts';
import { phoneIndex } from './look-ups.ts';

export const customerPhoneMapping = mapping(CustomerPhone, {
  table: 'customer_phone',
  subject: 'phone',
  properties: (p) => ({
    id: p.uuid().primary(),
    stationId: p.uuid(),
    version: p.integer(),
    customerId: p.uuid(),
    phoneIndex: p.blob(),
  }),
});

export class CustomerPhones extends Store.of(customerPhoneMapping) {
  /** Has a customer found by the numbers of these contacts. */
  addAll(customer: Customer, contacts: readonly Contact[]): void {
    for (const contact of contacts)
      if (contact.phone !== '') this.add(CustomerPhone.of(customer, contact, phoneIndex(contact.phone)));
  }
}
