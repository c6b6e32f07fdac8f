import { journalOf } from '@waystation/model';
import { factsOf, hash, lastEventOf, minute, missingOf, otherHash } from '@waystation/testing/model';
import { aVisit } from '../../testing/a-visit.ts';
import { aCountersignature, anItem, aPerson, aPricing, aSignature, consentForm } from '../../testing/examples.ts';
import { ids } from '../../testing/ids.ts';
import type { RepairOrder } from './repair-order.ts';

const late = minute(300);
const proposal = anItem({ itemId: ids.proposal, status: 'proposed', cause: '' });
const document = { documentId: ids.countersignedDocument, documentHash: otherHash };

describe('a proposed item', () => {
  it('is ordered when its concern is diagnosed', () => {
    const { order, checkIn } = aVisit().planning(proposal).checkedIn().records();
    expect(order.ordered).toEqual([]);
    const decision = { concernId: ids.concern, cause: 'worn', removeItemIds: [] };
    expect(order.confirmProposals(decision, late)).toEqual([ids.proposal]);
    expect(order.ordered).toMatchObject([{ itemId: ids.proposal, cause: 'worn' }]);
    expect(lastEventOf(order)).toMatchObject({ name: 'RepairItemAdded', payload: { item: { cause: 'worn' } } });
    expect(checkIn.concerns).toHaveLength(1);
  });

  it('is dropped if the advisor decides so', () => {
    const { order } = aVisit().planning(proposal).checkedIn().records();
    const decision = { concernId: ids.concern, cause: 'other', removeItemIds: [ids.proposal] };
    expect(order.confirmProposals(decision, late)).toEqual([]);
    expect(order.items).toEqual([]);
    expect(() => order.confirmProposals(decision, late)).toThrow('not found');
  });

  it('must be ordered or dropped before the order is signed', () => {
    const other = { ...proposal, concernId: ids.otherConcern };
    const { order, checkIn, visit } = aVisit().planning(other).shown().records();
    order.sign(aSignature(), { checkIn, visit, consent: consentForm }, late);
    expect(missingOf(order)).toEqual([`REC-D06 PROPOSAL_NOT_CONFIRMED ${ids.proposal}`]);
  });
});

describe('a repair item', () => {
  it('must have a concern and a cause', () => {
    const { order } = aVisit().diagnosed().records();
    order.addItem(anItem({ concernId: '', cause: '' }), '', late);
    expect(missingOf(order)).toEqual(['REC-D08 ITEM_WITHOUT_CONCERN', 'REC-D08 ITEM_WITHOUT_CAUSE']);
  });

  it('needs no cause if it is a diagnosis, and no concern if it is a fee', () => {
    const { order } = aVisit().diagnosed().records();
    order.addItem(anItem({ workKind: 'diagnosis', cause: '' }), '', late);
    const fee = { workKind: 'fee', concernId: '', cause: '', operations: [], parts: [], fees: ['disposal'] };
    order.addItem(anItem({ itemId: ids.proposal, ...fee }), '', late);
    expect(missingOf(order)).toEqual([]);
    expect(() => order.addItem(anItem({ operations: [], parts: [] }), '', late)).toThrow('ITEM_WITHOUT_WORK');
  });

  it('is refused if its lines or correction do not fit on the document of the order', () => {
    const { order } = aVisit().diagnosed().records();
    const parts = Array.from({ length: 100 }, () => anItem().parts[0]!);
    const add = (itemId: string, correction = '') =>
      order.addItem(anItem({ itemId, operations: [], parts }), correction, late);
    for (const itemId of ['1', '2', '3']) add(itemId);
    expect(() => add('4')).toThrow('ORDER_TOO_LONG (lines=400, most=300)');
    const another = aVisit().diagnosed().records().order;
    expect(() => another.addItem(anItem(), 'c'.repeat(12_001), late)).toThrow('TEXTS_TOO_LONG');
  });

  it.each<[string, (order: RepairOrder) => void]>([
    ['added', (order) => order.addItem(anItem({ itemId: ids.proposal }), '', late)],
    ['removed', (order) => order.removeItem(ids.item, late)],
  ])('invalidates quote, promise and presentation when it is %s', (_, change) => {
    const { order } = aVisit().shown().records();
    const { revision } = order;
    change(order);
    expect(order).toMatchObject({ status: 'drafted', quote: null, promise: null, presentation: null });
    expect(order).toMatchObject({ explainedAt: null, revision: revision + 1 });
  });

  it('keeps the promise if only its payer changes', () => {
    const { order } = aVisit().promised().records();
    order.assessCoverage([{ itemId: ids.item, payer: 'warranty', reference: 'W-1' }], ids.advisor, late);
    expect(order.quote).toBeNull();
    expect(order.promise).not.toBeNull();
    expect(lastEventOf(order)).toMatchObject({ name: 'CoverageAssessed', payload: { payer: 'warranty' } });
  });

  it('cannot be removed from a countersigned order', () => {
    const { order } = aVisit().countersigned().records();
    expect(() => order.removeItem(ids.item, late)).toThrow('removeItem from countersigned');
  });
});

