import type { InvoiceIssued, PaymentTaken, ChargedToAccount } from '@waystation/contracts/billing/v1/events';
import { Aggregate, appended, Conflict, Refused, type Steps } from '@waystation/model';
import type { DocumentKept, PayerTotal, Statement } from './statement.ts';

export type InvoiceStatus = 'open' | 'on_account' | 'paid';

export interface InvoiceEvents {
  InvoiceIssued: InvoiceIssued;
  PaymentTaken: PaymentTaken;
  ChargedToAccount: ChargedToAccount;
}

/** `takePart` leaves an open amount, `payOff` none. */
export const invoiceSteps = {
  takePart: { from: ['open', 'on_account'], event: 'PaymentTaken' },
  payOff: { from: ['open', 'on_account'], to: 'paid', event: 'PaymentTaken' },
  chargeToAccount: { from: ['open'], to: 'on_account', event: 'ChargedToAccount' },
} as const satisfies Steps<InvoiceStatus, InvoiceEvents>;

/** Payment of an invoice, or of a part of it. */
export interface Payment {
  paymentId: string;
  amountMinor: bigint;
  /** `cash`, `card`, `transfer` or `wallet`. */
  method: string;
  cashierId: string;
  /** Staff id of the person who accompanied the customer; empty if nobody did. */
  accompaniedBy: string;
  /** Number of the receipt or transfer. */
  reference: string;
  takenAt: Date;
}

/** Number of an invoice: consecutive per station and year. */
export interface InvoiceNumber {
  year: number;
  sequence: number;
}

/** Number and order reference of an invoice. */
export interface Billing extends InvoiceNumber {
  purchaseOrderNumber: string;
}

/** Number printed on the document, and the counter at the time of issue. */
export interface Issue extends Billing {
  /** Last number of the station in that year. */
  lastSequence: number;
  /** True if an address other than the customer's is given. */
  isAddressed: boolean;
}

/** Payment terms and account balance of the customer. */
export interface Credit {
  /** 0 if the customer pays at once. */
  termsDays: number;
  limitMinor: bigint;
  /** Amount already charged to the account and still open. */
  owedMinor: bigint;
}

const maxPayments = 100;
const dayMs = 24 * 60 * 60 * 1_000;

/** Printed number, such as `2026-000123`. */
export function invoiceNumberText({ year, sequence }: InvoiceNumber): string {
  return `${year}-${String(sequence).padStart(6, '0')}`;
}

/** Invoice to one payer of a visit. Its amounts never change; payments are recorded beside them. */
export class Invoice extends Aggregate<typeof invoiceSteps, InvoiceEvents, 'invoice'> {
  declare visitId: string;
  declare year: number;
  /** Starts at 1 in each year of the station. */
  declare sequence: number;
  declare number: string;
  declare payer: string;
  declare currency: string;
  declare netMinor: bigint;
  declare taxMinor: bigint;
  /** With tax. */
  declare amountMinor: bigint;
  declare openMinor: bigint;
  /** Null if unknown. */
  customerId: string | null = null;
  declare purchaseOrderNumber: string;
  declare issuedAt: Date;
  /** Null if due at once. */
  dueAt: Date | null = null;
  declare documentId: string;
  declare documentHash: string;
  payments: Payment[] = [];

  protected get steps() {
    return invoiceSteps;
  }
  protected get subject() {
    return 'invoice' as const;
  }

  static issue(
    id: string,
    statement: Statement,
    { payer, netMinor, taxMinor, amountMinor }: PayerTotal,
    { year, sequence, purchaseOrderNumber, lastSequence, isAddressed }: Issue,
    { id: documentId, sha256: documentHash }: DocumentKept,
    at: Date,
  ): Invoice {
    const { stationId, visitId, standardVersion, currency, customerId } = statement;
    if (payer !== 'customer' && !isAddressed) throw new Refused('BILL_TO_MISSING', { payer });
    // Another invoice took the number printed on the document, so the document must be rendered again.
    if (sequence !== lastSequence + 1) throw new Conflict('INVOICE_NUMBER_TAKEN');
    const invoice = new Invoice();
    invoice.begin({ id, stationId, visitId, standardVersion }, 'open');
    Object.assign(invoice, { year, sequence, payer, currency, netMinor, taxMinor, amountMinor, customerId });
    invoice.number = invoiceNumberText({ year, sequence });
    invoice.openMinor = amountMinor;
    invoice.purchaseOrderNumber = purchaseOrderNumber;
    invoice.issuedAt = at;
    invoice.documentId = documentId;
    invoice.documentHash = documentHash;
    const { number } = invoice;
    invoice.publish('InvoiceIssued', at, { number, payer, amountMinor, currency, documentId, documentHash });
    return invoice;
  }

  /** True if the vehicle may leave: the invoice is paid or charged to the account. */
  get isSettled(): boolean {
    return this.status !== 'open';
  }

  takePayment(payment: Omit<Payment, 'takenAt'>, at: Date): void {
    const { paymentId, amountMinor, method, cashierId, accompaniedBy } = payment;
    this.requires('DEL-D07', accompaniedBy !== '', 'NOT_ACCOMPANIED');
    this.mustAllow('takePart');
    if (amountMinor > this.openMinor)
      throw new Refused('PAYMENT_ABOVE_OPEN_AMOUNT', { openMinor: String(this.openMinor) });
    this.payments = appended(this.payments, { ...payment, takenAt: at }, maxPayments);
    this.openMinor -= amountMinor;
    const { currency, openMinor } = this;
    const facts = { paymentId, amountMinor, currency, method, cashierId, accompaniedBy, openMinor };
    this.step(openMinor === 0n ? 'payOff' : 'takePart', at, facts);
  }

  /**
   * Charges the invoice to the account. Terms and limit apply to the customer only: other payers have their own terms.
   *
   * @param termsDays 0 to use the customer's terms
   */
  chargeToAccount(termsDays: number, credit: Credit, cashierId: string, at: Date): void {
    this.mustAllow('chargeToAccount');
    const days = this.payer === 'customer' ? this.daysByTerms(termsDays, credit) : termsDays;
    if (days === 0) throw new Refused('TERMS_MISSING');
    const dueAt = new Date(Number(at) + days * dayMs);
    this.dueAt = dueAt;
    const { openMinor: amountMinor, currency } = this;
    this.step('chargeToAccount', at, { amountMinor, currency, cashierId, dueAt });
  }

  private daysByTerms(requested: number, { termsDays, limitMinor, owedMinor }: Credit): number {
    if (termsDays === 0) throw new Refused('NO_PAYMENT_TERMS');
    if (requested > termsDays) throw new Refused('TERMS_TOO_LONG', { termsDays: String(termsDays) });
    if (owedMinor + this.openMinor > limitMinor) throw new Refused('ABOVE_CREDIT_LIMIT');
    return requested || termsDays;
  }
}
