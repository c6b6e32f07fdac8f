import { Aggregate, Conflict, NotFound, Refused, type Named, type StepFacts, type VisitRef } from '@waystation/model';
import { differencesOf, gapsOf, isSameGap, itemsNotDone, type Difference, type Gap } from './differences.ts';
import { paysHere } from './payers.ts';
import { quantityOf } from './quantity.ts';
import { statementSteps, type StatementEvents } from './statement-steps.ts';
import type { OrderSeen, Party, QuotedLine, VisitSeen } from './visit-seen.ts';

/** What is charged for. */
export interface StatementLine extends QuotedLine {
  /** Whether it was not quoted. */
  added: boolean;
}

/** What a payer owes of one tax. */
export interface StatementTax {
  payer: string;
  taxCategory: string;
  taxRatePercent: string;
  netMinor: bigint;
  taxMinor: bigint;
}

/** What a payer owes. */
export interface PayerTotal {
  payer: string;
  netMinor: bigint;
  taxMinor: bigint;
  /** With tax. */
  amountMinor: bigint;
}

/** Lines, and what they come to. */
export interface Charges {
  lines: StatementLine[];
  taxes: StatementTax[];
  totals: PayerTotal[];
}

/** What was asked for beyond the quote and nobody published a price or a tax of. */
export interface Unpublished {
  /** `FEE_NOT_PUBLISHED` or `TAX_NOT_PUBLISHED`. */
  what: string;
  code: string;
}

/** What one who pays here has to pay. */
export interface Bill {
  payer: string;
  amountMinor: bigint;
  /** Null: still to be invoiced. */
  invoiceId: string | null;
  /** Whether it is paid or on account. */
  settled: boolean;
}

/** Whom the documents are for, and of which truck they speak. */
export interface Addressee extends Party {
  vin: string;
  plate: string;
  odometerKm: number;
}

/** What of a line of an issue slip had come back when the statement was drawn. */
export interface ReturnSeen {
  issueLineId: string;
  quantity: string;
}

/** A document, as its bytes are known. */
export interface DocumentKept {
  id: string;
  sha256: string;
}

/**
 * What is to be paid of one visit, whose id it bears. Its lines are those of the countersigned order as they were quoted; what
 * differs from it is explained, and what is added is published. It is the one row that every invoice and payment of the
 * visit changes, so that the last of them is known to be the last.
 */
export class Statement extends Aggregate<typeof statementSteps, StatementEvents, 'statement'> {
  declare visitId: string;
  /** Counted from 1, incremented each time it is drawn. */
  revision = 0;
  declare orderRevision: number;
  /** Of the workshop. */
  declare workRound: number;
  declare currency: string;
  declare lines: StatementLine[];
  declare taxes: StatementTax[];
  declare totals: PayerTotal[];
  differences: Difference[] = [];
  /** In words. */
  declare courtesies: string[];
  bills: Bill[] = [];
  declare returnsSeen: ReturnSeen[];
  declare consentedMinor: bigint;
  declare ceilingMinor: bigint;
  /** Whether anything was done in the workshop. */
  declare workDone: boolean;
  /** Null: not known. */
  customerId: string | null = null;
  /** Null: not known. */
  vehicleId: string | null = null;
  /** Staff id of who received the truck; null: not known. */
  advisorId: string | null = null;
  declare addressee: Addressee;
  declare paymentTermsDays: number;
  declare creditLimitMinor: bigint;
  /** When the others were asked; what happened later is not in it. */
  declare drawnAt: Date;
  /** Since when it has its status. */
  declare since: Date;
  closedAt: Date | null = null;
  documentId: string | null = null;
  documentHash: string | null = null;
  /** Null unless it is stale. */
  staleReason: string | null = null;

  protected get steps() {
    return statementSteps;
  }
  protected get subject() {
    return 'statement' as const;
  }

  static draw(visit: Omit<VisitRef, 'standardVersion'>, seen: VisitSeen, drawing: Drawing, at: Date): Statement {
    const { stationId, visitId } = visit;
    const { standardVersion } = seen.order;
    const statement = new Statement();
    statement.begin({ id: visitId, stationId, visitId, standardVersion }, 'drawn');
    statement.drawAnew(seen, drawing, at);
    return statement;
  }

