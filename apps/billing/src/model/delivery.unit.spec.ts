import { clearJournal, WrongState } from '@waystation/model';
import { hash, minute, missingOf, otherHash, publishedBy } from '@waystation/testing/model';
import { anOrder, aVisit, freeToGo, ids, labour, part, type VisitBuilder } from '../../testing/a-visit.ts';
import { Delivery, ownDocuments, type Departure } from './delivery.ts';
import type { Statement } from './statement.ts';

const built = (builder: VisitBuilder) => {
  const { delivery, statement, invoice } = builder.make();
  clearJournal(delivery);
  const own = statement ? ownDocuments(statement, invoice ? [invoice] : []) : [];
  return { delivery, statement: statement as Statement, own };
};

describe('The documents of a delivery', () => {
  it('are the newest of each kind, in whatever order their events arrive', () => {
    const delivery = Delivery.open({ stationId: ids.station, visitId: ids.visit });
    const sheet = (documentId: string, at: Date) =>
      delivery.noteDocument({ kind: 'inspection_sheet', documentId, documentHash: hash }, at);
    sheet(ids.sheet, minute(5));
    sheet(ids.card, minute(4));
    sheet('', minute(6));
    expect(delivery.documents.map(({ documentId }) => documentId)).toEqual([ids.sheet]);
  });

  it('include the invoice when the customer pays', () => {
    const { delivery, statement, own } = built(aVisit().settled());
    delivery.handOverDocuments('print', statement, own, ids.advisor, minute(2));
    expect(missingOf(delivery)).toEqual([]);
    expect(delivery.handedOver.map(({ kind }) => kind)).toEqual([
      'repair_order',
      'inspection_sheet',
      'guarantee_certificate',
      'statement',
      'invoice',
    ]);
    expect(publishedBy(delivery)).toMatchObject([
      { name: 'DocumentsHandedOver', medium: 'print', advisorId: ids.advisor },
    ]);
  });

  it('are named when missing (DEL-D04)', () => {
    const { delivery, statement, own } = built(aVisit().drawn());
    delivery.documents = delivery.documents.filter(({ kind }) => kind !== 'guarantee_certificate');
    delivery.handOverDocuments('link', statement, own, ids.advisor, minute(2));
    expect(missingOf(delivery)).toEqual(
      ['guarantee_certificate', 'statement', 'invoice'].map((kind) => `DEL-D04 DOCUMENT_MISSING ${kind}`),
    );
  });

  it('include no invoice for a customer who pays nothing, and no inspection sheet without work', () => {
    const lines = [labour({ payer: 'warranty' }), part({ payer: 'warranty' })];
    const seen = { order: anOrder({ lines }), jobs: [], issued: [] };
    const { delivery, statement, own } = built(aVisit().of(seen).closed());
    delivery.handOverDocuments('link', statement, own, ids.advisor, minute(2));
    expect(missingOf(delivery)).toEqual([]);
    expect(delivery.handedOver.map(({ kind }) => kind)).toEqual(['repair_order', 'statement']);
  });
});

describe('Issuing a gate pass', () => {
  const pass = { gatePassId: ids.gatePass, codeHash: hash };
  const issue = (builder: VisitBuilder, departure: Partial<Departure> = {}) => {
    const { delivery, statement, own } = built(builder);
    delivery.issueGatePass(pass, { ...freeToGo, ...departure }, statement, own, minute(3));
    return delivery;
  };

  it('gives a pass that is valid for two hours', () => {
    const delivery = issue(aVisit().handedOver());
    expect(missingOf(delivery)).toEqual([]);
    expect(publishedBy(delivery)).toMatchObject([{ name: 'GatePassIssued', expiresAt: minute(123) }]);
    expect(JSON.stringify(publishedBy(delivery))).not.toContain(hash);
  });

  it.each<[string, VisitBuilder, Partial<Departure>]>([
    ['DEL-D10 RECOMMENDATION_NOT_ANSWERED x', aVisit().handedOver(), { unansweredRecommendationIds: ['x'] }],
    ['DEL-D11 REFUSAL_NOT_SIGNED x', aVisit().handedOver(), { unsignedRefusalIds: ['x'] }],
    ['DEL-D14 KEYS_NOT_RETURNED', aVisit().handedOver(), { keysReturned: false }],
    ['DEL-D14 COVERS_NOT_REMOVED', aVisit().handedOver(), { protectiveCoversRemoved: false }],
    [
      'DEL-D14 NOT_PAID',
      aVisit()
        .handedOver()
        .having(({ statement }, at) => statement!.workReopened(2, at)),
      {},
    ],
  ])('records the missing requirement %s', (what, builder, departure) => {
    expect(missingOf(issue(builder, departure))).toEqual([what]);
  });

  it('requires that the newest version of each document was handed over (DEL-D13)', () => {
    expect(missingOf(issue(aVisit().settled()))).toHaveLength(5);
    const newer = { kind: 'guarantee_certificate', documentId: ids.recommendation, documentHash: otherHash };
    const builder = aVisit()
      .handedOver()
      .having(({ delivery }) => delivery.noteDocument(newer, minute(2)));
    expect(missingOf(issue(builder))).toEqual(['DEL-D13 COPY_NOT_HANDED_OVER guarantee_certificate']);
  });

  it('requires a handover from inspection, unless the vehicle leaves unrepaired', () => {
    expect(() => issue(aVisit().handedOver(), { handoverAccepted: false })).toThrow('HANDOVER_NOT_ACCEPTED');
    expect(missingOf(issue(aVisit().handedOver(), { handoverAccepted: false, stage: 'cancelled' }))).toEqual([]);
  });
});

