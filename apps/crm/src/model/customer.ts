import type { ConsentChosen, CustomerRegistered } from '@waystation/contracts/crm/v1/events';
import type { FormState } from '@waystation/contracts/network/v1/state';
import { Aggregate, appended, NotFound, type Steps } from '@waystation/model';
import { mustBeForm } from '@waystation/reference/model';
import { approvalOf, contactsOf, type AddedContact, type Approval, type Contact, type NewContact } from './contact.ts';

export interface CustomerEvents {
  ConsentChosen: ConsentChosen;
  CustomerRegistered: CustomerRegistered;
}

export const customerSteps = {
  addContact: { from: ['registered'] },
  setApprovalLimit: { from: ['registered'] },
  chooseConsent: { from: ['registered'], event: 'ConsentChosen' },
} as const satisfies Steps<'registered', CustomerEvents>;

/** Facts of a customer. */
export interface CustomerFacts {
  /** `person` or `fleet`. */
  kind: string;
  name: string;
  language: string;
  /** 0 if the customer pays at once. */
  paymentTermsDays: number;
  creditLimitMinor: bigint;
  currency: string;
  taxNumber: string;
  address: string;
}

/** Customer's decision on contact by a channel for a purpose. */
export interface ConsentDecision {
  channel: string;
  purpose: string;
  allowed: boolean;
  /** Consent text shown to the customer; empty if asked orally. */
  formId: string;
  formVersion: number;
}

export interface ConsentChoice extends ConsentDecision {
  chosenAt: Date;
}

const maxContacts = 50;

/** Customer of the station: a person or a fleet, with its contacts. */
export class Customer extends Aggregate<typeof customerSteps, CustomerEvents, 'customer'> {
  /** Incremented with each change, so that other services see when their copy is outdated. */
  revision = 1;
  declare kind: string;
  declare name: string;
  declare language: string;
  declare paymentTermsDays: number;
  declare creditLimitMinor: bigint;
  declare currency: string;
  declare taxNumber: string;
  declare address: string;
  declare contacts: Contact[];
  /** Latest choice for each channel and purpose. */
  consents: ConsentChoice[] = [];

  protected get steps() {
    return customerSteps;
  }
  protected get subject() {
    return 'customer' as const;
  }

  /**
   * @param country of the station, for numbers without country code; undefined if unknown
   * @throws Invalid for contacts without a usable phone number or mail address
   */
  static register(
    id: string,
    stationId: string,
    facts: CustomerFacts,
    contacts: readonly AddedContact[],
    country: string | undefined,
    at: Date,
  ): Customer {
    const { kind, name, language, paymentTermsDays, creditLimitMinor, currency, taxNumber, address } = facts;
    const customer = new Customer();
    customer.begin({ id, stationId }, 'registered');
    Object.assign(customer, { kind, name, language, paymentTermsDays, creditLimitMinor, currency, taxNumber, address });
    customer.contacts = contactsOf(contacts, country, (index) => `contacts[${index}]`);
    customer.publish('CustomerRegistered', at, { kind });
    return customer;
  }

  /**
   * @param country of the station, for numbers without country code; undefined if unknown
   * @throws Invalid for a contact without a usable phone number or mail address
   */
  addContact(contactId: string, facts: NewContact, country: string | undefined, at: Date): void {
    const [contact] = contactsOf([{ ...facts, contactId }], country, () => 'contact');
    this.contacts = appended(this.contacts, contact!, maxContacts);
    this.step('addContact', at);
    this.revision += 1;
  }

  setApprovalLimit(contactId: string, approval: Approval, at: Date): void {
    const found = this.contacts.find((contact) => contact.contactId === contactId);
    if (!found) throw new NotFound('contact', contactId);
    const changed = { ...found, ...approvalOf(approval) };
    this.contacts = this.contacts.map((contact) => (contact === found ? changed : contact));
    this.step('setApprovalLimit', at);
    this.revision += 1;
  }

  /** @param form consent text of the id and version, undefined if not published; ignored if the customer was asked orally */
  chooseConsent(decision: ConsentDecision, form: Pick<FormState, 'kind'> | undefined, at: Date): void {
    const { channel, purpose, allowed, formId, formVersion } = decision;
    if (formId !== '') mustBeForm(form, 'consent', { formId, formVersion });
    const others = this.consents.filter((each) => each.channel !== channel || each.purpose !== purpose);
    this.consents = [...others, { channel, purpose, allowed, formId, formVersion, chosenAt: at }];
    this.step('chooseConsent', at, { channel, purpose, allowed, formId, formVersion });
    this.revision += 1;
  }

  /** Channels by which the customer does not want to be contacted for a purpose. */
  channelsOptedOutOf(purpose: string): string[] {
    return this.consents.filter((each) => each.purpose === purpose && !each.allowed).map(({ channel }) => channel);
  }
}