  /** Takes the place of what was drawn before. What was said of a difference that is still there holds. */
  drawAnew(seen: VisitSeen, { charges, unpublished, newId }: Drawing, at: Date): void {
    const { order } = seen;
    this.take(order);
    this.lines = charges.lines;
    this.taxes = charges.taxes;
    this.totals = charges.totals;
    this.requiresPublishedPrices();
    for (const { what, code } of unpublished) this.requires('DEL-D03', false, what, code);
    this.requiresConsent();
    this.mustAllow('draw');
    mustBeCountersigned(order);
    this.bills = this.billsFor(charges.totals);
    this.differences = differencesOf(gapsOf(seen), this.differences, newId);
    this.courtesies = seen.courtesies;
    this.workRound = seen.round;
    this.workDone = seen.jobs.some(({ status }) => status === 'finished');
    this.returnsSeen = seen.issued
      .filter(({ returnedQuantity }) => quantityOf(returnedQuantity || '0') > 0n)
      .map(({ issueLineId, returnedQuantity: quantity }) => ({ issueLineId, quantity }));
    this.drawnAt = seen.askedAt;
    this.revision += 1;
    this.closedAt = this.documentId = this.documentHash = this.staleReason = null;
    const { revision: statementRevision, orderRevision, currency, totals } = this;
    const differences = this.unexplained.length;
    this.step('draw', at, { statementRevision, orderRevision, currency, totals, differences });
  }

  /** Those that are still to be explained. */
  get unexplained(): Difference[] {
    return this.differences.filter(({ explanation }) => explanation === null);
  }

  /** Whether all who pay here have paid, or will by their terms. */
  get isSettled(): boolean {
    return this.status === 'settled';
  }

  /** Whether there is anything for which the customer himself gets an invoice. */
  get customerPays(): boolean {
    return this.bills.some(({ payer }) => payer === 'customer');
  }

  /** How much later the customer may pay. */
  get credit(): { termsDays: number; limitMinor: bigint } {
    return { termsDays: this.paymentTermsDays, limitMinor: this.creditLimitMinor };
  }

  /** Payers that are still to be invoiced. */
  get toInvoice(): string[] {
    return this.bills.filter(({ invoiceId }) => invoiceId === null).map(({ payer }) => payer);
  }

  explainDifference(differenceId: string, said: { reason: string; remarks: string }, by: string, at: Date): void {
    this.mustAllow('explainDifference');
    const { reason, remarks } = said;
    const found = this.differences.find((difference) => difference.differenceId === differenceId);
    if (!found) throw new NotFound('difference', differenceId);
    const explanation = { reason, remarks, explainedBy: by, explainedAt: at };
    this.differences = this.differences.map((each) => (each === found ? { ...each, explanation } : each));
    this.step('explainDifference', at, { differenceId, explainedBy: by, reason });
  }

  /**
   * @param seen what the others say now: the same as when it was drawn
   * @param lookedAt revision that was checked before closing
   * @param shown revision of which the document was made
   */
  close(seen: VisitSeen, lookedAt: number, shown: number, document: DocumentKept, at: Date): void {
    this.requiresPublishedPrices();
    this.requiresConsent();
    const unexplained = this.unexplained.map((difference) => this.named(difference));
    this.requiresNone('DEL-D01', 'DIFFERENCE_NOT_EXPLAINED', unexplained);
    this.mustAllow('close');
    this.mustBeRevision(lookedAt);
    this.mustBeRevision(shown);
    if (seen.order.orderRevision > this.orderRevision) {
      throw new Refused('ORDER_IS_NEWER', { orderRevision: String(seen.order.orderRevision) });
    }
    if (!this.isOf(gapsOf(seen))) throw new Refused('STATEMENT_OUT_OF_DATE');
    this.closedAt = at;
    this.documentId = document.id;
    this.documentHash = document.sha256;
    const { revision: statementRevision, orderRevision, currency, totals, consentedMinor } = this;
    this.step('close', at, {
      statementRevision,
      orderRevision,
      currency,
      totals,
      consentedMinor,
      priceLists: [...new Set(this.lines.map(({ priceList }) => priceList))].sort(),
      documentId: document.id,
      documentHash: document.sha256,
    });
    this.settleIfDone(at);
  }

  /**
   * What a payer is to be billed.
   *
   * @param shown revision of which the invoice's document was made
   * @throws Refused for one that has nothing to pay here, or was billed already
   */
  billOf(payer: string, shown: number): PayerTotal {
    this.mustAllow('issueInvoice');
    this.mustBeRevision(shown);
    const bill = this.bills.find((each) => each.payer === payer);
    if (!bill) throw new Refused('NOTHING_TO_INVOICE', { payer });
    if (bill.invoiceId !== null) throw new Refused('INVOICED_ALREADY', { payer });
    return this.totals.find((total) => total.payer === payer)!;
  }