describe('a quote', () => {
  it('states the amount for the customer and counts its versions', () => {
    const { order, checkIn } = aVisit().quoted().records();
    expect(factsOf(order)).toMatchObject({ quoteVersion: 1, amountMinor: 50_850n, ceilingMinor: 100_000n });
    order.setPrice(aPricing({ totals: [] }), 0n, checkIn.concerns, late);
    expect(order.quote).toMatchObject({ quoteVersion: 2, customerMinor: 0n });
  });

  it('requires published prices and diagnosed causes', () => {
    const { order, checkIn } = aVisit().itemised().records();
    const missing = [{ itemId: ids.item, kind: 'part', code: 'BL-400', description: '' }];
    const concerns = checkIn.concerns.map((concern) => ({ ...concern, cause: '' }));
    order.setPrice(aPricing({ missing }), 0n, concerns, late);
    expect(missingOf(order)).toEqual([
      `REC-D06 DIAGNOSIS_MISSING ${ids.concern}`,
      'REC-D11 PRICE_NOT_PUBLISHED BL-400',
    ]);
    const empty = aVisit().diagnosed().records();
    expect(() => empty.order.setPrice(aPricing(), 0n, [], late)).toThrow('ORDER_WITHOUT_ITEMS');
  });
});

describe('a delivery promise', () => {
  const plan = (order: RepairOrder, facts = {}) => ({
    orderRevision: order.revision,
    finishAt: minute(600),
    slots: [],
    partsAt: minute(500) as Date | undefined,
    ...facts,
  });

  it('must not be before the end of the work and the arrival of the parts', () => {
    const { order } = aVisit().quoted().records();
    order.promiseDelivery(minute(400), plan(order), late);
    expect(missingOf(order)).toEqual(['REC-D11 PROMISE_BEFORE_WORK_ENDS', 'REC-D11 PROMISE_BEFORE_PARTS_ARRIVE']);
    const unknown = aVisit().quoted().records().order;
    unknown.promiseDelivery(minute(700), plan(unknown, { partsAt: undefined }), late);
    expect(missingOf(unknown)).toEqual(['REC-D11 PARTS_DATE_UNKNOWN']);
  });

  it('keeps the first promised time', () => {
    const { order } = aVisit().promised().records();
    const first = order.firstPromisedAt!;
    order.promiseDelivery(minute(1000), plan(order), late);
    expect(factsOf(order)).toMatchObject({ promisedAt: minute(1000), firstPromisedAt: first });
  });

  it('requires a new presentation of an order that was already shown', () => {
    const { order } = aVisit().shown().records();
    order.promiseDelivery(minute(1000), plan(order), late);
    expect(order).toMatchObject({ status: 'quoted', presentation: null });
  });

  it('must be for the newest revision of the order and in the future', () => {
    const { order } = aVisit().quoted().records();
    const stale = plan(order, { orderRevision: order.revision - 1 });
    expect(() => order.promiseDelivery(minute(700), stale, late)).toThrow('ORDER_CHANGED_MEANWHILE');
    const past = plan(order, { finishAt: minute(1), partsAt: minute(1) });
    expect(() => order.promiseDelivery(minute(2), past, late)).toThrow('promised_at');
  });
});

