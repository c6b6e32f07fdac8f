import { defineEntity, p } from '@mikro-orm/postgresql';
import { mapping, Store } from '@waystation/store';
import { Invoice, invoiceSteps } from '../model/invoice.ts';

const payment = defineEntity({
  name: 'Payment',
  embeddable: true,
  properties: {
    paymentId: p.uuid(),
    amountMinor: p.bigint(),
    method: p.string(),
    cashierId: p.uuid(),
    accompaniedBy: p.string(),
    reference: p.string(),
    takenAt: p.datetime(),
  },
});

export const invoiceMapping = mapping(Invoice, {
  table: 'invoice',
  subject: 'invoice',
  steps: { table: invoiceSteps, initial: 'open' },
  embeds: [payment],
  visit: true,
  properties: (p) => ({
    year: p.integer(),
    sequence: p.integer(),
    number: p.text(),
    payer: p.text(),
    currency: p.text(),
    netMinor: p.bigint(),
    taxMinor: p.bigint(),
    amountMinor: p.bigint(),
    openMinor: p.bigint(),
    customerId: p.uuid().nullable(),
    purchaseOrderNumber: p.text(),
    issuedAt: p.datetime(),
    dueAt: p.datetime().nullable(),
    documentId: p.uuid(),
    documentHash: p.text(),
    payments: p.embedded(payment).array(),
  }),
});

export class Invoices extends Store.of(invoiceMapping) {
  /** All invoices of a visit, oldest first. */
  ofVisit(visitId: string): Promise<Invoice[]> {
    return this.list({ visitId }, 100, { order: 'id' });
  }

  /** Last number of a year. Locks the counter until the step ends, so that nobody else takes the next number. */
  async lastSequence(year: number): Promise<number> {
    const [counter] = await this.rows(
      'select last_sequence from invoice_counter where station_id = $1 and year = $2 for update',
      [this.station, year],
    );
    return Number(counter?.['last_sequence'] ?? 0);
  }

  /** Stores a new invoice and its counter in one transaction, so that no number is missing. */
  override add(invoice: Invoice): void {
    const { year, sequence } = invoice;
    this.ahead(
      `insert into invoice_counter as c (station_id, year, last_sequence) values ($1, $2, $3)
       on conflict (station_id, year) do update set last_sequence = excluded.last_sequence
       where c.last_sequence = excluded.last_sequence - 1`,
      [this.station, year, sequence],
      1,
    );
    super.add(invoice);
  }

  /**
   * Amount that the customer of an invoice owes on account, without this invoice. Locks the account until the step ends:
   * two invoices charged at once would otherwise both pass the limit.
   */
  async owedWith(invoiceId: string): Promise<bigint> {
    const customer = '(select customer_id from invoice where station_id = $1 and id = $2)';
    const [, [sum]] = await Promise.all([
      this.rows(
        `select pg_advisory_xact_lock(hashtextextended('account ' || $1::uuid || coalesce(${customer}::text, ''), 0))`,
        [this.station, invoiceId],
      ),
      this.rows(
        `select coalesce(sum(open_minor), 0)::bigint as owed from invoice
         where station_id = $1 and customer_id = ${customer} and payer = 'customer' and status = 'on_account' and id <> $2`,
        [this.station, invoiceId],
      ),
    ]);
    return BigInt(sum!['owed'] as string);
  }
}
