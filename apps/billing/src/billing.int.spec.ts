import { Role } from '@waystation/contracts/options';
import { GetDocument, sha256Hex } from '@waystation/documents';
import { GrantOverride, ListOverrides, RequestOverride } from '@waystation/overrides';
import { describeService, startTestService, type StepClass } from '@waystation/testing';
import { minute } from '@waystation/testing/model';
import { BillingModule } from './billing.module.ts';
import { Parts, Reception, Workshop } from './clients.ts';
import { GetDelivery } from './queries/get-delivery.ts';
import { GetStatement } from './queries/get-statement.ts';
import { ListInvoices } from './queries/list-invoices.ts';
import { ListWork } from './queries/list-work.ts';
import { Deliveries } from './store/delivery.mapping.ts';
import { Invoices } from './store/invoice.mapping.ts';
import { Statements } from './store/statement.mapping.ts';
import { aJob, anOrder, aVisit, aVisitSeen, freeToGo, ids, labour, part, party } from '../testing/a-visit.ts';
import {
  billingQueries,
  billingReactions,
  billingSteps,
  keepPrices,
  keepStation,
  Others,
} from '../testing/billing-samples.ts';
import { CloseStatement } from './use-cases/close-statement.ts';
import { DeliverVehicle } from './use-cases/deliver-vehicle.ts';
import { DrawStatement } from './use-cases/draw-statement.ts';
import { ExplainDifference } from './use-cases/explain-difference.ts';
import { ExplainInvoice } from './use-cases/explain-invoice.ts';
import { HandOverDocuments } from './use-cases/hand-over-documents.ts';
import { IssueGatePass } from './use-cases/issue-gate-pass.ts';
import { IssueInvoice } from './use-cases/issue-invoice.ts';
import { NotifyVehicleReady } from './use-cases/notify-vehicle-ready.ts';
import { ChargeToAccount } from './use-cases/charge-to-account.ts';
import { TakePayment } from './use-cases/take-payment.ts';
import { AdviseCustomer } from './use-cases/advise-customer.ts';
import { RecordWalkAround } from './use-cases/record-walk-around.ts';

const others = new Others('01980000-0000-7000-8000-00000000000a');
const billing = await startTestService(BillingModule, {
  clients: [
    [Reception, others.reception],
    [Workshop, others.workshop],
    [Parts, others.parts],
  ],
});
const { given, clock, actors, stationA, stationB } = billing;
const { advisor, cashier, manager } = actors;

beforeAll(async () => {
  for (const { id } of [stationA, stationB]) await keepStation(billing, id);
  await keepPrices(billing, stationA.id);
});
beforeEach(() => others.reset());

const ofVisit = { visitId: ids.visit };
const ofInvoice = { invoiceId: ids.invoice };
const names = () => billing.eventNames();

describe('Billing tables', () => {
  it('store and return every field of a statement, a delivery and an invoice', async () => {
    const seen = { jobs: [aJob({ fitted: [] })] };
    const { statement, delivery, invoice } = aVisit().of(seen).passed().make();
    await billing.arrange({ build: () => [statement!, delivery, invoice!] });
    const [storedStatement, storedDelivery, storedInvoice] = await billing.loaded(() =>
      Promise.all([new Statements().get(ids.visit), new Deliveries().get(ids.visit), new Invoices().get(ids.invoice)]),
    );
    expect({ ...storedStatement }).toEqual({ ...statement, version: 1 });
    expect({ ...storedDelivery }).toEqual({ ...delivery, version: 1 });
    expect({ ...storedInvoice }).toEqual({ ...invoice, version: 1 });
  });

  it('hold the name, phone and plate of the customer only in encrypted form', async () => {
    await billing.arrange(aVisit().settled());
    const [row] = await billing.database.rows<{ all: string }>('select statement::text as all from statement limit 1');
    for (const description of [party.name, party.phone, 'A-12345']) expect(row!.all).not.toContain(description);
    const { party: answered } = await billing.run(GetStatement, ofVisit, { by: advisor });
    expect(answered).toEqual(party);
  });
});

