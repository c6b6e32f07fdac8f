import { Invalid, isGiven, isPhoneGiven } from '@waystation/model';

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
}

/** @throws Invalid for one who could not be reached */
export function contactOf(contactId: string, facts: NewContact): Contact {
  const { name, phone, email, roles } = facts;
  if (!isPhoneGiven(phone) && !isGiven(email)) {
    const description = 'must have a phone number or a mail address';
    throw new Invalid([{ field: 'contact', description, reason: 'CONTACT_NOT_REACHABLE' }]);
  }
  return { contactId, name, phone, email, roles, ...approvalOf(facts) };
}

/** Who may not agree at all has no limit either. */
export function approvalOf({ mayApprove, approvalLimitMinor }: Approval) {
  return { mayApprove, approvalLimitMinor: mayApprove ? String(approvalLimitMinor) : '0' };
}