describe('signing a repair order', () => {
  it('lists everything that is missing at once', () => {
    const { order, checkIn, visit } = aVisit().opened().records();
    visit.party = null;
    const sign = () =>
      order.sign(
        aPerson({ identifiedBy: '', consentFormId: '', acceptance: '' }),
        { checkIn, visit, consent: undefined },
        late,
      );
    expect(sign).toThrow('sign from drafted');
    expect(missingOf(order)).toEqual([
      'REC-D05 CHECK_SHEET_MISSING',
      `REC-D06 DIAGNOSIS_MISSING ${ids.concern}`,
      'REC-D07 CONDITION_MISSING',
      'REC-D09 ORDER_WITHOUT_ITEMS',
      'REC-D09 CUSTOMER_NAME_MISSING',
      'REC-D11 QUOTE_MISSING',
      'REC-D11 PROMISE_MISSING',
      'REC-D12 PRESENTATION_MISSING',
      'REC-D12 SIGNER_NOT_IDENTIFIED',
      'REC-D12 SIGNER_NOT_ACCEPTED',
      'REC-D12 CONSENT_MISSING',
    ]);
  });

  it('requires the document that was shown', () => {
    const { order, checkIn, visit } = aVisit().shown().records();
    order.sign(aSignature({ documentHash: otherHash }), { checkIn, visit, consent: consentForm }, late);
    expect(missingOf(order)).toEqual(['REC-D12 OTHER_DOCUMENT_SIGNED']);
  });

  it('refuses a dot as the signature of the customer or the advisor', () => {
    const dot = { strokes: [{ points: [{ x: 0, y: 0, atMs: 0, pressure: 0 }] }] };
    const shown = aVisit().shown().records();
    shown.order.sign(aSignature(dot), { ...shown, consent: consentForm }, late);
    expect(missingOf(shown.order)).toEqual(['REC-D12 SIGNATURE_NOT_DRAWN']);
    const { order, checkIn, visit } = aVisit().signed().records();
    order.countersign(aCountersignature(dot), { checkIn, visit }, document, late);
    expect(missingOf(order)).toEqual(['REC-D12 SIGNATURE_NOT_DRAWN']);
  });

  it.each(['', '   ', '-', '\u3164'])('refuses %j as the name of the signer', (signedBy) => {
    const { order, checkIn, visit } = aVisit().shown().records();
    const sign = () =>
      order.sign(aSignature({ contactId: '', signedBy }), { checkIn, visit, consent: consentForm }, late);
    expect(sign).toThrow('SIGNER_NOT_NAMED');
  });

  it("requires the customer's signature before the advisor's", () => {
    const { order, checkIn, visit } = aVisit().shown().records();
    const countersign = () => order.countersign(aCountersignature(), { checkIn, visit }, document, late);
    expect(countersign).toThrow('countersign from presented');
    expect(missingOf(order)).toEqual(['REC-D12 CUSTOMER_SIGNATURE_MISSING']);
  });

  it('authorises the items with both signatures on the document', () => {
    const { order } = aVisit().countersigned().records();
    const { revision } = order;
    expect(order).toMatchObject({ status: 'countersigned', countersignedRevision: revision });
    expect(order.countersignedDocument).toEqual(document);
    expect(lastEventOf(order)).toMatchObject({
      name: 'RepairOrderCountersigned',
      payload: { orderRevision: order.revision, advisorId: ids.advisor, ...document },
    });
    expect(lastEventOf(order).payload['items']).toMatchObject([
      {
        itemId: ids.item,
        parts: [{ partNumber: 'BL-400', quantity: '4' }],
        operations: [{ code: '013-001-017/2', mandatorySafety: ['lift_secured'] }],
      },
    ]);
    expect(order).toMatchObject({ signature: { signedBy: 'Li Wei' }, countersignature: { advisorId: ids.advisor } });
    const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
    expect(JSON.stringify(journalOf(order).published, plain)).not.toContain('Li Wei');
  });

  it('is refused if the order changed after the document was rendered', () => {
    const { order, checkIn, visit } = aVisit().signed().records();
    const countersign = () => order.countersign(aCountersignature(), { checkIn, visit }, undefined, late);
    expect(countersign).toThrow('ORDER_CHANGED_MEANWHILE');
  });

  it('authorises nothing with the signature of the customer alone', () => {
    const { order } = aVisit().signed().records();
    expect(order).toMatchObject({ status: 'signed', countersignedRevision: 0 });
    expect(order).toMatchObject({ countersignature: null, countersignedDocument: null, countersignedAt: null });
    expect(lastEventOf(order)).toMatchObject({
      name: 'RepairOrderSigned',
      payload: { contactId: ids.approver, acceptance: '', identifiedBy: 'id_card', advisorId: ids.advisor },
    });
    expect(order.signature).toMatchObject({ signedBy: 'Li Wei' });
  });

  it('refuses a contact whose limit does not cover the order with the allowance for changes', () => {
    const { order, checkIn, visit } = aVisit().shown().records();
    const limited = (minor: string) => {
      const others = visit.contacts!.contacts.map((contact) => ({ ...contact, approvalLimitMinor: minor }));
      return { ...visit, contacts: { currency: 'CNY', contacts: others } };
    };
    const sign = (minor: string) =>
      order.sign(aSignature(), { checkIn, visit: limited(minor), consent: consentForm }, late);
    sign('50849');
    expect(missingOf(order)).toEqual([`REC-D12 CONTACT_LIMIT_TOO_LOW ${ids.approver}`]);
    const { order: other } = aVisit().shown().records();
    other.sign(aSignature(), { checkIn, visit: limited('150849'), consent: consentForm }, late);
    expect(missingOf(other)).toEqual([`REC-D12 CEILING_ABOVE_CONTACT_LIMIT ${ids.approver}`]);
  });

  it('allows a person whom the advisor accepts, and publishes the reason but not the name', () => {
    const { order, checkIn, visit } = aVisit().shown().records();
    const remarks = 'Sun Li at ten';
    const person = aPerson({ acceptance: 'confirmed_by_phone', acceptanceRemarks: remarks });
    order.sign(person, { checkIn, visit, consent: consentForm }, late);
    expect(missingOf(order)).toEqual([]);
    expect(factsOf(order)).toMatchObject({ contactId: '', acceptance: 'confirmed_by_phone' });
    expect(order.signature).toMatchObject({ signedBy: 'Gao Feng', acceptanceRemarks: remarks });
    const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
    for (const secret of ['Gao Feng', 'Sun Li']) {
      expect(JSON.stringify(journalOf(order).published, plain)).not.toContain(secret);
    }
  });
});

