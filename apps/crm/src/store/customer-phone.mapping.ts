import { mapping, Store } from '@waystation/store';
import type { Contact } from '../model/contact.ts';
import { CustomerPhone } from '../model/customer-phone.ts';
import type { Customer } from '../model/customer.ts';
import { phoneIndex } from './look-ups.ts';

export const customerPhoneMapping = mapping(CustomerPhone, {
  table: 'customer_phone',
  subject: 'phone',
  properties: (p) => ({
    customerId: p.uuid(),
    phoneIndex: p.blob(),
  }),
});

/** Customer with the same number as a contact. */
export interface SharedPhone {
  contactId: string;
  customerId: string;
}

export class CustomerPhones extends Store.of(customerPhoneMapping) {
  /** Makes the customer findable by the numbers of these contacts. */
  addAll(customer: Customer, contacts: readonly Contact[]): void {
    for (const contact of contacts)
      if (contact.phoneNumber !== '') this.add(CustomerPhone.of(customer, contact, phoneIndex(contact.phoneNumber)));
  }

  /** Customers of the station who already have the numbers of these contacts. */
  async sharedWith(contacts: readonly Contact[]): Promise<SharedPhone[]> {
    const numbered = contacts.filter(({ phoneNumber }) => phoneNumber !== '');
    if (numbered.length === 0) return [];
    const found = await this.rows(
      `select distinct added.contact_id as "contactId", p.customer_id as "customerId"
       from unnest($2::uuid[], $3::bytea[]) as added (contact_id, phone_index)
       join customer_phone p on p.station_id = $1 and p.phone_index = added.phone_index
       order by 1, 2 limit 50`,
      [
        this.station,
        numbered.map(({ contactId }) => contactId),
        numbered.map(({ phoneNumber }) => phoneIndex(phoneNumber)),
      ],
    );
    return found as unknown as SharedPhone[];
  }
}
