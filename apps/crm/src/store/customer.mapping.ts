import { defineEntity, p } from '@mikro-orm/postgresql';
import { encrypted, mapping, Store } from '@waystation/store';
import type { Contact } from '../model/contact.ts';
import { Customer, customerSteps } from '../model/customer.ts';

const consentChoice = defineEntity({
  name: 'ConsentChoice',
  embeddable: true,
  properties: {
    channel: p.string(),
    purpose: p.string(),
    allowed: p.boolean(),
    formId: p.string(),
    formVersion: p.integer(),
    chosenAt: p.datetime(),
  },
});

export const customerMapping = mapping(Customer, {
  table: 'customer',
  subject: 'customer',
  steps: { table: customerSteps, initial: 'registered' },
  embeds: [consentChoice],
  properties: (p) => ({
    revision: p.integer(),
    kind: p.text(),
    name: encrypted<string>(),
    language: p.text(),
    paymentTermsDays: p.integer(),
    creditLimitMinor: p.bigint(),
    currency: p.text(),
    taxNumber: encrypted<string>(),
    address: encrypted<string>(),
    contacts: encrypted<Contact[]>(),
    consents: p.embedded(consentChoice).array(),
  }),
});

export class Customers extends Store.of(customerMapping) {
  /** Customer of a follow-up, if known. Needs only the id, so it can be read together with the follow-up. */
  async ofFollowUp(followUpId: string): Promise<Customer | undefined> {
    const ofFollowUp = 'id = (select customer_id from follow_up where station_id = $1 and id = $2)';
    return (await this.listWhere(ofFollowUp, [followUpId]))[0];
  }
}
