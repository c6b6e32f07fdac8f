import { Invalid, isGiven, phoneViolations, readPhone, type FieldViolation } from '@waystation/model';

/** Contact of a customer before registration. */
export interface NewContact {
  name: string;
  phone: string;
  email: string;
  /** `owner`, `driver`, `approver`, `dispatcher`, `accounting`. */
  roles: string[];
  /** True if the contact may approve work and cost for the customer. */
  mayApprove: boolean;
  /** Highest amount that the contact may approve; 0 for no limit. */
  approvalLimitMinor: bigint;
}

/** Right of a contact to approve work. */
export type Approval = Pick<NewContact, 'mayApprove' | 'approvalLimitMinor'>;

/** Stored contact, as JSON: all contacts of a customer are encrypted together. */
export interface Contact extends Omit<NewContact, 'approvalLimitMinor'> {
  contactId: string;
  /** Decimal digits, because JSON has no bigint. */
  approvalLimitMinor: string;
  /** E.164 number by which the customer is found; empty without a phone. */
  phoneNumber: string;
  /** Digits to dial after the call is answered. */
  phoneExtension: string;
}

/** New contact with its id. */
export interface AddedContact extends NewContact {
  contactId: string;
}

/**
 * Contacts as stored.
 *
 * @param country of the station, for numbers without country code; undefined if unknown
 * @param fieldOf path of a contact in the request, by index
 * @throws Invalid naming every contact without a usable phone number or mail address
 */
export function contactsOf(
  added: readonly AddedContact[],
  country: string | undefined,
  fieldOf: (index: number) => string,
): Contact[] {
  const violations = added.flatMap((contact, index) => violationsOf(contact, country, fieldOf(index)));
  if (violations.length > 0) throw new Invalid(violations);
  return added.map((contact) => contactOf(contact, country));
}

function violationsOf({ phone, email }: NewContact, country: string | undefined, field: string): FieldViolation[] {
  if (!isGiven(phone) && !isGiven(email)) {
    const description = 'must have a phone number or a mail address';
    return [{ field, description, reason: 'CONTACT_NOT_REACHABLE' }];
  }
  return phoneViolations(phone, country, `${field}.phone`);
}

function contactOf(contact: AddedContact, country: string | undefined): Contact {
  const { contactId, name, phone, email, roles } = contact;
  const { number = '', extension = '' } = readPhone(phone, country) ?? {};
  const numbers = { phoneNumber: number, phoneExtension: extension };
  return { contactId, name, phone, email, roles, ...approvalOf(contact), ...numbers };
}

/** Stored approval right. A contact who may not approve has no limit either. */
export function approvalOf({ mayApprove, approvalLimitMinor }: Approval) {
  return { mayApprove, approvalLimitMinor: mayApprove ? String(approvalLimitMinor) : '0' };
}
