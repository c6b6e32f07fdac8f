import { defineEntity, p } from '@mikro-orm/postgresql';
import { NotFound } from '@waystation/model';
import { encrypted, mapping, Store } from '@waystation/store';
import { statementSteps } from '../model/statement-steps.ts';
import { Statement, type Addressee, type KnownReturn } from '../model/statement.ts';

const line = defineEntity({
  name: 'StatementLine',
  embeddable: true,
  properties: {
    lineId: p.string(),
    itemId: p.string(),
    kind: p.string(),
    code: p.string(),
    description: p.string(),
    quantity: p.string(),
    unitPriceMinor: p.bigint(),
    netMinor: p.bigint(),
    taxCategory: p.string(),
    taxRatePercent: p.string(),
    priceList: p.string(),
    payer: p.string(),
    added: p.boolean(),
    unit: p.string(),
  },
});

const tax = defineEntity({
  name: 'StatementTax',
  embeddable: true,
  properties: {
    payer: p.string(),
    taxCategory: p.string(),
    taxRatePercent: p.string(),
    netMinor: p.bigint(),
    taxMinor: p.bigint(),
  },
});

const total = defineEntity({
  name: 'PayerTotal',
  embeddable: true,
  properties: { payer: p.string(), netMinor: p.bigint(), taxMinor: p.bigint(), amountMinor: p.bigint() },
});

const explanation = defineEntity({
  name: 'Explanation',
  embeddable: true,
  properties: { reason: p.string(), remarks: p.string(), explainedBy: p.uuid(), explainedAt: p.datetime() },
});

const difference = defineEntity({
  name: 'Difference',
  embeddable: true,
  properties: {
    differenceId: p.uuid(),
    kind: p.string(),
    itemId: p.string(),
    partNumber: p.string(),
    issueLineId: p.string(),
    expected: p.string(),
    found: p.string(),
    explanation: p.embedded(explanation).object().nullable(),
  },
});

const bill = defineEntity({
  name: 'Bill',
  embeddable: true,
  properties: {
    payer: p.string(),
    amountMinor: p.bigint(),
    invoiceId: p.uuid().nullable(),
    settled: p.boolean(),
  },
});

export const statementMapping = mapping(Statement, {
  table: 'statement',
  subject: 'statement',
  // Two payments at once would each see the other's invoice still open, and neither would settle the statement.
  lock: true,
  steps: { table: statementSteps, initial: 'drawn' },
  embeds: [line, tax, total, explanation, difference, bill],
  visit: true,
  properties: (p) => ({
    since: p.datetime(),
    revision: p.integer(),
    orderRevision: p.integer(),
    workRound: p.integer(),
    currency: p.text(),
    lines: p.embedded(line).array(),
    taxes: p.embedded(tax).array(),
    totals: p.embedded(total).array(),
    differences: p.embedded(difference).array(),
    courtesies: p.json<string[]>(),
    bills: p.embedded(bill).array(),
    knownReturns: p.json<KnownReturn[]>(),
    approvedMinor: p.bigint(),
    ceilingMinor: p.bigint(),
    workDone: p.boolean(),
    customerId: p.uuid().nullable(),
    vehicleId: p.uuid().nullable(),
    advisorId: p.uuid().nullable(),
    addressee: encrypted<Addressee>(),
    paymentTermsDays: p.integer(),
    creditLimitMinor: p.bigint(),
    drawnAt: p.datetime(),
    closedAt: p.datetime().nullable(),
    documentId: p.uuid().nullable(),
    documentHash: p.text().nullable(),
    staleReason: p.text().nullable(),
  }),
});

export class Statements extends Store.of(statementMapping) {
  /** Statement of the visit that an invoice belongs to. Needs only the id, so it can be read together with the invoice. */
  async ofInvoice(invoiceId: string): Promise<Statement> {
    const ofVisit = 'id = (select visit_id from invoice where station_id = $1 and id = $2)';
    const [found] = await this.listWhere(ofVisit, [invoiceId]);
    if (!found) throw new NotFound('invoice', invoiceId);
    return found;
  }
}
