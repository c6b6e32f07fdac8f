import { defineEntity, p } from '@mikro-orm/postgresql';
import { NotFound } from '@waystation/model';
import { encrypted, mapping, Store } from '@waystation/store';
import type { OrderItem } from '../model/order-item.ts';
import { orderSteps } from '../model/order-steps.ts';
import { RepairOrder, type DocumentRef } from '../model/repair-order.ts';
import type { Countersignature, Signature, WithdrawnSignature } from '../model/signature.ts';

const quotedLine = defineEntity({
  name: 'QuotedLine',
  embeddable: true,
  properties: {
    lineId: p.uuid(),
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
    unit: p.string(),
  },
});

const payerTotal = defineEntity({
  name: 'PayerTotal',
  embeddable: true,
  properties: { payer: p.string(), netMinor: p.bigint(), taxMinor: p.bigint(), amountMinor: p.bigint() },
});

const quote = defineEntity({
  name: 'Quote',
  embeddable: true,
  properties: {
    quoteVersion: p.integer(),
    quotedAt: p.datetime(),
    currency: p.string(),
    customerMinor: p.bigint(),
    priceLists: p.json<string[]>(),
    labourMinutes: p.integer(),
    lines: p.embedded(quotedLine).array(),
    totals: p.embedded(payerTotal).array(),
  },
});

const deliveryPromise = defineEntity({
  name: 'DeliveryPromise',
  embeddable: true,
  properties: { promisedAt: p.datetime(), finishAt: p.datetime(), madeAt: p.datetime() },
});

const presentation = defineEntity({
  name: 'Presentation',
  embeddable: true,
  properties: { documentId: p.uuid(), documentHash: p.string(), revision: p.integer(), presentedAt: p.datetime() },
});

const addendum = defineEntity({
  name: 'Addendum',
  embeddable: true,
  properties: {
    number: p.integer(),
    orderRevision: p.integer(),
    source: p.string(),
    sourceId: p.string(),
    urgency: p.string(),
    unsafe: p.boolean(),
    componentCode: p.string(),
    addendumHash: p.string(),
    addedAt: p.datetime(),
    isAnswered: p.boolean(),
  },
});

export const repairOrderMapping = mapping(RepairOrder, {
  table: 'repair_order',
  subject: 'repair order',
  steps: { table: orderSteps, initial: 'drafted' },
  embeds: [quotedLine, payerTotal, quote, deliveryPromise, presentation, addendum],
  visit: true,
  properties: (p) => ({
    advisorId: p.uuid().nullable(),
    revision: p.integer(),
    countersignedRevision: p.integer(),
    draftedAt: p.datetime(),
    since: p.datetime(),
    items: p.json<OrderItem[]>(),
    quotes: p.integer(),
    quote: p.embedded(quote).object().nullable(),
    ceilingMinor: p.bigint(),
    promise: p.embedded(deliveryPromise).object().nullable(),
    firstPromisedAt: p.datetime().nullable(),
    explainedAt: p.datetime().nullable(),
    presentation: p.embedded(presentation).object().nullable(),
    signedAt: p.datetime().nullable(),
    countersignedAt: p.datetime().nullable(),
    countersignedDocument: p.json<DocumentRef>().nullable(),
    copyGivenAt: p.datetime().nullable(),
    addenda: p.embedded(addendum).array(),
    findingOpenSince: p.datetime().nullable(),
    corrections: encrypted<Record<string, string>>(),
    signature: encrypted<Signature>().nullable(),
    countersignature: encrypted<Countersignature>().nullable(),
    withdrawnSignatures: encrypted<WithdrawnSignature[]>(),
    presentedDocument: encrypted<object>().nullable(),
  }),
});

export class RepairOrders extends Store.of(repairOrderMapping) {
  /** @throws NotFound if the visit has no order */
  async ofVisit(visitId: string): Promise<RepairOrder> {
    const found = await this.findOfVisit(visitId);
    if (!found) throw new NotFound('repair order', visitId);
    return found;
  }

  /** Order of a visit; undefined if it has none. */
  findOfVisit(visitId: string): Promise<RepairOrder | undefined> {
    return this.findBy({ visitId });
  }
}
