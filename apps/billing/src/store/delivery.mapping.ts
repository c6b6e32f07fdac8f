import { defineEntity, p } from '@mikro-orm/postgresql';
import type { HandedOverDocument } from '@waystation/contracts/billing/v1/events';
import type { VisitRef } from '@waystation/model';
import { mapping, Store } from '@waystation/store';
import { Delivery, deliverySteps } from '../model/delivery.ts';

const notedDocument = defineEntity({
  name: 'NotedDocument',
  embeddable: true,
  properties: { kind: p.string(), documentId: p.uuid(), documentHash: p.string(), madeAt: p.datetime() },
});

const gatePass = defineEntity({
  name: 'GatePass',
  embeddable: true,
  properties: { gatePassId: p.uuid(), codeHash: p.string(), expiresAt: p.datetime() },
});

export const deliveryMapping = mapping(Delivery, {
  table: 'delivery',
  subject: 'delivery',
  // Events of three services change a delivery at the same time.
  lock: true,
  steps: { table: deliverySteps, initial: 'open' },
  embeds: [notedDocument, gatePass],
  visit: true,
  properties: (p) => ({
    documents: p.embedded(notedDocument).array(),
    handoverAcceptedAt: p.datetime().nullable(),
    advisorId: p.uuid().nullable(),
    notifiedAt: p.datetime().nullable(),
    walkAroundAt: p.datetime().nullable(),
    invoiceExplainedAt: p.datetime().nullable(),
    customerAdvisedAt: p.datetime().nullable(),
    nextServiceAt: p.datetime().nullable(),
    nextServiceKm: p.integer(),
    wearExplained: p.boolean(),
    handedOver: p.json<HandedOverDocument[]>(),
    handedOverAt: p.datetime().nullable(),
    gatePass: p.embedded(gatePass).object().nullable(),
    gatePassIssuedAt: p.datetime().nullable(),
    deliveredAt: p.datetime().nullable(),
  }),
});

export class Deliveries extends Store.of(deliveryMapping) {
  /** Delivery of a visit, opened if missing. */
  findOrOpen(visitId: string, { stationId, standardVersion }: Omit<VisitRef, 'visitId'>): Promise<Delivery> {
    return this.findOrAdd(visitId, () => Delivery.open({ visitId, stationId, standardVersion }));
  }
}
