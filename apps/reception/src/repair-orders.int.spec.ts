import { hash, minute, otherHash } from '@waystation/testing/model';
import { GetDeparture } from './queries/get-departure.ts';
import { GetSigners } from './queries/get-signers.ts';
import { GetVisitOrder } from './queries/get-visit-order.ts';
import { GetVisit } from './queries/get-visit.ts';
import { others, resetOthers, startReception } from '../testing/a-reception.ts';
import { aVisit } from '../testing/a-visit.ts';
import { aPerson, aSignature, strokes } from '../testing/examples.ts';
import { ids } from '../testing/ids.ts';
import { keepReferenceData } from '../testing/samples.ts';
import { AddRepairItem } from './use-cases/add-repair-item.ts';
import { CountersignRepairOrder } from './use-cases/countersign-repair-order.ts';
import { PresentRepairOrder } from './use-cases/present-repair-order.ts';
import { PromiseDelivery } from './use-cases/promise-delivery.ts';
import { RefreshContacts } from './use-cases/refresh-contacts.ts';
import { SignRefusal } from './use-cases/sign-refusal.ts';
import { SignRepairOrder } from './use-cases/sign-repair-order.ts';
import { WithdrawSignature } from './use-cases/withdraw-signature.ts';

const reception = await startReception();
const { given, actors, stationA } = reception;
const { advisor, cashier, manager, technician } = actors;
const ofVisit = { visitId: ids.visit };
const desk = { by: advisor };

beforeAll(() => keepReferenceData(reception, stationA.id));
beforeEach(resetOthers);

const arrives = (type: string, fields: object = {}) =>
  reception.react(reception.event(`waystation.${type}`, { ...ofVisit, ...fields }));

describe('an order in the script of its customer', () => {
  const saying = (description: string) =>
    aVisit()
      .walkIn()
      .promised()
      .having(({ checkIn, order }, at) => {
        checkIn.addConcern({ concernId: ids.finding, kind: 'fault', isFoundByStation: false }, description, at);
        order.explain(advisor.id, at);
      });

  it('is shown in any script that the fonts contain', async () => {
    const description = 'تورمۇز ئاۋازى, 𠮷野, ไทย, 한국어, हिन्दी, ᠮᠣᠩᠭᠣᠯ, CO₂ ₸ 👍🏻 a\u200bb';
    await given(saying(description)).when(PresentRepairOrder, ofVisit, desk).thenPublished('RepairOrderPresented');
  });

  it('is not shown with characters that the fonts lack', async () => {
    await given(saying('Javanese ꦗꦮ'))
      .when(PresentRepairOrder, ofVisit, desk)
      .thenRefused('CHARACTERS_NOT_PRINTABLE')
      .andNothingWasPublished();
  });

  it('is not signed with a name that the document cannot show', async () => {
    const consent = { consentFormId: ids.consent, consentFormVersion: 1 };
    const drawn = { ...ofVisit, documentHash: hash, device: 'tablet 3', strokes, identifiedBy: 'id_card', ...consent };
    const accepted = { ...drawn, acceptance: 'customer_in_person' };
    await reception.arrange(aVisit().walkIn().shown());
    const sign = (signedBy: string) => given().when(SignRepairOrder, { ...accepted, signedBy }, desk);
    await sign('ꦗꦮ').thenRefused('CHARACTERS_NOT_PRINTABLE').andNothingWasPublished();
    await sign('ئەھمەت').thenPublished('RepairOrderSigned');
  });
});

describe('a delivery promise', () => {
  const promise = (promisedAt: Date) =>
    given(aVisit().quoted()).when(PromiseDelivery, { ...ofVisit, promisedAt }, desk);

  it('is refused before the end of the work or the arrival of the parts', async () => {
    others.partsAt = minute(350);
    await promise(minute(250))
      .thenRefused('PROMISE_BEFORE_WORK_ENDS', 'REC-D11')
      .andRefused('PROMISE_BEFORE_PARTS_ARRIVE', 'REC-D11')
      .andNothingWasPublished();
  });

  it('is refused while the arrival of the parts is unknown', async () => {
    others.partsAt = undefined;
    await promise(minute(900)).thenRefused('PARTS_DATE_UNKNOWN', 'REC-D11');
  });
});

