import { Aggregate, Conflict, NotFound, Refused, type Named, type StepFacts, type VisitRef } from '@waystation/model';
import { differencesOf, gapsOf, isSameGap, itemsNotDone, type Difference, type Gap } from './differences.ts';
import { paysHere } from './payers.ts';
import { quantityOf } from './quantity.ts';
import { statementSteps, type StatementEvents } from './statement-steps.ts';
import type { OrderFacts, Party, QuotedLine, VisitFacts } from './visit-facts.ts';

/** Charged line. */
export interface StatementLine extends QuotedLine {
  /** True if the line was not quoted. */
  added: boolean;
}

/** Amount of one tax that a payer owes. */
export interface StatementTax {
  payer: string;
  taxCategory: string;
  taxRatePercent: string;
  netMinor: bigint;
  taxMinor: bigint;
}

/** Total amount that a payer owes. */
export interface PayerTotal {
  payer: string;
  netMinor: bigint;
  taxMinor: bigint;
  /** With tax. */
  amountMinor: bigint;
}

/** Lines with their taxes and totals. */
export interface Charges {
  lines: StatementLine[];
  taxes: StatementTax[];
  totals: PayerTotal[];
}

/** Code of a requested fee or tax that is not published. */
export interface Unpublished {
  /** `FEE_NOT_PUBLISHED` or `TAX_NOT_PUBLISHED`. */
  requirement: string;
  code: string;
}

/** Amount that one payer pays at the station. */
export interface Bill {
  payer: string;
  amountMinor: bigint;
  /** Null until invoiced. */
  invoiceId: string | null;
  /** True if paid or charged to the account. */
  settled: boolean;
}

/** Addressee of the documents, and the vehicle named on them. */
export interface Addressee extends Party {
  vin: string;
  plate: string;
  odometerKm: number;
}

/** Quantity of an issued line that was returned before the statement was drawn. */
export interface KnownReturn {
  issueLineId: string;
  quantity: string;
}

/** Stored document, with the hash of its bytes. */
export interface DocumentKept {
  id: string;
  sha256: string;
}

/**
 * Amounts due for one visit, under the id of the visit. The lines are those of the countersigned order, at their quoted
 * prices; differences are explained, and added lines have published prices. Every invoice and payment of the visit changes
 * this row, so that the last one can settle it.
 */
export class Statement extends Aggregate<typeof statementSteps, StatementEvents, 'statement'> {
  declare visitId: string;
  /** Starts at 1, incremented each time the statement is drawn. */
  revision = 0;
  declare orderRevision: number;
  /** Round of the workshop, incremented each time the work is reopened. */
  declare workRound: number;
  declare currency: string;
  declare lines: StatementLine[];
  declare taxes: StatementTax[];
  declare totals: PayerTotal[];
  differences: Difference[] = [];
  /** Descriptions of work done without charge. */
  declare courtesies: string[];
  bills: Bill[] = [];
  declare knownReturns: KnownReturn[];
  declare approvedMinor: bigint;
  declare ceilingMinor: bigint;
  /** True if the workshop finished any work. */
  declare workDone: boolean;
  /** Null if unknown. */
  customerId: string | null = null;
  /** Null if unknown. */
  vehicleId: string | null = null;
  /** Staff id of the advisor who received the vehicle; null if unknown. */
  advisorId: string | null = null;
  declare addressee: Addressee;
  declare paymentTermsDays: number;
  declare creditLimitMinor: bigint;
  /** Time at which the other services were queried; later events are not included. */
  declare drawnAt: Date;
  /** Time of the last change of status. */
  declare since: Date;
  closedAt: Date | null = null;
  documentId: string | null = null;
  documentHash: string | null = null;
  /** Null unless stale. */
  staleReason: string | null = null;

  protected get steps() {
    return statementSteps;
  }
  protected get subject() {
    return 'statement' as const;
  }