describe('Delivering the vehicle', () => {
  const ready = (builder = aVisit().passed()) => {
    const all = built(builder);
    const { delivery, statement } = all;
    delivery.explainInvoice(statement, ids.advisor, minute(1));
    delivery.adviseCustomer({ nextServiceKm: 150_000, wearExplained: true }, ids.advisor, minute(1));
    clearJournal(delivery);
    return all;
  };
  const details = { codeHash: hash, otherAdvisorReason: '', seenOffBy: ids.advisor };

  it('publishes who delivered the vehicle and when the next service is due', () => {
    const { delivery, statement } = ready();
    delivery.deliverVehicle({ ...details, otherAdvisorReason: 'ill' }, statement, ids.advisor, minute(4));
    expect(missingOf(delivery)).toEqual([]);
    expect(publishedBy(delivery)).toMatchObject([
      {
        name: 'VehicleDelivered',
        customerId: ids.customer,
        vehicleId: ids.vehicle,
        advisorId: ids.advisor,
        receivingAdvisorId: ids.advisor,
        otherAdvisorReason: '',
        seenOffBy: ids.advisor,
        nextServiceKm: 150_000,
      },
    ]);
    expect(() => delivery.deliverVehicle(details, statement, ids.advisor, minute(5))).toThrow(WrongState);
  });

  it('requires the receiving advisor, or a reason from another advisor (DEL-D05)', () => {
    const { delivery, statement } = ready();
    delivery.deliverVehicle(details, statement, ids.cashier, minute(4));
    expect(missingOf(delivery)).toEqual(['DEL-D05 DELIVERED_BY_OTHER_ADVISOR']);
    const other = ready();
    other.delivery.deliverVehicle({ ...details, otherAdvisorReason: 'ill' }, other.statement, ids.cashier, minute(4));
    expect(missingOf(other.delivery)).toEqual([]);
  });

  it('requires that invoice, next service and wear were explained', () => {
    const { delivery, statement } = built(aVisit().passed());
    delivery.deliverVehicle(details, statement, ids.advisor, minute(4));
    expect(missingOf(delivery)).toEqual([
      'DEL-D06 INVOICE_NOT_EXPLAINED',
      'DEL-D09 NEXT_SERVICE_NOT_EXPLAINED',
      'DEL-D12 WEAR_NOT_EXPLAINED',
    ]);
  });

  it('requires a valid gate pass, its code and a settled statement (DEL-D14)', () => {
    const without = ready(aVisit().handedOver());
    without.delivery.deliverVehicle(details, without.statement, ids.advisor, minute(4));
    expect(missingOf(without.delivery)).toEqual(['DEL-D14 GATE_PASS_MISSING']);
    const late = ready();
    late.delivery.deliverVehicle(details, late.statement, ids.advisor, minute(120));
    expect(missingOf(late.delivery)).toEqual(['DEL-D14 GATE_PASS_MISSING']);
    const wrong = ready();
    expect(() =>
      wrong.delivery.deliverVehicle({ ...details, codeHash: otherHash }, wrong.statement, ids.advisor, minute(4)),
    ).toThrow('GATE_PASS_CODE_WRONG');
    const stale = ready();
    stale.statement.orderChanged(2, minute(3));
    stale.delivery.deliverVehicle(details, stale.statement, ids.advisor, minute(4));
    expect(missingOf(stale.delivery)).toEqual(['DEL-D14 NOT_PAID']);
  });
});

describe('A delivery', () => {
  it('refuses to explain an invoice before the statement is closed', () => {
    const { delivery, statement } = built(aVisit().drawn());
    expect(() => delivery.explainInvoice(statement, ids.advisor, minute(1))).toThrow('STATEMENT_NOT_CLOSED');
  });

  it('keeps the advisor of the newest handover', () => {
    const { delivery } = built(aVisit());
    delivery.noteHandover(ids.cashier, minute(-1));
    expect(delivery.advisorId).toBe(ids.advisor);
  });
});
