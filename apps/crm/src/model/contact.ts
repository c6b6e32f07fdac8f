import { Invalid, isGiven, phoneViolations, readPhone, type FieldViolation } from '@waystation/model';

/** Somebody whom a customer is to be reached by. */
export interface NewContact {
  name: string;
  phone: string;
  email: string;
  /** `owner`, `driver`, `approver`, `dispatcher`, `accounting`. */
  roles: string[];
  /** Whether he may agree to work and money in the name of the customer. */
  mayApprove: boolean;
  /** Up to which amount; 0: no limit. */
  approvalLimitMinor: bigint;
}

/** How much a contact may agree to. */
export type Approval = Pick<NewContact, 'mayApprove' | 'approvalLimitMinor'>;

/** Somebody whom a customer is reached by, as JSON holds him: contacts are kept encrypted, all of a customer together. */
export interface Contact extends Omit<NewContact, 'approvalLimitMinor'> {
  contactId: string;
  /** Digits. */
  approvalLimitMinor: string;
  /** E.164, by which the customer is found; empty where there is no phone. */
  phoneNumber: string;
  /** Digits to dial once it is answered. */
  phoneExtension: string;
}

/** A contact that is to be added. */
export interface AddedContact extends NewContact {
  contactId: string;
}

/**
 * Contacts as they are kept.
 *
 * @param country that the station dials in, if it is known
 * @param fieldOf path of a contact in the request, by its place
 * @throws Invalid for those who could not be reached, all at once
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

/** Who may not agree at all has no limit either. */
export function approvalOf({ mayApprove, approvalLimitMinor }: Approval) {
  return { mayApprove, approvalLimitMinor: mayApprove ? String(approvalLimitMinor) : '0' };
}
