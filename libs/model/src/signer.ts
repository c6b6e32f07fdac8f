import { Invalid, NotFound } from './errors.ts';
import { isGiven } from './text.ts';

/** Contact of the customer with the facts needed for signing. Plain JSON, because contacts are stored encrypted. */
export interface SignerContact {
  contactId: string;
  name: string;
  roles: string[];
  /** True if they may approve work and costs on behalf of the customer. */
  mayApprove: boolean;
  /** Highest amount that they may approve, in minor units, as digits; 0: no limit. */
  approvalLimitMinor: string;
}

/** Contacts in the customer's record. */
export interface CustomerContacts {
  /** Currency of all limits. */
  currency: string;
  contacts: SignerContact[];
}

/**
 * Reduces the contacts of a customer to the facts needed for signing.
 *
 * @param currency of their limits
 */
export function contactsOf(
  contacts: readonly (Omit<SignerContact, 'approvalLimitMinor'> & { approvalLimitMinor: bigint })[],
  currency: string,
): CustomerContacts {
  const kept = contacts.map(({ contactId, name, roles, mayApprove, approvalLimitMinor }) => ({
    contactId,
    name,
    roles,
    mayApprove,
    approvalLimitMinor: String(approvalLimitMinor),
  }));
  return { currency, contacts: kept };
}

/** Amounts to which a signature commits the customer. */
export interface Commitment {
  currency: string;
  /** Amount payable by the customer, with tax. */
  totalMinor: bigint;
  /** Amount by which a change may exceed the total without a further approval. */
  ceilingMinor: bigint;
}

/** Signer for the customer: a contact, or a person by name. */
export interface SignerNamed {
  /** Empty for a person who is not a contact. */
  contactId: string;
  /** Empty for a contact. */
  signedBy: string;
  identifiedBy: string;
  /** Reason to accept a signer without a recorded right to approve; empty for a contact with the right. */
  acceptance: string;
  acceptanceRemarks: string;
}

/** Form of a person's name for comparison. */
const comparable = (name: string) => name.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();

/** Acceptances that come from the customer: only these go beyond the right and the limit that the customer has set. */
const confirmedByCustomer: readonly string[] = ['confirmed_by_phone', 'written_authority'];
const needsRemarks: readonly string[] = ['confirmed_by_phone', 'other'];

/**
 * Reason why a contact may not approve.
 *
 * @param currency of the contact's limit
 * @param commitment undefined if no amount is approved
 * @returns slug; undefined if the contact may approve
 */
export function lacksAuthority(
  { mayApprove, approvalLimitMinor }: SignerContact,
  currency: string,
  commitment: Commitment | undefined,
): string | undefined {
  if (!mayApprove) return 'CONTACT_MAY_NOT_APPROVE';
  const limitMinor = BigInt(approvalLimitMinor);
  if (limitMinor === 0n || !commitment) return undefined;
  if (currency !== commitment.currency) return 'CONTACT_LIMIT_IN_OTHER_CURRENCY';
  const { totalMinor, ceilingMinor } = commitment;
  if (totalMinor > limitMinor) return 'CONTACT_LIMIT_TOO_LOW';
  return totalMinor + ceilingMinor > limitMinor ? 'CEILING_ABOVE_CONTACT_LIMIT' : undefined;
}

/** Contacts from which the advisor chooses the signer; `maySign` is true if they may approve the commitment. */
export function contactsToShow({ contacts, currency }: CustomerContacts, commitment: Commitment | undefined) {
  return contacts.map(({ approvalLimitMinor, ...contact }) => ({
    ...contact,
    approvalLimitMinor: BigInt(approvalLimitMinor),
    maySign:
      commitment !== undefined &&
      lacksAuthority({ ...contact, approvalLimitMinor }, currency, commitment) === undefined,
  }));
}

/** All unmet conditions of a signer, as slugs with the contact concerned. */
export function lackingOfSigner(
  signer: SignerNamed,
  known: CustomerContacts | null,
  commitment: Commitment | undefined,
): { requirement: string; subject?: string }[] {
  const { contactId, signedBy, identifiedBy, acceptance, acceptanceRemarks } = signer;
  const contacts = known?.contacts ?? [];
  const contact = contacts.find((each) => each.contactId === contactId);
  const authority = contact && lacksAuthority(contact, known!.currency, commitment);
  const isPerson = contactId === '' && isGiven(signedBy);
  const lacking = (isLacking: boolean, requirement: string, subject?: string) =>
    isLacking ? [{ requirement, ...(subject !== undefined && { subject }) }] : [];
  return [
    ...lacking(identifiedBy === '', 'SIGNER_NOT_IDENTIFIED'),
    ...lacking(authority !== undefined && !confirmedByCustomer.includes(acceptance), authority!, contactId),
    // Otherwise someone could bypass a limit by typing the name instead of choosing the contact.
    ...lacking(
      isPerson && contacts.some(({ name }) => comparable(name) === comparable(signedBy)),
      'SIGNER_IS_A_CONTACT',
    ),
    ...lacking(isPerson && acceptance === '', 'SIGNER_NOT_ACCEPTED'),
    ...lacking(needsRemarks.includes(acceptance) && !isGiven(acceptanceRemarks), 'ACCEPTANCE_WITHOUT_REMARKS'),
  ];
}

/**
 * Completes a signer: adds the name of a contact, and drops the acceptance if the contact may approve without it.
 *
 * @throws Invalid if nobody is named, or both a contact and a person
 * @throws NotFound if the contact does not belong to the customer
 */
export function resolvedSigner<Signer extends SignerNamed>(
  signer: Signer,
  known: CustomerContacts | null,
  commitment: Commitment | undefined,
): Signer {
  const { contactId, signedBy } = signer;
  const isTyped = isGiven(signedBy);
  if (contactId === '' && !isTyped)
    throw wrongName('SIGNER_NOT_NAMED', 'must name the signer unless contact_id is set');
  if (contactId === '') return signer;
  if (isTyped) throw wrongName('SIGNER_NAMED_TWICE', 'must be empty if contact_id is set');
  const contact = known?.contacts.find((each) => each.contactId === contactId);
  if (!contact) throw new NotFound('contact', contactId);
  const isAuthorised = lacksAuthority(contact, known!.currency, commitment) === undefined;
  return { ...signer, signedBy: contact.name, ...(isAuthorised && { acceptance: '', acceptanceRemarks: '' }) };
}

function wrongName(reason: string, description: string): Invalid {
  return new Invalid([{ field: 'signed_by', description, reason }]);
}