describe('Settlement and delivery', () => {
  it('take a visit from the countersigned order to the gate', async () => {
    await given()
      .afterArrival('waystation.reception.v1.RepairOrderCountersigned', {
        ...ofVisit,
        documentId: ids.order,
        documentHash: 'a',
      })
      .afterArrival('waystation.quality.v1.InspectionPassed', { ...ofVisit, documentId: ids.sheet, documentHash: 'b' })
      .afterArrival('waystation.quality.v1.GuaranteeCertificateIssued', {
        ...ofVisit,
        documentId: ids.card,
        documentHash: 'c',
      })
      .afterArrival('waystation.reception.v1.HandoverAccepted', { ...ofVisit, advisorId: advisor.id })
      .when(DrawStatement, ofVisit, { by: advisor })
      .thenAnswered({
        statementRevision: 1,
        totals: [{ payer: 'customer', netMinor: 15_000n, taxMinor: 1_950n, amountMinor: 16_950n }],
        differences: [],
      });
    await billing.run(NotifyVehicleReady, { ...ofVisit, channel: 'phone' }, { by: advisor });
    const closed = await billing.run(CloseStatement, { ...ofVisit, statementRevision: 1 }, { by: advisor });
    expect(closed).toMatchObject({ status: 'closed', payersToInvoice: ['customer'] });
    await billing.run(RecordWalkAround, ofVisit, { by: advisor });
    const invoice = await billing.run(IssueInvoice, { ...ofVisit, payer: 'customer' }, { by: cashier });
    expect(invoice).toMatchObject({ number: '2026-000001', amountMinor: 16_950n });
    await billing.run(ExplainInvoice, ofVisit, { by: advisor });
    const { invoiceId } = invoice;
    const pay = { invoiceId, amountMinor: 16_950n, method: 'card', accompaniedBy: advisor.id };
    await billing.run(TakePayment, pay, { by: cashier });
    await billing.run(AdviseCustomer, { ...ofVisit, nextServiceKm: 150_000, wearExplained: true }, { by: advisor });
    const { documents } = await billing.run(HandOverDocuments, { ...ofVisit, medium: 'link' }, { by: advisor });
    expect(documents.map(({ kind, documentId }) => [kind, documentId])).toEqual([
      ['repair_order', ids.order],
      ['inspection_sheet', ids.sheet],
      ['guarantee_certificate', ids.card],
      ['statement', closed.documentId],
      ['invoice', invoice.documentId],
    ]);
    const { code } = await billing.run(IssueGatePass, ofVisit, { by: advisor });
    await billing.run(DeliverVehicle, { ...ofVisit, gatePassCode: code, seenOffBy: advisor.id }, { by: advisor });
    expect(await names()).toEqual([
      'StatementDrawn',
      'VehicleReadyNotified',
      'StatementClosed',
      'WalkAroundRecorded',
      'InvoiceIssued',
      'InvoiceExplained',
      'PaymentTaken',
      'StatementSettled',
      'CustomerAdvised',
      'DocumentsHandedOver',
      'GatePassIssued',
      'VehicleDelivered',
    ]);
    const published = JSON.stringify((await billing.events()).map(({ fields }) => String(Object.values(fields))));
    for (const secret of [party.name, party.phone, code, 'A-12345']) expect(published).not.toContain(secret);
    const { status, checklist } = await billing.run(GetDelivery, ofVisit, { by: actors.gateAttendant });
    expect([status, checklist.every(({ done }) => done)]).toEqual(['delivered', true]);
    expect(await billing.run(ListWork, {}, { by: advisor })).toMatchObject({ items: [] });

    for (const { documentId, documentHash } of documents.slice(3)) {
      const { data, contentType } = await billing.run(GetDocument, { documentId }, { by: advisor });
      expect([contentType, data.subarray(0, 5).toString(), sha256Hex(data)]).toEqual([
        'application/pdf',
        '%PDF-',
        documentHash,
      ]);
    }
  });
});

