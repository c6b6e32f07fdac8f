import { totalsOf } from '@waystation/pricing';
import { hash, minute, otherHash, type Place, sharedIds } from '@waystation/testing/model';
import { Delivery, ownDocuments, type Departure } from '../src/model/delivery.ts';
import { Invoice } from '../src/model/invoice.ts';
import { quotedLines, Statement, type StatementLine } from '../src/model/statement.ts';
import type {
  IssuedPart,
  OrderedItem,
  JobFacts,
  OrderFacts,
  QuotedLine,
  VisitFacts,
} from '../src/model/visit-facts.ts';

/** Named ids of the tests. */
export const ids = {
  ...sharedIds,
  item: '01980000-0000-7000-8000-000000000001',
  otherItem: '01980000-0000-7000-8000-000000000002',
  customer: '01980000-0000-7000-8000-0000000000a1',
  vehicle: '01980000-0000-7000-8000-0000000000a2',
  issueLine: '01980000-0000-7000-8000-0000000000d1',
  difference: '01980000-0000-7000-8000-0000000000d2',
  invoice: '01980000-0000-7000-8000-0000000000d3',
  gatePass: '01980000-0000-7000-8000-0000000000d4',
  payment: '01980000-0000-7000-8000-0000000000d5',
  order: '01980000-0000-7000-8000-0000000000e1',
  sheet: '01980000-0000-7000-8000-0000000000e2',
  card: '01980000-0000-7000-8000-0000000000e3',
  statementDocument: '01980000-0000-7000-8000-0000000000e4',
  invoiceDocument: '01980000-0000-7000-8000-0000000000e5',
  recommendation: '01980000-0000-7000-8000-0000000000f1',
  override: '01980000-0000-7000-8000-0000000000f2',
};

export const priceList = '01980000-0000-7000-8000-0000000000b1:3';

export const market = { currency: 'CNY', jurisdiction: 'CN' };

const quoted = { taxCategory: 'standard', taxRatePercent: '13', priceList, payer: 'customer' };

/** One hour of labour, 100 yuan. */
export function labour(facts: Partial<QuotedLine> = {}): QuotedLine {
  const price = { quantity: '1', unit: 'hour', unitPriceMinor: 10_000n, netMinor: 10_000n };
  const what = { kind: 'labour', code: '013-001-017', description: 'Brakes relined' };
  return { lineId: 'labour', itemId: ids.item, ...what, ...price, ...quoted, ...facts };
}

/** Two linings, 25 yuan each. */
export function part(facts: Partial<QuotedLine> = {}): QuotedLine {
  const price = { quantity: '2', unit: 'piece', unitPriceMinor: 2_500n, netMinor: 5_000n };
  return {
    lineId: 'part',
    itemId: ids.item,
    kind: 'part',
    code: 'P-1',
    description: 'Lining',
    ...price,
    ...quoted,
    ...facts,
  };
}

export function anItem(facts: Partial<OrderedItem> = {}): OrderedItem {
  return { itemId: ids.item, payer: 'customer', isWork: true, parts: [{ partNumber: 'P-1', quantity: '2' }], ...facts };
}

export const party = {
  name: 'Northern Haulage',
  contactName: 'Li Wei',
  phone: '+86 10 5555 0100',
  address: '1 Ring Road',
  taxNumber: '91110000',
  language: 'en',
};

/** Countersigned order over 169.50 with tax, the amount the customer agreed to. */
export function anOrder(facts: Partial<OrderFacts> = {}): OrderFacts {
  return {
    status: 'countersigned',
    orderRevision: 1,
    currency: 'CNY',
    items: [anItem()],
    lines: [labour(), part()],
    approvedMinor: 16_950n,
    ceilingMinor: 1_000n,
    customerId: ids.customer,
    vehicleId: ids.vehicle,
    advisorId: ids.advisor,
    party,
    vin: '1M8GDM9AXKP042788',
    plate: 'A-12345',
    odometerKm: 123_456,
    standardVersion: '7',
    paymentTermsDays: 30,
    creditLimitMinor: 20_000n,
    ...facts,
  };
}