  static draw(visit: Omit<VisitRef, 'standardVersion'>, seen: VisitFacts, drawing: Drawing, at: Date): Statement {
    const { stationId, visitId } = visit;
    const { standardVersion } = seen.order;
    const statement = new Statement();
    statement.begin({ id: visitId, stationId, visitId, standardVersion }, 'drawn');
    statement.redraw(seen, drawing, at);
    return statement;
  }

  /** Replaces the previous revision. Explanations of unchanged differences are kept. */
  redraw(seen: VisitFacts, { charges, unpublished, newId }: Drawing, at: Date): void {
    const { order } = seen;
    this.copyOrder(order);
    this.lines = charges.lines;
    this.taxes = charges.taxes;
    this.totals = charges.totals;
    this.requiresPublishedPrices();
    for (const { requirement, code } of unpublished) this.requires('DEL-D03', false, requirement, code);
    this.requiresConsent();
    this.mustAllow('draw');
    mustBeCountersigned(order);
    this.bills = this.billsFor(charges.totals);
    this.differences = differencesOf(gapsOf(seen), this.differences, newId);
    this.courtesies = seen.courtesies;
    this.workRound = seen.round;
    this.workDone = seen.jobs.some(({ status }) => status === 'finished');
    this.knownReturns = seen.issued
      .filter(({ returnedQuantity }) => quantityOf(returnedQuantity || '0') > 0n)
      .map(({ issueLineId, returnedQuantity: quantity }) => ({ issueLineId, quantity }));
    this.drawnAt = seen.askedAt;
    this.revision += 1;
    this.closedAt = this.documentId = this.documentHash = this.staleReason = null;
    const { revision: statementRevision, orderRevision, currency, totals } = this;
    const differences = this.unexplained.length;
    this.step('draw', at, { statementRevision, orderRevision, currency, totals, differences });
  }

  /** Differences without an explanation. */
  get unexplained(): Difference[] {
    return this.differences.filter(({ explanation }) => explanation === null);
  }

  /** True if every invoice is paid or charged to an account. */
  get isSettled(): boolean {
    return this.status === 'settled';
  }

  /** True if the customer gets an invoice. */
  get customerPays(): boolean {
    return this.bills.some(({ payer }) => payer === 'customer');
  }

  /** Payment terms and credit limit of the customer. */
  get credit(): { termsDays: number; limitMinor: bigint } {
    return { termsDays: this.paymentTermsDays, limitMinor: this.creditLimitMinor };
  }

  /** Payers without an invoice. */
  get toInvoice(): string[] {
    return this.bills.filter(({ invoiceId }) => invoiceId === null).map(({ payer }) => payer);
  }

  explainDifference(differenceId: string, stated: { reason: string; remarks: string }, by: string, at: Date): void {
    this.mustAllow('explainDifference');
    const { reason, remarks } = stated;
    const found = this.differences.find((difference) => difference.differenceId === differenceId);
    if (!found) throw new NotFound('difference', differenceId);
    const explanation = { reason, remarks, explainedBy: by, explainedAt: at };
    this.differences = this.differences.map((each) => (each === found ? { ...each, explanation } : each));
    this.step('explainDifference', at, { differenceId, explainedBy: by, reason });
  }