describe('Draw statement', () => {
  const fee = { code: 'disposal', payer: 'customer', itemId: '' };

  it('adds a published fee, and refuses a total above the amount the customer agreed to (DEL-D02)', async () => {
    await given()
      .when(DrawStatement, { ...ofVisit, fees: [fee] }, { by: cashier })
      .thenAnswered({ totals: [{ amountMinor: 17_515n }] });
    await given()
      .when(DrawStatement, { ...ofVisit, fees: [fee, fee] }, { by: cashier })
      .thenRefused('ABOVE_APPROVED_AMOUNT', 'DEL-D02')
      .andNothingWasPublished();
  });

  it('names every fee and tax without a published price in one refusal (DEL-D03)', async () => {
    const sublet = { description: 'Ground', amountMinor: 1n, taxCategory: 'reduced', payer: 'customer', itemId: '' };
    const request = { ...ofVisit, fees: [{ ...fee, code: 'toll' }], sublets: [sublet] };
    await given()
      .when(DrawStatement, request, { by: cashier })
      .thenRefused('FEE_NOT_PUBLISHED', 'DEL-D03')
      .andRefused('TAX_NOT_PUBLISHED', 'DEL-D03');
  });

  it('lists each difference, and lets the statement be closed once all are explained', async () => {
    others.answerWith({ jobs: [aJob({ fitted: [] })] });
    const { differences } = await billing.run(DrawStatement, ofVisit, { by: advisor });
    expect(differences).toMatchObject([{ kind: 'part_not_fitted', partNumber: 'P-1', expected: '2', found: '0' }]);
    const close = { ...ofVisit, statementRevision: 1 };
    const { differenceId } = differences[0]!;
    await given().when(CloseStatement, close, { by: advisor }).thenRefused('DIFFERENCE_NOT_EXPLAINED', 'DEL-D01');
    const why = { ...ofVisit, differenceId, reason: 'consumed', remarks: 'one broke' };
    await given().when(ExplainDifference, why, { by: advisor }).thenAnswered({ differencesLeft: 0 });
    await given().when(CloseStatement, close, { by: advisor }).thenAnswered({ status: 'closed' });
    const { differences: listed, courtesies } = await billing.run(GetStatement, ofVisit, { by: advisor });
    expect(listed).toMatchObject([{ differenceId, reason: 'consumed', remarks: 'one broke', explainedBy: advisor.id }]);
    expect(courtesies).toEqual(['Lamp renewed']);
  });

  it('is not found when reception has no repair order for the visit', async () => {
    await given().when(DrawStatement, { visitId: ids.order }, { by: advisor }).thenNotFound('REPAIR_ORDER_NOT_FOUND');
  });
});

describe('Close statement', () => {
  const close = { ...ofVisit, statementRevision: 1 };

  it('refuses a statement that is older than the order, or that was drawn again', async () => {
    await billing.arrange(aVisit().drawn());
    others.answerWith({ order: anOrder({ orderRevision: 2 }) });
    await given()
      .when(CloseStatement, close, { by: advisor })
      .thenRefused('ORDER_CHANGED_SINCE_STATEMENT')
      .andNothingWasPublished();
    await billing.run(DrawStatement, ofVisit, { by: advisor });
    await given().when(CloseStatement, close, { by: advisor }).thenConflict('STATEMENT_CHANGED');
    await given()
      .when(CloseStatement, { ...close, statementRevision: 2 }, { by: advisor })
      .thenAnswered();
  });

  it('settles a visit without an invoice when nobody pays at the station', async () => {
    const lines = [labour({ payer: 'warranty' }), part({ payer: 'warranty' })];
    const seen = { order: anOrder({ lines, approvedMinor: 0n, ceilingMinor: 0n }) };
    others.answerWith(seen);
    await given(aVisit().of(seen).drawn())
      .when(CloseStatement, close, { by: advisor })
      .thenPublishedOnly('StatementClosed', 'StatementSettled')
      .andAnswered({ status: 'settled', payersToInvoice: [] });
  });
});

