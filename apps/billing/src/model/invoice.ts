import type { InvoiceIssued, PaymentTaken, ChargedToAccount } from '@waystation/contracts/billing/v1/events';
import { Aggregate, appended, Conflict, Refused, type Steps } from '@waystation/model';
import type { DocumentKept, PayerTotal, Statement } from './statement.ts';

export type InvoiceStatus = 'open' | 'on_account' | 'paid';

export interface InvoiceEvents {
  InvoiceIssued: InvoiceIssued;
  PaymentTaken: PaymentTaken;
  ChargedToAccount: ChargedToAccount;
}

/** `takePart` leaves something open, `payOff` nothing. */
export const invoiceSteps = {
  takePart: { from: ['open', 'on_account'], event: 'PaymentTaken' },
  payOff: { from: ['open', 'on_account'], to: 'paid', event: 'PaymentTaken' },
  chargeToAccount: { from: ['open'], to: 'on_account', event: 'ChargedToAccount' },
} as const satisfies Steps<InvoiceStatus, InvoiceEvents>;

/** Money that was taken. */
export interface Payment {
  paymentId: string;
  amountMinor: bigint;
  /** `cash`, `card`, `transfer` or `wallet`. */
  method: string;
  cashierId: string;
  /** Staff id of who went along with the customer; empty: nobody. */
  accompaniedBy: string;
  /** Of the receipt or the transfer. */
  reference: string;
  takenAt: Date;
}

/** What an invoice is known by. Its number follows the one before of the same station and year. */
export interface InvoiceNumber {
  year: number;
  sequence: number;
}

/** What an invoice says besides what is owed. */
export interface Billing extends InvoiceNumber {
  purchaseOrderNumber: string;
}

/** What its document was made with, and what counts now. */
export interface Issue extends Billing {
  /** The station's last one in that year. */
  lastSequence: number;
  /** Whether it says whom it is addressed to, if not to the customer. */
  isAddressed: boolean;
}

/** How much later a payer may pay. */
export interface Credit {
  /** Of the customer. 0: he pays at once. */
  termsDays: number;
  /** Of the customer. */
  limitMinor: bigint;
  /** What he owes already. */
  owedMinor: bigint;
}

const maxPayments = 100;
const dayMs = 24 * 60 * 60 * 1_000;

/** Such as `2026-000123`. */
export function invoiceNumberText({ year, sequence }: InvoiceNumber): string {
  return `${year}-${String(sequence).padStart(6, '0')}`;
}

/** A bill to one payer of a visit. It is never changed; what was paid of it is written down beside it. */
export class Invoice extends Aggregate<typeof invoiceSteps, InvoiceEvents, 'invoice'> {
  declare visitId: string;
  declare year: number;
  /** Counted from 1 in each year of the station. */
  declare sequence: number;
  declare number: string;
  declare payer: string;
  declare currency: string;
  declare netMinor: bigint;
  declare taxMinor: bigint;
  /** With tax. */
  declare amountMinor: bigint;
  declare openMinor: bigint;
  /** Null: not known. */
  customerId: string | null = null;
  declare purchaseOrderNumber: string;
  declare issuedAt: Date;
  /** Null: at once. */
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
    // Another invoice took the number that stands on the document: it must be made again.
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

  /** Whether nobody has to be asked for money before the truck leaves. */
  get isSettled(): boolean {
    return this.status !== 'open';
  }

  takePayment(payment: Omit<Payment, 'takenAt'>, at: Date): void {
    const { paymentId, amountMinor, method, cashierId, accompaniedBy } = payment;
    this.requires('DEL-D07', accompaniedBy !== '', 'NOT_ACCOMPANIED');
    this.mustAllow('takePart');
    if (amountMinor > this.openMinor) throw new Refused('PAYMENT_ABOVE_OPEN', { openMinor: String(this.openMinor) });
    this.payments = appended(this.payments, { ...payment, takenAt: at }, maxPayments);
    this.openMinor -= amountMinor;
    const { currency, openMinor } = this;
    const facts = { paymentId, amountMinor, currency, method, cashierId, accompaniedBy, openMinor };
    this.step(openMinor === 0n ? 'payOff' : 'takePart', at, facts);
  }

  /**
   * Lets it be paid later. The customer's terms and limit are the customer's: others pay by what was agreed with them.
   *
   * @param termsDays 0: by the terms of the customer
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

  private daysByTerms(wished: number, { termsDays, limitMinor, owedMinor }: Credit): number {
    if (termsDays === 0) throw new Refused('PAYS_AT_ONCE');
    if (wished > termsDays) throw new Refused('TERMS_TOO_LONG', { termsDays: String(termsDays) });
    if (owedMinor + this.openMinor > limitMinor) throw new Refused('ABOVE_CREDIT_LIMIT');
    return wished || termsDays;
  }
}
