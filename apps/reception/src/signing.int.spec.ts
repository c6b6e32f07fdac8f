import { Unavailable } from '@waystation/model';
import { startTestService } from '@waystation/testing';
import { Crm } from './clients.ts';
import { GetSigners } from './queries/get-signers.ts';
import { GetVisitOrder } from './queries/get-visit-order.ts';
import { GetVisit } from './queries/get-visit.ts';
import { ReceptionModule } from './reception.module.ts';
import { aVisit } from './testing/a-visit.ts';
import { aPerson, aSignature, contacts, strokes } from './testing/examples.ts';
import { hash, ids } from './testing/ids.ts';
import { keepReferenceData } from './testing/samples.ts';
import { AddRepairItem } from './use-cases/add-repair-item.ts';
import { PresentRepairOrder } from './use-cases/present-repair-order.ts';
import { RefreshContacts } from './use-cases/refresh-contacts.ts';
import { SignRefusal } from './use-cases/sign-refusal.ts';
import { SignRepairOrder } from './use-cases/sign-repair-order.ts';
import { WithdrawSignature } from './use-cases/withdraw-signature.ts';

/** What the customer's record says, and whether it can be read. */
const crm = { limitMinor: 0n, isAway: false };

const reception = await startTestService(ReceptionModule, {
  clients: [
    [
      Crm,
      {
        getCustomer: async () => {
          if (crm.isAway) throw new Unavailable('SERVICE_AWAY');
          const named = contacts.contacts.map((contact) => ({
            ...contact,
            phone: '+86 10',
            phoneNumber: '',
            phoneExtension: '',
            email: '',
            approvalLimitMinor: contact.contactId === ids.approver ? crm.limitMinor : 0n,
          }));
          return { contacts: named, currency: 'CNY' };
        },
      },
    ],
  ],
});
const { given, actors, stationA, stationB } = reception;
const { advisor, manager, technician } = actors;
const ofVisit = { visitId: ids.visit };
const desk = { by: advisor };

beforeAll(() => keepReferenceData(reception, stationA.id));
beforeEach(() => Object.assign(crm, { limitMinor: 500_000n, isAway: false }));

/** Of an order for 508.50, with 1,000.00 of changes that are told and not asked. */
const byContact = (contactId: string, facts: object = {}) => ({ ...ofVisit, ...aSignature({ contactId }), ...facts });
const byPerson = (facts: object = {}) => ({ ...ofVisit, ...aPerson(), ...facts });
const advisors = { ...ofVisit, signer: 'advisor', documentHash: hash, device: 'tablet 3', strokes };
const withdrawal = { ...ofVisit, reason: 'wrong_signer' };

const allTold = async () => JSON.stringify(await reception.database.rows('select payload, headers from outbox'));

/** An order that was shown, for a customer whose approver may go up to a limit. */
const limitedTo = (minor: string) =>
  aVisit()
    .shown()
    .having(({ visit }) => {
      const others = visit.contacts!.contacts.map((contact) =>
        contact.contactId === ids.approver ? { ...contact, approvalLimitMinor: minor } : contact,
      );
      visit.contacts = { ...visit.contacts!, contacts: others };
    });