describe('The invoice number', () => {
  const visit = (number: number) => `01980000-0000-7000-8000-00000001${String(number).padStart(4, '0')}`;
  const sequences = async () =>
    (await billing.database.rows<{ sequence: number }>('select sequence from invoice order by sequence')).map(
      ({ sequence }) => sequence,
    );

  it('has no gap when many invoices are issued at once', async () => {
    const count = 12;
    const visits = Array.from({ length: count }, (_, number) => visit(number));
    await billing.arrange(...visits.map((id) => aVisit().named(id, id, 1).closed()));
    const issue = async (visitId: string): Promise<void> => {
      const request = { visitId, payer: 'customer' };
      const done = await billing.run(IssueInvoice, request, { by: cashier, key: visitId }).then(
        () => true,
        (error: { kind: string; reason: string }) => {
          expect(error).toMatchObject({ kind: 'conflict' });
          return false;
        },
      );
      if (!done) await issue(visitId);
    };
    await Promise.all(visits.map(issue));
    expect(await sequences()).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(billing.defects).toEqual([]);
  }, 60_000);

  it('is not used up by a refused invoice', async () => {
    await billing.arrange(
      aVisit().named(visit(1), visit(1), 1).drawn(),
      aVisit().named(visit(2), visit(2), 1).closed(),
    );
    const issue = (visitId: string, payer: string) => given().when(IssueInvoice, { visitId, payer }, { by: cashier });
    await issue(visit(1), 'customer').thenRefused('WRONG_STATE');
    await issue(visit(2), 'insurer').thenRefused('NOTHING_TO_INVOICE');
    await issue(visit(2), 'customer').thenAnswered({ number: '2026-000001' });
    await issue(visit(2), 'customer').thenRefused('ALREADY_INVOICED');
  });

  it('starts at 1 with each new year in the time zone of the station', async () => {
    // 20:30 UTC on 31 December is already the new year in Shanghai.
    clock.advance({ minutes: (Date.parse('2026-12-31T20:30:00Z') - Number(minute(0))) / 60_000 });
    await given(aVisit().closed())
      .when(IssueInvoice, { ...ofVisit, payer: 'customer' }, { by: cashier })
      .thenAnswered({ number: '2027-000001' });
  });
});

describe('Take payment', () => {
  const pay = (amountMinor: bigint, facts: object = {}) =>
    ({ ...ofInvoice, amountMinor, method: 'cash', accompaniedBy: advisor.id, ...facts }) as const;

  it('settles the statement with the last part, even when two payments arrive at once', async () => {
    await billing.arrange(aVisit().invoiced());
    await Promise.all([
      billing.run(TakePayment, pay(10_000n), { by: cashier, key: 'one' }),
      billing.run(TakePayment, pay(6_950n), { by: cashier, key: 'two' }),
    ]);
    expect(await names()).toEqual(['PaymentTaken', 'PaymentTaken', 'StatementSettled']);
    await given().when(TakePayment, pay(1n), { by: cashier }).thenRefused('WRONG_STATE');
    const { invoices } = await billing.run(ListInvoices, { ...ofVisit, statuses: ['paid'] }, { by: cashier });
    expect(invoices).toMatchObject([{ openMinor: 0n, payments: [{ method: 'cash' }, { method: 'cash' }] }]);
  });

  it('records a deviation when nobody accompanies the customer (DEL-D07)', async () => {
    await given(aVisit().invoiced())
      .when(TakePayment, pay(16_950n, { accompaniedBy: '' }), { by: cashier })
      .thenPublishedOnly('PaymentTaken', 'StatementSettled', 'RuleMissed')
      .andPublished('RuleMissed', { rule: 'DEL-D07', requirement: 'NOT_ACCOMPANIED' });
  });
});

describe('Charge to account', () => {
  it('keeps all invoices of a customer together within the credit limit', async () => {
    const other = '01980000-0000-7000-8000-0000000100d3';
    await billing.arrange(aVisit().invoiced(), aVisit().named(other, other, 2).invoiced());
    const put = (invoiceId: string) => billing.run(ChargeToAccount, { invoiceId }, { by: cashier });
    const tried = await Promise.allSettled([put(ids.invoice), put(other)]);
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(tried.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { kind: 'refused', reason: 'ABOVE_CREDIT_LIMIT' },
    });
  });
});

describe('Hand over documents', () => {
  it('names each missing document', async () => {
    await given(aVisit().closed())
      .when(HandOverDocuments, { ...ofVisit, medium: 'print' }, { by: advisor })
      .thenRefused('DOCUMENT_MISSING', 'DEL-D04')
      .andNothingWasPublished();
    const { documents } = await billing.run(GetDelivery, ofVisit, { by: advisor });
    expect(documents.filter(({ needed, documentId }) => needed && documentId === '')).toMatchObject([
      { kind: 'invoice' },
    ]);
  });
});

