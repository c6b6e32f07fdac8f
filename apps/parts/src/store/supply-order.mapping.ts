import { mapping, Store } from '@waystation/store';
import { SupplyOrder, supplyOrderSteps } from '../model/supply-order.ts';

export const supplyOrderMapping = mapping(SupplyOrder, {
  table: 'supply_order',
  subject: 'supply order',
  steps: { table: supplyOrderSteps, initial: 'needed' },
  properties: (p) => ({
    visitId: p.uuid().nullable(),
    standardVersion: p.text().nullable(),
    partNumber: p.text(),
    milli: p.bigint('number'),
    receivedMilli: p.bigint('number'),
    supplier: p.text(),
    neededAt: p.datetime(),
    orderedAt: p.datetime().nullable(),
    expectedAt: p.datetime().nullable(),
  }),
});

export class SupplyOrders extends Store.of(supplyOrderMapping) {
  /** Open supply orders of a visit, and of the visits that lack or hold one of these parts. */
  openOf(partNumbers: readonly string[], visitId: string | undefined): Promise<SupplyOrder[]> {
    const isOpen = `status in ('needed', 'ordered')`;
    const isOf = `(visit_id = $3 or visit_id in (select id from reservation where station_id = $1
      and (short_parts <> '[]' and short_parts ?| $2 or reserved_parts <> '[]' and reserved_parts ?| $2)))`;
    return this.listWhere(`${isOpen} and ${isOf}`, [partNumbers, visitId ?? null], { order: 'needed_at, id' });
  }
}
