import { UseCase, type Call } from '@waystation/call';
import type { RemoveRepairItemRequest, RemoveRepairItemResponse } from '@waystation/contracts/reception/v1/service';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@UseCase()
export class RemoveRepairItem {
  constructor(private readonly orders: RepairOrders) {}

  async execute(
    { visitId, itemId }: RemoveRepairItemRequest,
    { happenedAt: at }: Call,
  ): Promise<RemoveRepairItemResponse> {
    const order = await this.orders.ofVisit(visitId);
    order.removeItem(itemId, at);
    return { visitId, repairOrderId: order.id, status: order.status, orderRevision: order.revision };
  }
}