describe('Issue gate pass', () => {
  it('names open keys, covers and unsigned refusals in one refusal', async () => {
    others.departure = {
      ...freeToGo,
      keysReturned: false,
      protectiveCoversRemoved: false,
      unsignedRefusalIds: [ids.item],
    };
    await given(aVisit().handedOver())
      .when(IssueGatePass, ofVisit, { by: advisor })
      .thenRefused('KEYS_NOT_RETURNED', 'DEL-D14')
      .andRefused('COVERS_NOT_REMOVED', 'DEL-D14')
      .andRefused('REFUSAL_NOT_SIGNED', 'DEL-D11')
      .andNothingWasPublished();
    others.departure = { ...freeToGo, unansweredRecommendationIds: [ids.item] };
    await given()
      .when(IssueGatePass, ofVisit, { by: advisor })
      .thenPublishedOnly('GatePassIssued', 'RuleMissed')
      .andPublished('RuleMissed', { rule: 'DEL-D10', requirement: 'RECOMMENDATION_NOT_ANSWERED' });
  });
});

describe('Deliver vehicle', () => {
  it('accepts only the newest gate pass, once, within two hours', async () => {
    await billing.arrange(aVisit().handedOver());
    const issue = () => billing.run(IssueGatePass, ofVisit, { by: advisor });
    const deliver = (gatePassCode: string) =>
      given().when(DeliverVehicle, { ...ofVisit, gatePassCode }, { by: advisor });
    const first = await issue();
    const second = await issue();
    expect(second.code).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$/);
    const [row] = await billing.database.rows<{ all: string }>('select delivery::text as all from delivery limit 1');
    expect(row!.all).not.toContain(second.code);
    await deliver(first.code).thenRefused('GATE_PASS_CODE_WRONG');
    clock.advance({ minutes: 120 });
    await deliver(second.code).thenRefused('GATE_PASS_MISSING', 'DEL-D14');
    const third = await issue();
    await deliver(third.code).thenPublished('VehicleDelivered', { seenOffBy: '' });
    await deliver(third.code).thenRefused('WRONG_STATE');
  });

  it('requires a reason from an advisor who did not receive the vehicle', async () => {
    const { given: before, request } = billingSteps.DeliverVehicle;
    const other = { ...advisor, id: ids.cashier };
    await given(...before)
      .when(DeliverVehicle, request, { by: other })
      .thenRefused('DELIVERED_BY_OTHER_ADVISOR', 'DEL-D05');
    await given()
      .when(DeliverVehicle, { ...request, otherAdvisorReason: 'off_shift' }, { by: other })
      .thenPublished('VehicleDelivered', {
        advisorId: ids.cashier,
        receivingAdvisorId: advisor.id,
        otherAdvisorReason: 'off_shift',
      });
  });

  it('needs no reason from another advisor after the manager granted an override, once', async () => {
    const { given: before, request } = billingSteps.DeliverVehicle;
    const other = { ...advisor, id: ids.cashier };
    const gate = { ...ofVisit, rule: 'DEL-D05' };
    await billing.arrange(...before);
    const { overrideId } = await billing.run(
      RequestOverride,
      { ...gate, justification: 'her shift is over' },
      { by: other },
    );
    const work = () => billing.run(ListWork, { role: Role.AFTER_SALES_MANAGER }, { by: manager });
    expect((await work()).items).toMatchObject([
      { kind: 'grant_override', subjectId: overrideId, visitId: ids.visit, rule: 'DEL-D05' },
    ]);
    await given().when(DeliverVehicle, request, { by: other }).thenRefused('DELIVERED_BY_OTHER_ADVISOR');
    await billing.run(GrantOverride, { ...gate, reason: 'she told him all' }, { by: manager });
    expect((await work()).items).toEqual([]);
    await given()
      .when(DeliverVehicle, request, { by: other })
      .thenPublished('VehicleDelivered', {
        advisorId: ids.cashier,
        receivingAdvisorId: advisor.id,
        otherAdvisorReason: '',
      })
      .andPublished('RuleOverridden', {
        rule: 'DEL-D05',
        overrideId,
        aggregateKind: 'delivery',
        grantedBy: manager.id,
      });
    const { overrides } = await billing.run(ListOverrides, ofVisit, { by: advisor });
    expect(overrides).toMatchObject([{ overrideId, status: 'used' }]);
  });
});

describe('Advise customer', () => {
  it('requires the time or the distance of the next service', async () => {
    await given(aVisit())
      .when(AdviseCustomer, { ...ofVisit, wearExplained: true }, { by: advisor })
      .thenInvalid();
  });
});

