import { NotFound } from './errors.ts';
import {
  contactsOf,
  contactsToShow,
  lackingOfSigner,
  lacksAuthority,
  resolvedSigner,
  type Commitment,
  type CustomerContacts,
  type SignerContact,
  type SignerNamed,
} from './signer.ts';

const ids = { approver: 'contact-1', driver: 'contact-2', owner: 'contact-3', vehicle: 'vehicle-1' };
const aContact = (facts: Partial<SignerContact> = {}): SignerContact => {
  const who = { contactId: ids.approver, name: 'Li Wei', roles: ['approver'] };
  return { ...who, mayApprove: true, approvalLimitMinor: '200000', ...facts };
};
const contacts: CustomerContacts = {
  currency: 'CNY',
  contacts: [
    aContact(),
    aContact({ contactId: ids.driver, name: 'Ma Dong', roles: ['driver'], mayApprove: false, approvalLimitMinor: '0' }),
    aContact({ contactId: ids.owner, name: 'Sun Li', roles: ['owner'], approvalLimitMinor: '0' }),
  ],
};
const order: Commitment = { currency: 'CNY', totalMinor: 150_000n, ceilingMinor: 50_000n };
const aSigner = (facts: Partial<SignerNamed> = {}): SignerNamed => ({
  contactId: '',
  signedBy: '',
  identifiedBy: 'id_card',
  acceptance: '',
  acceptanceRemarks: '',
  ...facts,
});
const lacking = (signer: SignerNamed, commitment: Commitment | undefined = order) =>
  lackingOfSigner(signer, contacts, commitment).map(({ requirement, subject }) =>
    [requirement, subject].filter(Boolean).join(' '),
  );

test('Contacts are kept for signing without phone and email, and with limits as digits', () => {
  const [kept] = contacts.contacts;
  const onFile = { ...kept!, approvalLimitMinor: 200_000n, phone: '+86 21 5888 1234', email: 'li@example.invalid' };
  expect(contactsOf([onFile], 'CNY')).toEqual({ currency: 'CNY', contacts: [kept] });
});

describe('A contact', () => {
  it.each<[string, Partial<Commitment>, string | undefined]>([
    ['covers an order up to the last cent of the limit, with the allowance for changes', {}, undefined],
    ['does not cover an allowance beyond the limit', { ceilingMinor: 50_001n }, 'CEILING_ABOVE_CONTACT_LIMIT'],
    ['does not cover an order of a cent more', { totalMinor: 200_001n, ceilingMinor: 0n }, 'CONTACT_LIMIT_TOO_LOW'],
    ['does not cover another currency', { currency: 'EUR' }, 'CONTACT_LIMIT_IN_OTHER_CURRENCY'],
    ['covers an order that costs the customer nothing', { totalMinor: 0n, ceilingMinor: 0n }, undefined],
  ])('with a limit %s', (_, facts, what) => {
    expect(lacksAuthority(aContact(), 'CNY', { ...order, ...facts })).toBe(what);
  });

  it('without a limit covers any amount in any currency', () => {
    const owner = aContact({ approvalLimitMinor: '0' });
    const large = { currency: 'EUR', totalMinor: 10n ** 15n, ceilingMinor: 0n };
    expect(lacksAuthority(owner, 'CNY', large)).toBeUndefined();
  });

  it('without the right to approve cannot approve even work free of charge', () => {
    const driver = aContact({ mayApprove: false });
    expect(lacksAuthority(driver, 'CNY', { ...order, totalMinor: 0n })).toBe('CONTACT_MAY_NOT_APPROVE');
    expect(lacksAuthority(driver, 'CNY', undefined)).toBe('CONTACT_MAY_NOT_APPROVE');
  });

  it('is listed with the right to sign the quote', () => {
    expect(contactsToShow(contacts, { ...order, totalMinor: 200_001n }).map(({ maySign }) => maySign)).toEqual([
      false,
      false,
      true,
    ]);
    expect(contactsToShow(contacts, undefined).some(({ maySign }) => maySign)).toBe(false);
  });
});

describe('A signer', () => {
  it('may be a contact with the right to approve, whose name comes from the record', () => {
    const signer = aSigner({ contactId: ids.approver, acceptance: 'other', acceptanceRemarks: 'not needed' });
    expect(lacking(signer)).toEqual([]);
    expect(resolvedSigner(signer, contacts, order)).toMatchObject({
      signedBy: 'Li Wei',
      acceptance: '',
      acceptanceRemarks: '',
    });
  });

  it('must be identified', () => {
    expect(lacking(aSigner({ contactId: ids.approver, identifiedBy: '' }))).toEqual(['SIGNER_NOT_IDENTIFIED']);
  });

  it.each(['customer_in_person', 'named_in_registration', 'other'])(
    'cannot exceed the limit or sign without the right on the grounds of %s',
    (acceptance) => {
      const accepted = { acceptance, acceptanceRemarks: 'known for years' };
      const large = { ...order, totalMinor: 200_001n };
      expect(lacking(aSigner({ contactId: ids.approver, ...accepted }), large)).toEqual([
        `CONTACT_LIMIT_TOO_LOW ${ids.approver}`,
      ]);
      expect(lacking(aSigner({ contactId: ids.driver, ...accepted }))).toEqual([
        `CONTACT_MAY_NOT_APPROVE ${ids.driver}`,
      ]);
    },
  );

  it('may exceed the right if the customer confirms it and the confirmation is recorded', () => {
    const driver = { contactId: ids.driver, acceptance: 'confirmed_by_phone' };
    expect(lacking(aSigner(driver))).toEqual(['ACCEPTANCE_WITHOUT_REMARKS']);
    const accepted = aSigner({ ...driver, acceptanceRemarks: 'Li Wei at ten' });
    expect(lacking(accepted)).toEqual([]);
    expect(resolvedSigner(accepted, contacts, order)).toMatchObject({ ...accepted, signedBy: 'Ma Dong' });
    expect(lacking(aSigner({ contactId: ids.driver, acceptance: 'written_authority' }))).toEqual([]);
  });

  it('may be another person whom the advisor accepts for a reason', () => {
    const person = { signedBy: 'Gao Feng' };
    expect(lacking(aSigner(person))).toEqual(['SIGNER_NOT_ACCEPTED']);
    expect(lacking(aSigner({ ...person, acceptance: 'other', acceptanceRemarks: ' ' }))).toEqual([
      'ACCEPTANCE_WITHOUT_REMARKS',
    ]);
    const accepted = aSigner({ ...person, acceptance: 'named_in_registration' });
    expect(lacking(accepted)).toEqual([]);
    expect(lackingOfSigner(accepted, null, order)).toEqual([]);
    expect(resolvedSigner(accepted, null, order)).toEqual(accepted);
  });

  it('cannot bypass a limit by typing the name of a contact', () => {
    const typed = { signedBy: ' li　wei ', acceptance: 'customer_in_person' };
    expect(lacking(aSigner(typed))).toEqual(['SIGNER_IS_A_CONTACT']);
  });

  it('must be named, and only once, and a contact must belong to the customer', () => {
    const resolve = (facts: Partial<SignerNamed>) => () => resolvedSigner(aSigner(facts), contacts, order);
    expect(resolve({ signedBy: '  ' })).toThrow('SIGNER_NOT_NAMED');
    expect(resolve({ signedBy: 'Gao Feng', contactId: ids.approver })).toThrow('SIGNER_NAMED_TWICE');
    expect(resolve({ contactId: ids.vehicle })).toThrow(NotFound);
  });
});
