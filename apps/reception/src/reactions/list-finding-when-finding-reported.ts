import { Reaction, type Call } from '@waystation/call';
import type { FindingReported } from '@waystation/contracts/workshop/v1/events';
import { hashOf } from '@waystation/documents';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@Reaction('waystation.workshop.v1.FindingReported')
export class ListFindingWhenFindingReported {
  constructor(private readonly orders: RepairOrders) {}

  async execute({ visitId, ...finding }: FindingReported, { happenedAt: at }: Call): Promise<void> {
    const order = await this.orders.findOfVisit(visitId);
    const { findingId: sourceId, severity: urgency, unsafe, componentCode } = finding;
    order?.addAddendum({ source: 'finding', sourceId, urgency, unsafe, componentCode }, hashOf, at);
  }
}