  /**
   * @param seen current facts of the visit; must equal those of the drawing
   * @param checkedRevision revision that the advisor checked
   * @param documentRevision revision that the document shows
   */
  close(seen: VisitFacts, checkedRevision: number, documentRevision: number, document: DocumentKept, at: Date): void {
    this.requiresPublishedPrices();
    this.requiresConsent();
    const unexplained = this.unexplained.map((difference) => this.named(difference));
    this.requiresNone('DEL-D01', 'DIFFERENCE_NOT_EXPLAINED', unexplained);
    this.mustAllow('close');
    this.mustBeRevision(checkedRevision);
    this.mustBeRevision(documentRevision);
    if (seen.order.orderRevision > this.orderRevision) {
      throw new Refused('ORDER_CHANGED_SINCE_STATEMENT', { orderRevision: String(seen.order.orderRevision) });
    }
    if (!this.hasSameGaps(gapsOf(seen))) throw new Refused('STATEMENT_OUT_OF_DATE');
    this.closedAt = at;
    this.documentId = document.id;
    this.documentHash = document.sha256;
    const { revision: statementRevision, orderRevision, currency, totals, approvedMinor } = this;
    this.step('close', at, {
      statementRevision,
      orderRevision,
      currency,
      totals,
      approvedMinor,
      priceLists: [...new Set(this.lines.map(({ priceList }) => priceList))].sort(),
      documentId: document.id,
      documentHash: document.sha256,
    });
    this.settleIfDone(at);
  }

  /**
   * Total that a payer will be invoiced.
   *
   * @param documentRevision revision that the document of the invoice shows
   * @throws Refused for a payer that pays nothing at the station, or already has an invoice
   */
  billOf(payer: string, documentRevision: number): PayerTotal {
    this.mustAllow('issueInvoice');
    this.mustBeRevision(documentRevision);
    const bill = this.bills.find((each) => each.payer === payer);
    if (!bill) throw new Refused('NOTHING_TO_INVOICE', { payer });
    if (bill.invoiceId !== null) throw new Refused('ALREADY_INVOICED', { payer });
    return this.totals.find((total) => total.payer === payer)!;
  }

  /** Notes the invoice of a payer. */
  invoiced({ payer, id: invoiceId }: { payer: string; id: string }): void {
    this.bills = this.bills.map((bill) => (bill.payer === payer ? { ...bill, invoiceId } : bill));
  }

  /** Notes that an invoice is paid or charged to an account. */
  statementSettled(invoiceId: string, at: Date): void {
    this.bills = this.bills.map((bill) => (bill.invoiceId === invoiceId ? { ...bill, settled: true } : bill));
    if (this.status === 'closed') this.settleIfDone(at);
  }

  /** Marks the statement stale if it was drawn from an older revision of the order. */
  orderChanged(orderRevision: number, at: Date): void {
    if (orderRevision > this.orderRevision) this.markStale('order_changed', at);
  }

  /** Marks the statement stale if parts were returned that it does not include. */
  partsReturned(returns: readonly KnownReturn[], happenedAt: Date, at: Date): void {
    const isNews = happenedAt > this.drawnAt || returns.some((each) => !this.includes(each));
    if (isNews) this.markStale('parts_returned', at);
  }

  /** Marks the statement stale if the work was reopened after the drawing. */
  workReopened(round: number, at: Date): void {
    if (round > this.workRound) this.markStale('work_reopened', at);
  }

  protected override step<V extends keyof typeof statementSteps>(
    verb: V,
    at: Date,
    ...facts: StepFacts<(typeof statementSteps)[V], StatementEvents, 'statement'>
  ): void {
    const before = this.status;
    super.step(verb, at, ...facts);
    if (this.status !== before || verb === 'draw') this.since = at;
  }

  private markStale(reason: string, at: Date): void {
    if (this.status === 'stale') return;
    this.step('markStale', at, { reason });
    this.staleReason = reason;
  }

  private mustBeRevision(seen: number): void {
    if (seen !== this.revision) throw new Conflict('STATEMENT_CHANGED', { revision: String(this.revision) });
  }

  private includes({ issueLineId, quantity }: KnownReturn): boolean {
    const seen = this.knownReturns.find((each) => each.issueLineId === issueLineId);
    return seen !== undefined && quantityOf(seen.quantity) >= quantityOf(quantity);
  }

  private hasSameGaps(gaps: readonly Gap[]): boolean {
    const { differences } = this;
    return gaps.length === differences.length && gaps.every((gap) => differences.some((each) => isSameGap(gap, each)));
  }