describe('an order', () => {
  it('lists everything that is missing if it is signed too early', async () => {
    await given(aVisit().opened())
      .when(SignRepairOrder, { ...ofVisit, ...aSignature() }, desk)
      .thenRefused('CHECK_SHEET_MISSING', 'REC-D05')
      .andRefused('DIAGNOSIS_MISSING', 'REC-D06')
      .andRefused('CONDITION_MISSING', 'REC-D07')
      .andRefused('ORDER_WITHOUT_ITEMS', 'REC-D09')
      .andRefused('QUOTE_MISSING', 'REC-D11')
      .andRefused('PROMISE_MISSING', 'REC-D11')
      .andRefused('PRESENTATION_MISSING', 'REC-D12')
      .andRefused('WRONG_STATE')
      .andNothingWasPublished();
    const { missing } = await reception.run(GetVisit, ofVisit, desk);
    expect(missing.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['REC-D05', 'REC-D06', 'REC-D12']));
  });

  it('is not signed on another document than the one that was shown', async () => {
    await given(aVisit().shown())
      .when(SignRepairOrder, { ...ofVisit, ...aSignature({ documentHash: otherHash }) }, desk)
      .thenRefused('OTHER_DOCUMENT_SIGNED', 'REC-D12')
      .andNothingWasPublished();
  });

  it('is not signed with a dot', async () => {
    const dot = [{ points: [{ x: 0, y: 0, atMs: 0, pressure: 0 }] }];
    await given(aVisit().shown())
      .when(SignRepairOrder, { ...ofVisit, ...aSignature({ strokes: dot }) }, desk)
      .thenRefused('SIGNATURE_NOT_DRAWN', 'REC-D12')
      .andNothingWasPublished();
  });

  it('contains only published operations', async () => {
    const item = { ...ofVisit, concernId: ids.concern, workKind: 'repair', operations: ['999-000-000/1'] };
    await given(aVisit().diagnosed()).when(AddRepairItem, item, desk).thenInvalid('operations');
  });
});

describe('a finding of the inspection', () => {
  it('is recommended once and added to the order', async () => {
    await reception.arrange(aVisit().repaired());
    const worn = { part: 'tyre', position: '1L', value: '1.5', unit: 'mm', limit: '1.6' };
    await arrives('quality.v1.WearRecorded', { readings: [worn, { ...worn, position: '1R', value: '9' }] });
    await arrives('quality.v1.WearRecorded', { readings: [worn] });
    await arrives('quality.v1.DefectNoted', { defectId: ids.defect, severity: 'soon', componentCode: '013001017' });
    const { recommendations, order } = await reception.run(GetVisit, ofVisit, desk);
    expect(recommendations).toMatchObject([
      { urgency: 'immediate', unsafe: true, source: 'wear', description: 'tyre 1L 1.5 mm' },
      { urgency: 'soon', source: 'defect', description: '' },
    ]);
    expect(order!.addenda).toMatchObject([
      { number: 1, source: 'wear' },
      { number: 2, source: 'defect', sourceId: ids.defect },
    ]);
    const departure = await reception.run(GetDeparture, ofVisit, { by: cashier, service: 'billing' });
    expect(departure.unansweredRecommendationIds).toHaveLength(2);
  });
});

/** Signature of an order for 508.50, with 1,000.00 for changes without approval. */
const byContact = (contactId: string, facts: object = {}) => ({ ...ofVisit, ...aSignature({ contactId }), ...facts });
const byPerson = (facts: object = {}) => ({ ...ofVisit, ...aPerson(), ...facts });
const byAdvisor = { ...ofVisit, documentHash: hash, device: 'tablet 3', strokes };
const withdrawal = { ...ofVisit, reason: 'wrong_signer' };