describe('the order', () => {
  it('is signed by a contact who may approve what it comes to', async () => {
    const told = given(aVisit().shown()).when(SignRepairOrder, byContact(ids.approver), desk);
    const { answer, events } = await told.thenPublishedOnly('CustomerSigned');
    expect(answer).toMatchObject({ status: 'customer_signed', stage: 'checked_in', documentId: '' });
    expect(events[0]!.fields).toMatchObject({ contactId: ids.approver, acceptance: '', advisorId: advisor.id });
    const { signing } = await reception.run(GetVisit, ofVisit, desk);
    expect(signing).toMatchObject({
      contacts: [{ maySign: true }, { maySign: false }, { maySign: true }],
      currency: 'CNY',
      signature: { signedBy: 'Li Wei', contactId: ids.approver, identifiedBy: 'id_card', documentHash: hash },
      withdrawn: [],
    });
  });

  it('is authorised by nobody before the advisor signed', async () => {
    await given(aVisit().shown())
      .when(SignRepairOrder, advisors, desk)
      .thenRefused('CUSTOMER_SIGNATURE_MISSING', 'REC-D12')
      .andRefused('WRONG_STATE')
      .andNothingWasPublished();
    await given().when(SignRepairOrder, byContact(ids.approver), desk).thenPublishedOnly('CustomerSigned');
    const order = await reception.run(GetVisitOrder, ofVisit, desk);
    expect(order).toMatchObject({ status: 'customer_signed', signedRevision: 0, consentedMinor: 0n });
    await given().when(SignRepairOrder, advisors, desk).thenPublished('RepairOrderSigned');
    expect(await reception.run(GetVisitOrder, ofVisit, desk)).toMatchObject({ consentedMinor: 50_850n });
  });

  it.each<[string, string, string]>([
    ['that costs more than the contact may approve', '50849', 'CONTACT_LIMIT_TOO_LOW'],
    ['whose allowance for changes exceeds what the contact may approve', '150849', 'CEILING_ABOVE_CONTACT_LIMIT'],
  ])('%s is not signed by them', async (_, minor, what) => {
    await given(limitedTo(minor))
      .when(SignRepairOrder, byContact(ids.approver), desk)
      .thenRefused(what, 'REC-D12')
      .andNothingWasPublished();
    await given().when(SignRepairOrder, byContact(ids.owner), desk).thenPublished('CustomerSigned');
  });

  it('is signed by a contact whose limit was raised, once the contacts are read again', async () => {
    await given(limitedTo('100'))
      .when(SignRepairOrder, byContact(ids.approver), desk)
      .thenRefused('CONTACT_LIMIT_TOO_LOW');
    const told = given().when(RefreshContacts, ofVisit, desk);
    const { answer } = await told.thenPublishedOnly('ContactsRefreshed');
    expect(answer).toMatchObject({ contacts: [{ approvalLimitMinor: 500_000n, maySign: true }, {}, {}] });
    expect(await allTold()).not.toContain('Li Wei');
    await given().when(SignRepairOrder, byContact(ids.approver), desk).thenPublished('CustomerSigned');
  });

  it('is not signed by a contact without the right, unless the customer confirmed it', async () => {
    await given(aVisit().shown())
      .when(SignRepairOrder, byContact(ids.driver), desk)
      .thenRefused('CONTACT_MAY_NOT_APPROVE', 'REC-D12')
      .andNothingWasPublished();
    const reason = { acceptance: 'other', acceptanceRemarks: 'he is in a hurry' };
    await given()
      .when(SignRepairOrder, byContact(ids.driver, reason), desk)
      .thenRefused('CONTACT_MAY_NOT_APPROVE', 'REC-D12');
    const confirmed = { acceptance: 'confirmed_by_phone', acceptanceRemarks: 'Li Wei at ten' };
    await given()
      .when(SignRepairOrder, byContact(ids.driver, confirmed), desk)
      .thenPublished('CustomerSigned', { contactId: ids.driver, acceptance: 'confirmed_by_phone' });
  });

  it('is not signed by a contact whom the customer does not have, and of nobody twice over', async () => {
    await given(aVisit().shown()).when(SignRepairOrder, byContact(ids.vehicle), desk).thenNotFound('CONTACT_NOT_FOUND');
    await given()
      .when(SignRepairOrder, byContact(ids.approver, { signedBy: 'Li Wei' }), desk)
      .thenInvalid('signed_by');
    await given().when(SignRepairOrder, byContact(''), desk).thenInvalid('signed_by');
  });

  it('is signed by a person only if the advisor says how they were identified and why they are accepted', async () => {
    await given(aVisit().shown())
      .when(SignRepairOrder, byPerson({ acceptance: '', identifiedBy: '' }), desk)
      .thenRefused('SIGNER_NOT_ACCEPTED', 'REC-D12')
      .andRefused('SIGNER_NOT_IDENTIFIED', 'REC-D12')
      .andNothingWasPublished();
    await given()
      .when(SignRepairOrder, byPerson({ acceptance: 'other' }), desk)
      .thenRefused('ACCEPTANCE_WITHOUT_REMARKS', 'REC-D12');
    const accepted = byPerson({ acceptance: 'other', acceptanceRemarks: 'brother of the owner' });
    await given()
      .when(SignRepairOrder, accepted, desk)
      .thenPublished('CustomerSigned', { contactId: '', acceptance: 'other' });
    expect(await allTold()).not.toMatch(/Gao Feng|brother/);
    const { signing } = await reception.run(GetVisit, ofVisit, desk);
    expect(signing!.signature).toMatchObject({ signedBy: 'Gao Feng', acceptanceRemarks: 'brother of the owner' });
    const rows = JSON.stringify(await reception.database.rows('select to_jsonb(t) from repair_order t'));
    expect(rows).not.toMatch(/Gao Feng|brother/);
  });

  it('of a walk-in whose customer is not on file is signed by a person whom the advisor accepts', async () => {
    const registered = { acceptance: 'named_in_registration' };
    await given(aVisit().walkIn().shown().offFile())
      .when(RefreshContacts, ofVisit, desk)
      .thenRefused('CUSTOMER_NOT_ON_FILE');
    await given().when(SignRepairOrder, byPerson(registered), desk).thenPublished('CustomerSigned');
  });

  it('is not signed a second time', async () => {
    await given(aVisit().signedByCustomer())
      .when(SignRepairOrder, byPerson(), desk)
      .thenRefused('CUSTOMER_SIGNED_ALREADY')
      .andNothingWasPublished();
    await given().when(SignRepairOrder, byContact(ids.approver), desk).thenRefused('CUSTOMER_SIGNED_ALREADY');
    await given().when(PresentRepairOrder, ofVisit, desk).thenRefused('CUSTOMER_SIGNED_ALREADY');
    const item = { ...ofVisit, concernId: ids.concern, workKind: 'repair', operations: ['013-001-017/2'] };
    await given().when(AddRepairItem, item, desk).thenRefused('CUSTOMER_SIGNED_ALREADY');
    const { signing } = await reception.run(GetVisit, ofVisit, desk);
    expect(signing!.signature).toMatchObject({ signedBy: 'Li Wei' });
  });
});