  private copyOrder(order: OrderFacts): void {
    const { vin, plate, odometerKm, party } = order;
    this.orderRevision = order.orderRevision;
    this.currency = order.currency;
    this.approvedMinor = order.approvedMinor;
    this.ceilingMinor = order.ceilingMinor;
    this.customerId = order.customerId || null;
    this.vehicleId = order.vehicleId || null;
    this.advisorId = order.advisorId || null;
    this.addressee = { ...party, vin, plate, odometerKm };
    this.paymentTermsDays = order.paymentTermsDays;
    this.creditLimitMinor = order.creditLimitMinor;
  }

  /** Bills of the totals. An issued invoice stays valid when the statement is drawn again: only a credit note reverses it. */
  private billsFor(totals: readonly PayerTotal[]): Bill[] {
    const owed = totals.filter(({ payer, amountMinor }) => paysHere(payer) && amountMinor > 0n);
    for (const { payer, invoiceId, amountMinor } of this.bills) {
      const isStillOwed = owed.some((total) => total.payer === payer && total.amountMinor === amountMinor);
      if (invoiceId !== null && !isStillOwed) throw new Refused('ALREADY_INVOICED', { payer });
    }
    return owed.map(({ payer, amountMinor }): Bill => {
      const before = this.bills.find((bill) => bill.payer === payer && bill.amountMinor === amountMinor);
      return before ?? { payer, amountMinor, invoiceId: null, settled: false };
    });
  }

  private requiresPublishedPrices(): void {
    for (const { priceList, lineId: id, code, description } of this.lines) {
      const name = description || code;
      this.requires('DEL-D03', priceList !== '', 'PRICE_LIST_MISSING', { id, en: name, zh: name });
    }
  }

  /** Name of a difference: its part, or the work of its item. */
  private named({ differenceId: id, itemId, partNumber }: Difference): Named {
    const about = this.lines.filter((line) => line.itemId === itemId);
    const part = about.find(({ code }) => code === partNumber);
    const name = partNumber === '' ? about[0]?.description : `${partNumber} ${part?.description ?? ''}`.trim();
    const number = this.differences.findIndex(({ differenceId }) => differenceId === id) + 1;
    return { id, en: name || `difference ${number}`, zh: name || `第 ${number} 项差异` };
  }

  private requiresConsent(): void {
    const due = this.totals.find(({ payer }) => payer === 'customer')?.amountMinor ?? 0n;
    this.requires('DEL-D02', due <= this.approvedMinor + this.ceilingMinor, 'ABOVE_APPROVED_AMOUNT');
  }

  private settleIfDone(at: Date): void {
    if (this.bills.every(({ settled }) => settled)) this.step('settle', at);
  }
}

/** Input for drawing a statement. */
export interface Drawing {
  charges: Charges;
  unpublished: readonly Unpublished[];
  newId: () => string;
}

/**
 * Charged lines of the order, at their quoted prices. Workshop items that are not finished are not charged, and are
 * reported as differences.
 */
export function quotedLines(seen: Pick<VisitFacts, 'order' | 'jobs'>): StatementLine[] {
  const notDone = new Set(itemsNotDone(seen).map(({ itemId }) => itemId));
  return seen.order.lines
    .filter(({ itemId }) => !notDone.has(itemId))
    .map((line) => ({
      lineId: line.lineId,
      itemId: line.itemId,
      kind: line.kind,
      code: line.code,
      description: line.description,
      quantity: line.quantity,
      unit: line.unit,
      unitPriceMinor: line.unitPriceMinor,
      netMinor: line.netMinor,
      taxCategory: line.taxCategory,
      taxRatePercent: line.taxRatePercent,
      priceList: line.priceList,
      payer: line.payer,
      added: false,
    }));
}

function mustBeCountersigned({ status }: OrderFacts): void {
  if (status !== 'countersigned') throw new Refused('ORDER_NOT_COUNTERSIGNED', { status });
}