const allTold = async () => JSON.stringify(await reception.database.rows('select payload, headers from outbox'));

/** Presented order of a customer whose approver has this limit. */
const limitedTo = (minor: string) =>
  aVisit()
    .shown()
    .having(({ visit }) => {
      const others = visit.contacts!.contacts.map((contact) =>
        contact.contactId === ids.approver ? { ...contact, approvalLimitMinor: minor } : contact,
      );
      visit.contacts = { ...visit.contacts!, contacts: others };
    });

describe('a presented order', () => {
  it('is signed by a contact who may approve its amount', async () => {
    const told = given(aVisit().shown()).when(SignRepairOrder, byContact(ids.approver), desk);
    const { answer, events } = await told.thenPublishedOnly('RepairOrderSigned');
    expect(answer).toMatchObject({ status: 'signed' });
    expect(events[0]!.fields).toMatchObject({ contactId: ids.approver, acceptance: '', advisorId: advisor.id });
    const { signing, order, summary } = await reception.run(GetVisit, ofVisit, desk);
    expect(summary).toMatchObject({ stage: 'checked_in' });
    expect(order).toMatchObject({ status: 'signed', countersignedDocumentId: '' });
    expect(signing).toMatchObject({
      contacts: [{ maySign: true }, { maySign: false }, { maySign: true }],
      currency: 'CNY',
      signature: { signedBy: 'Li Wei', contactId: ids.approver, identifiedBy: 'id_card', documentHash: hash },
      withdrawn: [],
    });
  });

  it('authorises no work before the advisor has countersigned', async () => {
    await given(aVisit().shown())
      .when(CountersignRepairOrder, byAdvisor, desk)
      .thenRefused('CUSTOMER_SIGNATURE_MISSING', 'REC-D12')
      .andRefused('WRONG_STATE')
      .andNothingWasPublished();
    await given().when(SignRepairOrder, byContact(ids.approver), desk).thenPublishedOnly('RepairOrderSigned');
    const order = await reception.run(GetVisitOrder, ofVisit, desk);
    expect(order).toMatchObject({ status: 'signed', countersignedRevision: 0, approvedMinor: 0n });
    const { summary } = await reception.run(GetVisit, ofVisit, desk);
    expect(summary).toMatchObject({ stage: 'checked_in' });
    expect(await reception.eventNames()).not.toContain('RepairOrderCountersigned');
    await given().when(CountersignRepairOrder, byAdvisor, desk).thenPublished('RepairOrderCountersigned');
    expect(await reception.run(GetVisitOrder, ofVisit, desk)).toMatchObject({ approvedMinor: 50_850n });
  });

  it.each<[string, string, string]>([
    ['it costs more than the contact may approve', '50849', 'CONTACT_LIMIT_TOO_LOW'],
    ['its allowance for changes exceeds the limit of the contact', '150849', 'CEILING_ABOVE_CONTACT_LIMIT'],
  ])('is not signed by a contact if %s', async (_, minor, what) => {
    await given(limitedTo(minor))
      .when(SignRepairOrder, byContact(ids.approver), desk)
      .thenRefused(what, 'REC-D12')
      .andNothingWasPublished();
    await given().when(SignRepairOrder, byContact(ids.owner), desk).thenPublished('RepairOrderSigned');
  });

  it('is signed by a contact with a raised limit after the contacts are refreshed', async () => {
    others.approverLimitMinor = 500_000n;
    await given(limitedTo('100'))
      .when(SignRepairOrder, byContact(ids.approver), desk)
      .thenRefused('CONTACT_LIMIT_TOO_LOW');
    const told = given().when(RefreshContacts, ofVisit, desk);
    const { answer } = await told.thenPublishedOnly('ContactsRefreshed');
    expect(answer).toMatchObject({ contacts: [{ approvalLimitMinor: 500_000n, maySign: true }, {}, {}] });
    expect(await allTold()).not.toContain('Li Wei');
    await given().when(SignRepairOrder, byContact(ids.approver), desk).thenPublished('RepairOrderSigned');
  });

  it('is not signed by a contact who may not approve, unless the customer confirms it', async () => {
    await given(aVisit().shown())
      .when(SignRepairOrder, byContact(ids.driver), desk)
      .thenRefused('CONTACT_MAY_NOT_APPROVE', 'REC-D12')
      .andNothingWasPublished();
    const reason = { acceptance: 'other', acceptanceRemarks: 'the driver is in a hurry' };
    await given()
      .when(SignRepairOrder, byContact(ids.driver, reason), desk)
      .thenRefused('CONTACT_MAY_NOT_APPROVE', 'REC-D12');
    const confirmed = { acceptance: 'confirmed_by_phone', acceptanceRemarks: 'Li Wei at ten' };
    await given()
      .when(SignRepairOrder, byContact(ids.driver, confirmed), desk)
      .thenPublished('RepairOrderSigned', { contactId: ids.driver, acceptance: 'confirmed_by_phone' });
  });

  it('is not signed by an unknown contact, by a contact with a typed name, or without a name', async () => {
    await given(aVisit().shown()).when(SignRepairOrder, byContact(ids.vehicle), desk).thenNotFound('CONTACT_NOT_FOUND');
    await given()
      .when(SignRepairOrder, byContact(ids.approver, { signedBy: 'Li Wei' }), desk)
      .thenInvalid('signed_by');
    await given().when(SignRepairOrder, byContact(''), desk).thenInvalid('signed_by');
  });

  it('is signed by another person only if the advisor records their identification and acceptance', async () => {
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
      .thenPublished('RepairOrderSigned', { contactId: '', acceptance: 'other' });
    expect(await allTold()).not.toMatch(/Gao Feng|brother/);
    const { signing } = await reception.run(GetVisit, ofVisit, desk);
    expect(signing!.signature).toMatchObject({ signedBy: 'Gao Feng', acceptanceRemarks: 'brother of the owner' });
    const rows = JSON.stringify(await reception.database.rows('select to_jsonb(t) from repair_order t'));
    expect(rows).not.toMatch(/Gao Feng|brother/);
  });

  it('is signed by a person whom the advisor accepts if the walk-in customer has no record', async () => {
    const registered = { acceptance: 'named_in_registration' };
    await given(aVisit().walkIn().shown().offFile())
      .when(RefreshContacts, ofVisit, desk)
      .thenRefused('CUSTOMER_NOT_ON_FILE');
    await given().when(SignRepairOrder, byPerson(registered), desk).thenPublished('RepairOrderSigned');
  });

  it('is not signed a second time', async () => {
    await given(aVisit().signed())
      .when(SignRepairOrder, byPerson(), desk)
      .thenRefused('CUSTOMER_ALREADY_SIGNED')
      .andNothingWasPublished();
    await given().when(SignRepairOrder, byContact(ids.approver), desk).thenRefused('CUSTOMER_ALREADY_SIGNED');
    await given().when(PresentRepairOrder, ofVisit, desk).thenRefused('CUSTOMER_ALREADY_SIGNED');
    const item = { ...ofVisit, concernId: ids.concern, workKind: 'repair', operations: ['013-001-017/2'] };
    await given().when(AddRepairItem, item, desk).thenRefused('CUSTOMER_ALREADY_SIGNED');
    const { signing } = await reception.run(GetVisit, ofVisit, desk);
    expect(signing!.signature).toMatchObject({ signedBy: 'Li Wei' });
  });
});