export function aJob(facts: Partial<JobFacts> = {}): JobFacts {
  const fitted = [{ issueLineId: ids.issueLine, quantity: '2' }];
  return { jobId: ids.item, status: 'finished', workedMinutes: 55, fitted, ...facts };
}

export function issued(facts: Partial<IssuedPart> = {}): IssuedPart {
  const line = { issueLineId: ids.issueLine, itemId: ids.item, partNumber: 'P-1' };
  return { ...line, quantity: '2', returnedQuantity: '0', ...facts };
}

/** Visit in which all work was done as ordered. */
export function aVisitSeen(facts: Partial<VisitFacts> = {}): VisitFacts {
  return {
    askedAt: minute(0),
    order: anOrder(),
    round: 1,
    jobs: [aJob()],
    courtesies: ['Lamp renewed'],
    issued: [issued()],
    ...facts,
  };
}

/** Lines with their taxes and totals. */
export function chargesOf(lines: StatementLine[]) {
  const { taxes, totals } = totalsOf(lines, market);
  return { lines, taxes, totals };
}

/** Input of `Statement.draw` with consecutive ids of differences. */
export function drawing(seen: VisitFacts, ...added: StatementLine[]) {
  let made = 0;
  const newId = () => ids.difference.slice(0, -2) + (0x90 + made++).toString(16);
  return { charges: chargesOf([...quotedLines(seen), ...added]), unpublished: [], newId };
}

/** Departure checks of a vehicle that may leave. */
export const freeToGo: Departure = {
  stage: 'settled',
  keysReturned: true,
  protectiveCoversRemoved: true,
  handoverAccepted: true,
  unansweredRecommendationIds: [],
  unsignedRefusalIds: [],
};

/** Stages of the builder, in process order. */
const stages = ['arriving', 'drawn', 'closed', 'invoiced', 'settled', 'handedOver', 'passed', 'delivered'] as const;

type Stage = (typeof stages)[number];

/** Visit taken to a stage by the real steps: `aVisit().closed()`. */
export function aVisit(): VisitBuilder {
  return new VisitBuilder();
}

/** Delivery of a visit, with statement and invoice if its stage has them. */
export interface BuiltVisit {
  delivery: Delivery;
  statement: Statement | undefined;
  invoice: Invoice | undefined;
}

export class VisitBuilder {
  private seen = aVisitSeen();
  private visitId = ids.visit;
  private invoiceId = ids.invoice;
  private sequence = 1;
  private stage: Stage = 'arriving';
  private codeHash = hash;
  private readonly changes: ((built: BuiltVisit, at: Date) => void)[] = [];

  of(facts: Partial<VisitFacts>): this {
    this.seen = aVisitSeen(facts);
    return this;
  }

  named(visitId: string, invoiceId: string, sequence: number): this {
    Object.assign(this, { visitId, invoiceId, sequence });
    return this;
  }

  drawn(): this {
    return this.upTo('drawn');
  }

  closed(): this {
    return this.upTo('closed');
  }

  /** Invoice to the customer. */
  invoiced(): this {
    return this.upTo('invoiced');
  }

  /** Paid by card. */
  settled(): this {
    return this.upTo('settled');
  }

  handedOver(): this {
    return this.upTo('handedOver');
  }

  passed(codeHash = hash): this {
    this.codeHash = codeHash;
    return this.upTo('passed');
  }

  delivered(): this {
    return this.upTo('delivered');
  }

  /** Adds a change that is made last. */
  having(change: (built: BuiltVisit, at: Date) => void): this {
    this.changes.push(change);
    return this;
  }

  build(place?: Place): object[] {
    const { delivery, statement, invoice } = this.make(place);
    return [delivery, statement, invoice].filter((each) => each !== undefined);
  }

