import { Conflict, journalOf, Refused, WrongState, clearJournal } from '@waystation/model';
import { hash, minute, publishedBy } from '@waystation/testing/model';
import { aPayment, aVisit, anOrder, ids, labour, part } from '../../testing/a-visit.ts';
import { Invoice } from './invoice.ts';

const invoice = () => {
  const { invoice: made } = aVisit().invoiced().make();
  clearJournal(made!);
  return made!;
};
const credit = { termsDays: 30, limitMinor: 20_000n, owedMinor: 0n };

describe('An invoice', () => {
  const issue = (payer: string, number: object = {}) => {
    const lines = [labour(), part({ payer: 'insurer' })];
    const { statement } = aVisit()
      .of({ order: anOrder({ lines }) })
      .closed()
      .make();
    const all = { year: 2026, sequence: 123, lastSequence: 122, purchaseOrderNumber: 'PO-1', isAddressed: false };
    const document = { id: ids.invoiceDocument, sha256: hash };
    return Invoice.issue(
      ids.invoice,
      statement!,
      statement!.billOf(payer, 1),
      { ...all, ...number },
      document,
      minute(1),
    );
  };

  it('charges one payer, under its own number', () => {
    const made = issue('customer');
    expect(made).toMatchObject({ number: '2026-000123', openMinor: 11_300n, status: 'open', customerId: ids.customer });
    expect(publishedBy(made)).toMatchObject([{ name: 'InvoiceIssued', number: '2026-000123', amountMinor: 11_300n }]);
  });

  it('is refused with a number that is taken or not the next', () => {
    expect(() => issue('customer', { lastSequence: 123 })).toThrow(Conflict);
    expect(() => issue('customer', { lastSequence: 121 })).toThrow(Conflict);
  });

  it('requires an address for a payer other than the customer', () => {
    expect(() => issue('insurer')).toThrow(new Refused('BILL_TO_MISSING', { payer: 'insurer' }));
    expect(issue('insurer', { isAddressed: true }).amountMinor).toBe(5_650n);
  });
});

describe('Paying an invoice', () => {
  it('accepts partial payments, up to the open amount', () => {
    const made = invoice();
    made.takePayment(aPayment({ amountMinor: 16_000n, method: 'cash' }), minute(2));
    expect([made.status, made.openMinor, made.isSettled]).toEqual(['open', 950n, false]);
    expect(() => made.takePayment(aPayment({ amountMinor: 951n }), minute(3))).toThrow('PAYMENT_ABOVE_OPEN_AMOUNT');
    made.takePayment(aPayment({ amountMinor: 950n }), minute(3));
    expect([made.status, made.openMinor, made.isSettled]).toEqual(['paid', 0n, true]);
    expect(publishedBy(made)).toMatchObject([
      { name: 'PaymentTaken', amountMinor: 16_000n, openMinor: 950n, method: 'cash' },
      { name: 'PaymentTaken', amountMinor: 950n, openMinor: 0n },
    ]);
    expect(() => made.takePayment(aPayment(), minute(4))).toThrow(WrongState);
  });

  it('requires that somebody accompanies the customer (DEL-D07)', () => {
    const made = invoice();
    made.takePayment(aPayment({ accompaniedBy: '' }), minute(2));
    expect(journalOf(made).required).toEqual([{ rule: 'DEL-D07', holds: false, requirement: 'NOT_ACCOMPANIED' }]);
  });
});

describe('Charging an invoice to an account', () => {
  it('sets the due date by the terms of the customer', () => {
    const made = invoice();
    made.takePayment(aPayment({ amountMinor: 950n }), minute(2));
    made.chargeToAccount(0, credit, ids.cashier, minute(3));
    expect(made).toMatchObject({ status: 'on_account', dueAt: minute(3 + 30 * 24 * 60), isSettled: true });
    expect(publishedBy(made).at(-1)).toMatchObject({
      name: 'ChargedToAccount',
      amountMinor: 16_000n,
      cashierId: ids.cashier,
    });
    made.takePayment(aPayment({ amountMinor: 16_000n }), minute(9));
    expect(made.status).toBe('paid');
  });

  it.each<[string, number, Partial<typeof credit>]>([
    ['NO_PAYMENT_TERMS', 0, { termsDays: 0 }],
    ['TERMS_TOO_LONG', 31, {}],
    ['ABOVE_CREDIT_LIMIT', 10, { owedMinor: 3_051n }],
  ])('is refused by %s', (reason, days, changes) => {
    expect(() => invoice().chargeToAccount(days, { ...credit, ...changes }, ids.cashier, minute(2))).toThrow(reason);
  });

  it('may use the limit in full, and requires own terms for payers other than the customer', () => {
    expect(() => invoice().chargeToAccount(10, { ...credit, owedMinor: 3_050n }, ids.cashier, minute(2))).not.toThrow();
    const other = Object.assign(invoice(), { payer: 'insurer' });
    expect(() => other.chargeToAccount(0, credit, ids.cashier, minute(2))).toThrow('TERMS_MISSING');
    other.chargeToAccount(60, { ...credit, limitMinor: 0n }, ids.cashier, minute(2));
    expect(other.dueAt).toEqual(minute(2 + 60 * 24 * 60));
  });
});