describe("the customer's signature", () => {
  it.each([
    ['the advisor', advisor],
    ['the manager', manager],
  ])('is withdrawn by %s, stays on record, and is given again', async (_, by) => {
    await given(aVisit().signed())
      .when(WithdrawSignature, { ...withdrawal, remarks: 'the driver signed' }, { by })
      .thenPublishedOnly('SignatureWithdrawn');
    await given().when(SignRepairOrder, byContact(ids.owner), desk).thenPublished('RepairOrderSigned');
    const { signing, order } = await reception.run(GetVisit, ofVisit, desk);
    expect(order).toMatchObject({ status: 'signed' });
    expect(signing).toMatchObject({
      signature: { signedBy: 'Sun Li' },
      withdrawn: [
        { signature: { signedBy: 'Li Wei' }, withdrawnBy: by.id, reason: 'wrong_signer', remarks: 'the driver signed' },
      ],
    });
    await given().when(CountersignRepairOrder, byAdvisor, desk).thenPublished('RepairOrderCountersigned');
    expect(await allTold()).not.toMatch(/Sun Li|the driver/);
  });

  it('is withdrawn by no other role, and only with a reason', async () => {
    await given(aVisit().signed())
      .when(WithdrawSignature, withdrawal, { by: technician })
      .thenNotAllowed('ROLE_MISSING');
    await given()
      .when(WithdrawSignature, { ...ofVisit, reason: '' }, desk)
      .thenInvalid('reason');
    await given()
      .when(WithdrawSignature, { ...ofVisit, reason: 'other' }, desk)
      .thenInvalid('remarks');
  });

  it('is not withdrawn after the countersignature', async () => {
    await given(aVisit().countersigned())
      .when(WithdrawSignature, withdrawal, desk)
      .thenRefused('ORDER_ALREADY_COUNTERSIGNED')
      .andNothingWasPublished();
  });

  it('is neither seen nor withdrawn by another station', async () => {
    await reception.arrange(aVisit().signed());
    const elsewhere = { by: reception.stationB.staff.manager };
    for (const step of [GetVisit, WithdrawSignature, RefreshContacts]) {
      await given()
        .when(step as typeof GetVisit, withdrawal, elsewhere)
        .thenNotFound();
    }
  });

  it('is shown, with the contacts who may give it, only to roles that take signatures', async () => {
    await reception.arrange(aVisit().signed());
    expect((await reception.run(GetVisit, ofVisit, { by: technician })).signing).toBeUndefined();
    expect((await reception.run(GetVisit, ofVisit, { by: manager })).signing).toBeDefined();
  });
});