  /** Takes note of a payer's invoice. */
  invoiced({ payer, id: invoiceId }: { payer: string; id: string }): void {
    this.bills = this.bills.map((bill) => (bill.payer === payer ? { ...bill, invoiceId } : bill));
  }

  /** Takes note that an invoice is paid, or will be by its terms. */
  statementSettled(invoiceId: string, at: Date): void {
    this.bills = this.bills.map((bill) => (bill.invoiceId === invoiceId ? { ...bill, settled: true } : bill));
    if (this.status === 'closed') this.settleIfDone(at);
  }

  /** The order has another revision since: what was drawn from an older one no longer counts. */
  orderChanged(orderRevision: number, at: Date): void {
    if (orderRevision > this.orderRevision) this.markStale('order_changed', at);
  }

  /** Parts came back, which the statement doesn't know of. */
  partsReturned(returns: readonly ReturnSeen[], happenedAt: Date, at: Date): void {
    const isNews = happenedAt > this.drawnAt || returns.some((each) => !this.knowsOf(each));
    if (isNews) this.markStale('parts_returned', at);
  }

  /** The work was taken up again. */
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

  private knowsOf({ issueLineId, quantity }: ReturnSeen): boolean {
    const seen = this.returnsSeen.find((each) => each.issueLineId === issueLineId);
    return seen !== undefined && quantityOf(seen.quantity) >= quantityOf(quantity);
  }

  private isOf(gaps: readonly Gap[]): boolean {
    const { differences } = this;
    return gaps.length === differences.length && gaps.every((gap) => differences.some((each) => isSameGap(gap, each)));
  }

  private take(order: OrderSeen): void {
    const { vin, plate, odometerKm, party } = order;
    this.orderRevision = order.orderRevision;
    this.currency = order.currency;
    this.consentedMinor = order.consentedMinor;
    this.ceilingMinor = order.ceilingMinor;
    this.customerId = order.customerId || null;
    this.vehicleId = order.vehicleId || null;
    this.advisorId = order.advisorId || null;
    this.addressee = { ...party, vin, plate, odometerKm };
    this.paymentTermsDays = order.paymentTermsDays;
    this.creditLimitMinor = order.creditLimitMinor;
  }

  /** An invoice stays valid if the statement is drawn again: only a credit note reverses it. */
  private billsFor(totals: readonly PayerTotal[]): Bill[] {
    const owed = totals.filter(({ payer, amountMinor }) => paysHere(payer) && amountMinor > 0n);
    for (const { payer, invoiceId, amountMinor } of this.bills) {
      const stands = owed.some((total) => total.payer === payer && total.amountMinor === amountMinor);
      if (invoiceId !== null && !stands) throw new Refused('INVOICED_ALREADY', { payer });
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

  /** A difference by what it is about: the part, or the work of its item. */
  private named({ differenceId: id, itemId, partNumber }: Difference): Named {
    const about = this.lines.filter((line) => line.itemId === itemId);
    const part = about.find(({ code }) => code === partNumber);
    const name = partNumber === '' ? about[0]?.description : `${partNumber} ${part?.description ?? ''}`.trim();
    const number = this.differences.findIndex(({ differenceId }) => differenceId === id) + 1;
    return { id, en: name || `difference ${number}`, zh: name || `第 ${number} 项差异` };
  }

  private requiresConsent(): void {
    const asked = this.totals.find(({ payer }) => payer === 'customer')?.amountMinor ?? 0n;
    this.requires('DEL-D02', asked <= this.consentedMinor + this.ceilingMinor, 'ABOVE_CONSENT');
  }

  private settleIfDone(at: Date): void {
    if (this.bills.every(({ settled }) => settled)) this.step('settle', at);
  }
}

/** What is charged for, and what makes ids. */
export interface Drawing {
  charges: Charges;
  unpublished: readonly Unpublished[];
  newId: () => string;
}

/**
 * The order's lines that are charged for, as they were quoted. What was ordered of the workshop and is not done is not
 * charged for; whether it had to be is to be explained.
 */
export function quotedLines(seen: Pick<VisitSeen, 'order' | 'jobs'>): StatementLine[] {
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

function mustBeCountersigned({ status }: OrderSeen): void {
  if (status !== 'countersigned') throw new Refused('ORDER_NOT_COUNTERSIGNED', { status });
}
