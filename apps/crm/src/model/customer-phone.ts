import type { Contact } from './contact.ts';

/** A phone number that a customer is found by. It bears the id of the contact whose it is. */
export class CustomerPhone {
  declare id: string;
  declare stationId: string;
  declare customerId: string;
  /** What stands for the number, which itself lies encrypted with the contact. */
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