describe('the contacts of a customer', () => {
  it('are visible only to quality, and only at the own station', async () => {
    await reception.arrange(aVisit().countersigned());
    const asked = await reception.run(GetSigners, ofVisit, { by: actors.inspector, service: 'quality' });
    expect(asked).toMatchObject({ currency: 'CNY', contacts: [{ name: 'Li Wei', mayApprove: true }, {}, {}] });
    await given().when(GetSigners, ofVisit, desk).thenNotAllowed('ROLE_MISSING');
    await given()
      .when(GetSigners, ofVisit, { by: reception.stationB.staff.inspector, service: 'quality' })
      .thenNotFound('VISIT_NOT_FOUND');
  });

  it('are not refreshed during an outage of crm', async () => {
    await reception.arrange(aVisit().opened());
    others.crmIsDown = true;
    await given().when(RefreshContacts, ofVisit, desk).thenUnavailable();
    const { signing } = await reception.run(GetVisit, ofVisit, desk);
    expect(signing!.contacts).toHaveLength(3);
  });
});

describe('a refusal of immediate work', () => {
  const refused = () =>
    aVisit()
      .countersigned()
      .recommending()
      .having(({ recommendations }, at) => recommendations[0]!.answer('refused', at));
  const ofRefusal = { recommendationId: ids.recommendation, strokes, identifiedBy: 'id_card' };

  it('is signed only by a contact who may decide, or by a person accepted with a reason', async () => {
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
      .when(SignRefusal, { ...witnessed, witnessId: reception.stationB.staff.technician.id }, desk)
      .thenRefused('WITNESS_NOT_OF_STATION', 'DEL-D11');
    await given()
      .when(SignRefusal, { ...witnessed, witnessId: ids.technician }, desk)
      .thenPublished('RefusalSigned', { witnessed: true, witnessId: ids.technician });
  });
});
