import type { Contact } from './contact.ts';

/** Phone number by which a customer is found. Has the id of its contact. */
export class CustomerPhone {
  declare id: string;
  declare stationId: string;
  declare customerId: string;
  /** Blind index of the number; the number itself is stored encrypted with the contact. */
  declare phoneIndex: Uint8Array;
  declare version: number;

  static of(
    customer: { id: string; stationId: string },
    { contactId }: Contact,
    phoneIndex: Uint8Array,
  ): CustomerPhone {
    const { id: customerId, stationId } = customer;
    return Object.assign(new CustomerPhone(), { id: contactId, stationId, customerId, phoneIndex });
  }
}