  make(place?: Place): BuiltVisit {
    const at = place?.now ?? minute(0);
    const id = (idAtA: string) => place?.id(idAtA) ?? idAtA;
    const visit = { stationId: place?.stationId ?? ids.station, visitId: id(this.visitId) };
    const built = this.advance(visit, id, at);
    for (const change of this.changes) change(built, at);
    return built;
  }

  private upTo(stage: Stage): this {
    if (stages.indexOf(stage) <= stages.indexOf(this.stage))
      throw new Error(`aVisit() is already ${this.stage}; ${stage} must be a later stage`);
    this.stage = stage;
    return this;
  }

  private reaches(stage: Stage): boolean {
    return stages.indexOf(stage) <= stages.indexOf(this.stage);
  }

  private advance(visit: { stationId: string; visitId: string }, id: (idAtA: string) => string, at: Date): BuiltVisit {
    const delivery = Delivery.open({ ...visit, standardVersion: '7' });
    const note = (kind: string, documentId: string) =>
      delivery.noteDocument({ kind, documentId: id(documentId), documentHash: hash }, at);
    note('repair_order', ids.order);
    note('inspection_sheet', ids.sheet);
    note('guarantee_certificate', ids.card);
    const advisor = id(ids.advisor);
    delivery.noteHandover(advisor, at);
    if (!this.reaches('drawn')) return { delivery, statement: undefined, invoice: undefined };

    const { order } = this.seen;
    const own = { customerId: id(order.customerId), vehicleId: id(order.vehicleId), advisorId: id(order.advisorId) };
    const seen = { ...this.seen, order: { ...order, ...own } };
    const counted = drawing(seen);
    const statement = Statement.draw(visit, seen, { ...counted, newId: () => id(counted.newId()) }, at);
    if (!this.reaches('closed')) return { delivery, statement, invoice: undefined };

    for (const { differenceId } of statement.unexplained) {
      statement.explainDifference(differenceId, { reason: 'other', remarks: '' }, advisor, at);
    }
    statement.close(seen, 1, 1, { id: id(ids.statementDocument), sha256: hash }, at);
    if (!this.reaches('invoiced')) return { delivery, statement, invoice: undefined };

    const invoice = this.invoice(statement, id, at);
    if (!this.reaches('settled')) return { delivery, statement, invoice };

    invoice.takePayment(
      aPayment({ paymentId: id(ids.payment), cashierId: id(ids.cashier), accompaniedBy: advisor }),
      at,
    );
    statement.statementSettled(invoice.id, at);
    if (!this.reaches('handedOver')) return { delivery, statement, invoice };

    const documents = ownDocuments(statement, [invoice]);
    delivery.handOverDocuments('print', statement, documents, advisor, at);
    if (!this.reaches('passed')) return { delivery, statement, invoice };

    const pass = { gatePassId: id(ids.gatePass), codeHash: this.codeHash };
    delivery.issueGatePass(pass, freeToGo, statement, documents, at);
    if (!this.reaches('delivered')) return { delivery, statement, invoice };

    delivery.deliverVehicle(
      { codeHash: this.codeHash, otherAdvisorReason: '', seenOffBy: advisor },
      statement,
      advisor,
      at,
    );
    return { delivery, statement, invoice };
  }

  private invoice(statement: Statement, id: (idAtA: string) => string, at: Date): Invoice {
    const total = statement.billOf('customer', 1);
    const { sequence } = this;
    const number = { year: 2026, sequence, lastSequence: sequence - 1, purchaseOrderNumber: '', isAddressed: false };
    const document = { id: id(ids.invoiceDocument), sha256: otherHash };
    const invoice = Invoice.issue(id(this.invoiceId), statement, total, number, document, at);
    statement.invoiced(invoice);
    return invoice;
  }
}

/** Payment of the sample invoice in full. */
export function aPayment(facts: Partial<Parameters<Invoice['takePayment']>[0]> = {}) {
  const who = { cashierId: ids.cashier, accompaniedBy: ids.advisor };
  return { paymentId: ids.payment, amountMinor: 16_950n, method: 'card', ...who, reference: '', ...facts };
}