describe("the customer's signature", () => {
  const changes: [string, (order: RepairOrder, concerns: ReturnType<typeof signed>['checkIn']['concerns']) => void][] =
    [
      ['adds an item', (order) => order.addItem(anItem({ itemId: ids.proposal }), '', late)],
      ['removes an item', (order) => order.removeItem(ids.item, late)],
      [
        'changes the payer',
        (order) => order.assessCoverage([{ itemId: ids.item, payer: 'warranty', reference: '' }], ids.advisor, late),
      ],
      ['quotes again', (order, concerns) => order.setPrice(aPricing(), 0n, concerns, late)],
      [
        'promises again',
        (order) =>
          order.promiseDelivery(
            minute(2000),
            { orderRevision: order.revision, finishAt: minute(600), slots: [], partsAt: minute(500) },
            late,
          ),
      ],
      ['shows the order again', (order) => order.present({ ...document, says: {} }, order.revision, late)],
    ];
  function signed() {
    return aVisit().signed().records();
  }

  it('cannot be given twice, by the same person or another', () => {
    const { order, checkIn, visit } = signed();
    const first = order.signature;
    for (const second of [aSignature(), aSignature({ contactId: ids.owner }), aPerson()]) {
      const sign = () => order.sign(second, { checkIn, visit, consent: consentForm }, late);
      expect(sign).toThrow('CUSTOMER_ALREADY_SIGNED');
    }
    expect(order.signature).toEqual(first);
  });

  it.each(changes)('blocks a change until it is withdrawn: the advisor %s', (_, change) => {
    const { order, checkIn } = signed();
    const { revision } = order;
    expect(() => change(order, checkIn.concerns)).toThrow('CUSTOMER_ALREADY_SIGNED');
    expect(order).toMatchObject({ status: 'signed', revision, signature: { signedBy: 'Li Wei' } });
    order.withdrawSignature({ reason: 'order_to_be_changed', remarks: '' }, ids.advisor, late);
    expect(() => change(order, checkIn.concerns)).not.toThrow();
  });

  it('can be withdrawn with a reason, stays on record, and can be given again', () => {
    const { order, checkIn, visit } = signed();
    const first = order.signature;
    order.withdrawSignature({ reason: 'wrong_signer', remarks: 'the driver' }, ids.inspector, late);
    const { revision } = order;
    const withdrawal = { revision, reason: 'wrong_signer', remarks: 'the driver', withdrawnBy: ids.inspector };
    expect(order).toMatchObject({ status: 'presented', signature: null, signedAt: null });
    expect(order.withdrawnSignatures).toEqual([{ ...first, ...withdrawal, withdrawnAt: late.toISOString() }]);
    const { name, payload } = lastEventOf(order);
    expect(name).toBe('SignatureWithdrawn');
    const told = { orderRevision: revision, documentHash: hash, reason: 'wrong_signer', withdrawnBy: ids.inspector };
    expect(payload).toMatchObject({ ...told, signedAt: new Date(first!.signedAt) });
    expect(JSON.stringify(payload)).not.toContain('driver');
    order.sign(aSignature({ contactId: ids.owner }), { checkIn, visit, consent: consentForm }, late);
    order.countersign(aCountersignature(), { checkIn, visit }, document, late);
    expect(order.signature).toMatchObject({ signedBy: 'Sun Li' });
    expect(order.withdrawnSignatures).toHaveLength(1);
  });

  it('can be withdrawn for another reason only with remarks', () => {
    const { order } = signed();
    const withdraw = () => order.withdrawSignature({ reason: 'other', remarks: ' ' }, ids.advisor, late);
    expect(withdraw).toThrow('WITHDRAWAL_WITHOUT_REMARKS');
    expect(order.status).toBe('signed');
  });

  it('cannot be withdrawn before it is given or after the countersignature', () => {
    const withdraw = (order: RepairOrder) => () =>
      order.withdrawSignature({ reason: 'wrong_signer', remarks: '' }, ids.advisor, late);
    expect(withdraw(aVisit().shown().records().order)).toThrow('withdrawSignature from presented');
    expect(withdraw(aVisit().countersigned().records().order)).toThrow('ORDER_ALREADY_COUNTERSIGNED');
  });
});

describe('a finding', () => {
  const found = { source: 'finding', sourceId: ids.finding, urgency: 'soon', unsafe: false, componentCode: '' };
  const hashOf = () => hash;

  it('is added to a countersigned order with number and hash, and waits for the advisor', () => {
    const { order } = aVisit().countersigned().records();
    order.addAddendum(found, hashOf, late);
    order.addAddendum(found, hashOf, late);
    order.addAddendum({ ...found, source: 'defect', sourceId: ids.defect }, hashOf, late);
    expect(order.addenda.map(({ number }) => number)).toEqual([1, 2]);
    expect(lastEventOf(order)).toMatchObject({
      name: 'OrderAddendumAdded',
      payload: { number: 2, addendumHash: hash },
    });
    expect(order.findingOpenSince).toEqual(late);
    order.answerFinding(ids.finding);
    expect(order.findingOpenSince).toBeNull();
    expect(() => order.answerFinding(ids.defect)).toThrow('not found');
  });

  it('is not added to an order before the countersignature', () => {
    const { order } = aVisit().shown().records();
    order.addAddendum(found, hashOf, late);
    expect(order.addenda).toEqual([]);
  });
});
