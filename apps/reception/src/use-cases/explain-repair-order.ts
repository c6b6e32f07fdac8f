import { UseCase, type Call } from '@waystation/call';
import type { ExplainRepairOrderRequest, ExplainRepairOrderResponse } from '@waystation/contracts/reception/v1/service';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@UseCase()
export class ExplainRepairOrder {
  constructor(private readonly orders: RepairOrders) {}

  async execute(
    { visitId }: ExplainRepairOrderRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<ExplainRepairOrderResponse> {
    const order = await this.orders.ofVisit(visitId);
    order.explain(actor.id, at);
    return { visitId, repairOrderId: order.id, status: order.status, orderRevision: order.revision };
  }
}