describe('A late event', () => {
  it('leaves a statement unchanged that already includes it', async () => {
    await given(aVisit().drawn())
      .whenArrives('waystation.reception.v1.RepairOrderChanged', { ...ofVisit, orderRevision: 1 })
      .thenNothingWasPublished();
    await given()
      .whenArrives('waystation.workshop.v1.WorkReopened', { ...ofVisit, round: 1 })
      .thenNothingWasPublished();
    await given()
      .whenArrives('waystation.parts.v1.PartsReturned', { visitId: ids.order, parts: [] })
      .thenNothingWasPublished();
  });

  it('marks a statement stale that was drawn without it', async () => {
    await given(aVisit().settled())
      .whenArrives('waystation.workshop.v1.WorkReopened', { ...ofVisit, round: 2 })
      .thenPublished('StatementMarkedStale', { statementId: ids.visit, reason: 'work_reopened' });
    const { staleReason } = await billing.run(GetStatement, ofVisit, { by: advisor });
    expect(staleReason).toBe('work_reopened');
    others.answerWith(aVisitSeen({ round: 2 }));
    await given().when(DrawStatement, ofVisit, { by: advisor }).thenAnswered({ statementRevision: 2 });
  });
});

describe('List work', () => {
  const todo = async (request: object = {}) =>
    (await billing.run(ListWork, request, { by: advisor })).items.map(({ kind }) => kind).sort();

  it.each([
    ['draw_statement notify_vehicle_ready', aVisit()],
    ['close_statement notify_vehicle_ready', aVisit().drawn()],
    ['issue_invoice notify_vehicle_ready', aVisit().closed()],
    ['notify_vehicle_ready take_payment', aVisit().invoiced()],
    ['hand_over_documents notify_vehicle_ready', aVisit().settled()],
    ['issue_gate_pass notify_vehicle_ready', aVisit().handedOver()],
    ['deliver_vehicle notify_vehicle_ready', aVisit().passed()],
    ['', aVisit().delivered()],
    [
      'draw_statement notify_vehicle_ready',
      aVisit()
        .settled()
        .having(({ statement }, at) => statement!.workReopened(2, at)),
    ],
  ])('answers %p', async (kinds, builder) => {
    await billing.arrange(builder);
    expect((await todo()).join(' ')).toBe(kinds);
  });

  it('lists work by role and person, page by page', async () => {
    const other = '01980000-0000-7000-8000-0000000100d3';
    await billing.arrange(aVisit().invoiced(), aVisit().named(other, other, 2).handedOver());
    expect(await todo({ role: Role.CASHIER })).toEqual(['take_payment']);
    expect(await todo({ role: Role.TECHNICIAN })).toEqual([]);
    expect(await todo({ assigneeId: advisor.id })).toEqual([
      'issue_gate_pass',
      'notify_vehicle_ready',
      'notify_vehicle_ready',
      'take_payment',
    ]);
    expect(await todo({ assigneeId: ids.item })).toEqual(['take_payment']);
    const pages = await billing.pages(ListWork, { pageSize: 1 }, { by: advisor });
    const seen = pages.flatMap((page) => page.items.map(({ kind }) => kind));
    expect(seen.sort()).toEqual(['issue_gate_pass', 'notify_vehicle_ready', 'notify_vehicle_ready', 'take_payment']);
  });
});

describe('List invoices', () => {
  it('pages by number and, like the work list, refuses an unknown page token', async () => {
    const other = '01980000-0000-7000-8000-0000000100d3';
    await billing.arrange(aVisit().invoiced(), aVisit().named(other, other, 2).settled());
    const first = await billing.run(ListInvoices, { pageSize: 1 }, { by: cashier });
    expect(first.invoices).toMatchObject([{ number: '2026-000001', status: 'open' }]);
    const second = await billing.run(ListInvoices, { pageSize: 1, pageToken: first.nextPageToken }, { by: cashier });
    expect(second.invoices).toMatchObject([{ number: '2026-000002', status: 'paid' }]);
    for (const query of [ListInvoices, ListWork]) {
      await given()
        .when(query as StepClass, { pageToken: 'x' } as never, { by: cashier })
        .thenInvalid('page_token');
    }
  });
});

describeService(billing, { steps: billingSteps, queries: billingQueries, reactions: billingReactions });
