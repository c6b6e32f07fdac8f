import { day, here, type Place } from '@waystation/testing/model';
import type { NewContact } from '../src/model/contact.ts';
import { Customer, type ConsentDecision, type CustomerFacts } from '../src/model/customer.ts';
import { ids } from './ids.ts';

export const fleet: CustomerFacts = {
  kind: 'fleet',
  name: 'Elbe Kühltransporte GmbH',
  language: 'en',
  paymentTermsDays: 14,
  creditLimitMinor: 2_500_000n,
  currency: 'EUR',
  taxNumber: 'DE000000000',
  address: 'Am Genter Ufer 4, 21129 Hamburg',
};

export const dispatcher: NewContact = {
  name: 'Birte Claasen',
  phone: '+49 40 5555 0171',
  email: 'claasen@elbe-kuehl.example',
  roles: ['approver', 'dispatcher'],
  mayApprove: true,
  approvalLimitMinor: 500_000n,
};

export const noCalls: ConsentDecision = {
  channel: 'phone',
  purpose: 'follow_up',
  allowed: false,
  formId: '',
  formVersion: 0,
};

/** Fleet with one contact, made by the real steps: `aCustomer().choosing(noCalls).build()`. */
export function aCustomer(): CustomerBuilder {
  return new CustomerBuilder();
}

export class CustomerBuilder {
  private customerId = ids.customer;
  private choices: ConsentDecision[] = [];

  withId(customerId: string): this {
    this.customerId = customerId;
    return this;
  }

  choosing(choice: ConsentDecision): this {
    this.choices.push(choice);
    return this;
  }

  build(at?: Place): Customer {
    const place = at ?? here;
    // Another customer needs another contact id.
    const contactId = this.customerId === ids.customer ? place.id(ids.contact) : place.id(this.customerId);
    const contacts = [{ ...dispatcher, contactId }];
    const customer = Customer.register(place.id(this.customerId), place.stationId, fleet, contacts, 'DE', day(-30));
    for (const choice of this.choices) customer.chooseConsent(choice, undefined, day(-20));
    return customer;
  }
}
