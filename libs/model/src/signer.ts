import { Invalid, NotFound } from './errors.ts';
import { isGiven } from './text.ts';

/** A contact of the customer, as far as signing is concerned; JSON, since contacts lie encrypted. */
export interface SignerContact {
  contactId: string;
  name: string;
  roles: string[];
  /** Whether they may agree to work and money in the name of the customer. */
  mayApprove: boolean;
  /** Up to which sum, in digits; 0: no limit. */
  approvalLimitMinor: string;
}

/** Who may speak for a customer, as the customer's record named them. */
export interface CustomerContacts {
  /** Of all limits. */
  currency: string;
  contacts: SignerContact[];
}

/**
 * Contacts of a customer as they are kept for signing, without what it has no need of.
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

/** What a signature binds the customer to. */
export interface Commitment {
  currency: string;
  /** What the customer pays, with tax. */
  totalMinor: bigint;
  /** By how much a change may exceed it without being asked. */
  ceilingMinor: bigint;
}

/** Who signs for the customer: a contact, or a person by name. */
export interface SignerNamed {
  /** Empty: a person who is no contact. */
  contactId: string;
  /** Empty for a contact. */
  signedBy: string;
  identifiedBy: string;
  /** Why somebody is accepted who is not known as one who may approve; empty: a contact who may. */
  acceptance: string;
  acceptanceRemarks: string;
}

/** A person's name as two spellings of it are compared. */
const plain = (name: string) => name.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();

/** The right and the limit are the customer's word, so only the customer's word goes beyond them. */
const customersWord: readonly string[] = ['confirmed_by_phone', 'written_authority'];
const explained: readonly string[] = ['confirmed_by_phone', 'other'];

/**
 * What keeps a contact from approving, as a slug; undefined: nothing does.
 *
 * @param commitment undefined where no money is agreed to
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

/** Contacts as the desk chooses from them. */
export function contactsToShow({ contacts, currency }: CustomerContacts, commitment: Commitment | undefined) {
  return contacts.map(({ approvalLimitMinor, ...contact }) => ({
    ...contact,
    approvalLimitMinor: BigInt(approvalLimitMinor),
    maySign:
      commitment !== undefined &&
      lacksAuthority({ ...contact, approvalLimitMinor }, currency, commitment) === undefined,
  }));
}

/** All that a signer lacks, as slugs with the contact that they are about. */
export function lackingOfSigner(
  signer: SignerNamed,
  known: CustomerContacts | null,
  commitment: Commitment | undefined,
): { what: string; subject?: string }[] {
  const { contactId, signedBy, identifiedBy, acceptance, acceptanceRemarks } = signer;
  const contacts = known?.contacts ?? [];
  const contact = contacts.find((each) => each.contactId === contactId);
  const authority = contact && lacksAuthority(contact, known!.currency, commitment);
  const isPerson = contactId === '' && isGiven(signedBy);
  const lacking = (isLacking: boolean, what: string, subject?: string) =>
    isLacking ? [{ what, ...(subject !== undefined && { subject }) }] : [];
  return [
    ...lacking(identifiedBy === '', 'SIGNER_NOT_IDENTIFIED'),
    ...lacking(authority !== undefined && !customersWord.includes(acceptance), authority!, contactId),
    // Otherwise a limit would be passed by typing the name instead of choosing the contact.
    ...lacking(isPerson && contacts.some(({ name }) => plain(name) === plain(signedBy)), 'SIGNER_IS_A_CONTACT'),
    ...lacking(isPerson && acceptance === '', 'SIGNER_NOT_ACCEPTED'),
    ...lacking(explained.includes(acceptance) && !isGiven(acceptanceRemarks), 'ACCEPTANCE_WITHOUT_REMARKS'),
  ];
}

/**
 * The signer by name, and without an acceptance that was not needed: a contact who may approve needs none.
 *
 * @throws Invalid when nobody is named, or a contact and a person; NotFound for a contact whom the customer does not have
 */
export function resolvedSigner<Signer extends SignerNamed>(
  signer: Signer,
  known: CustomerContacts | null,
  commitment: Commitment | undefined,
): Signer {
  const { contactId, signedBy } = signer;
  const isTyped = isGiven(signedBy);
  if (contactId === '' && !isTyped) throw wrongName('SIGNER_NOT_NAMED', 'must name who signs, or contact_id');
  if (contactId === '') return signer;
  if (isTyped) throw wrongName('SIGNER_NAMED_TWICE', 'must be empty beside contact_id');
  const contact = known?.contacts.find((each) => each.contactId === contactId);
  if (!contact) throw new NotFound('contact', contactId);
  const isAuthorised = lacksAuthority(contact, known!.currency, commitment) === undefined;
  return { ...signer, signedBy: contact.name, ...(isAuthorised && { acceptance: '', acceptanceRemarks: '' }) };
}

function wrongName(reason: string, description: string): Invalid {
  return new Invalid([{ field: 'signed_by', description, reason }]);
}