describe("the customer's signature", () => {
  it.each([
    ['the advisor', advisor],
    ['the manager', manager],
  ])('is withdrawn by %s, kept, and given once more', async (_, by) => {
    await given(aVisit().signedByCustomer())
      .when(WithdrawSignature, { ...withdrawal, remarks: 'the driver signed' }, { by })
      .thenPublishedOnly('SignatureWithdrawn');
    await given().when(SignRepairOrder, byContact(ids.owner), desk).thenPublished('CustomerSigned');
    const { signing, order } = await reception.run(GetVisit, ofVisit, desk);
    expect(order).toMatchObject({ status: 'customer_signed' });
    expect(signing).toMatchObject({
      signature: { signedBy: 'Sun Li' },
      withdrawn: [
        { signature: { signedBy: 'Li Wei' }, withdrawnBy: by.id, reason: 'wrong_signer', remarks: 'the driver signed' },
      ],
    });
    await given().when(SignRepairOrder, advisors, desk).thenPublished('RepairOrderSigned');
    expect(await allTold()).not.toMatch(/Sun Li|the driver/);
  });

  it('is withdrawn by nobody else, and with a reason only', async () => {
    await given(aVisit().signedByCustomer())
      .when(WithdrawSignature, withdrawal, { by: technician })
      .thenNotAllowed('ROLE_MISSING');
    await given()
      .when(WithdrawSignature, { ...ofVisit, reason: '' }, desk)
      .thenInvalid('reason');
    await given()
      .when(WithdrawSignature, { ...ofVisit, reason: 'other' }, desk)
      .thenInvalid('remarks');
  });

  it('is not withdrawn once the advisor signed', async () => {
    await given(aVisit().signed())
      .when(WithdrawSignature, withdrawal, desk)
      .thenRefused('ORDER_COUNTERSIGNED_ALREADY')
      .andNothingWasPublished();
  });

  it('is nothing that another station sees or takes back', async () => {
    await reception.arrange(aVisit().signedByCustomer());
    const elsewhere = { by: stationB.staff.manager };
    for (const step of [GetVisit, WithdrawSignature, RefreshContacts]) {
      await expect(reception.run(step as typeof GetVisit, withdrawal, elsewhere)).rejects.toMatchObject({
        kind: 'not_found',
      });
    }
  });

  it('is known, with who may give it, to those who take it', async () => {
    await reception.arrange(aVisit().signedByCustomer());
    expect((await reception.run(GetVisit, ofVisit, { by: technician })).signing).toBeUndefined();
    expect((await reception.run(GetVisit, ofVisit, { by: manager })).signing).toBeDefined();
  });
});

describe('the contacts of a customer', () => {
  it('are told to quality only, of the own station only', async () => {
    await reception.arrange(aVisit().signed());
    const asked = await reception.run(GetSigners, ofVisit, { by: actors.inspector, service: 'quality' });
    expect(asked).toMatchObject({ currency: 'CNY', contacts: [{ name: 'Li Wei', mayApprove: true }, {}, {}] });
    await expect(reception.run(GetSigners, ofVisit, desk)).rejects.toMatchObject({ reason: 'ROLE_MISSING' });
    const other = reception.run(GetSigners, ofVisit, { by: stationB.staff.inspector, service: 'quality' });
    await expect(other).rejects.toMatchObject({ reason: 'VISIT_NOT_FOUND' });
  });

  it('are not read again while their record is away', async () => {
    await reception.arrange(aVisit().opened());
    crm.isAway = true;
    await expect(reception.run(RefreshContacts, ofVisit, desk)).rejects.toMatchObject({ kind: 'unavailable' });
    const { signing } = await reception.run(GetVisit, ofVisit, desk);
    expect(signing!.contacts).toHaveLength(3);
  });
});

describe('a refusal of work that is needed at once', () => {
  const refused = () =>
    aVisit()
      .signed()
      .recommending()
      .having(({ recommendations }, at) => recommendations[0]!.answer('refused', at));
  const ofRefusal = { recommendationId: ids.recommendation, strokes, identifiedBy: 'id_card' };

  it('is signed by who may decide for the customer, or accepted with a reason', async () => {
    await given(refused())
      .when(SignRefusal, { ...ofRefusal, contactId: ids.driver }, desk)
      .thenRefused('CONTACT_MAY_NOT_APPROVE', 'DEL-D11')
      .andNothingWasPublished();
    await given()
      .when(SignRefusal, { ...ofRefusal, signedBy: 'Gao Feng' }, desk)
      .thenRefused('SIGNER_NOT_ACCEPTED', 'DEL-D11');
    await given()
      .when(SignRefusal, { ...ofRefusal, contactId: ids.approver }, desk)
      .thenPublished('RefusalSigned', { contactId: ids.approver });
    await given()
      .when(SignRefusal, { ...ofRefusal, contactId: ids.approver }, desk)
      .thenRefused('WRONG_STATE');
  });

  it('is witnessed by a colleague of the advisor, at the same station', async () => {
    const witnessed = { ...ofRefusal, witnessed: true };
    await given(refused()).when(SignRefusal, witnessed, desk).thenRefused('WITNESS_NOT_NAMED', 'DEL-D11');
    await given()
      .when(SignRefusal, { ...witnessed, witnessId: advisor.id }, desk)
      .thenRefused('WITNESS_IS_THE_ADVISOR', 'DEL-D11');
    await given()
      .when(SignRefusal, { ...witnessed, witnessId: stationB.staff.technician.id }, desk)
      .thenRefused('WITNESS_NOT_OF_STATION', 'DEL-D11');
    await given()
      .when(SignRefusal, { ...witnessed, witnessId: ids.technician }, desk)
      .thenPublished('RefusalSigned', { witnessed: true, witnessId: ids.technician });
  });
});
