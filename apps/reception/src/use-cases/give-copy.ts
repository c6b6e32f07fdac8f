import { UseCase, type Call } from '@waystation/call';
import type { GiveCopyRequest, GiveCopyResponse } from '@waystation/contracts/reception/v1/service';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@UseCase()
export class GiveCopy {
  constructor(private readonly orders: RepairOrders) {}

  async execute({ visitId, medium }: GiveCopyRequest, { happenedAt: at }: Call): Promise<GiveCopyResponse> {
    const order = await this.orders.ofVisit(visitId);
    order.giveCopy(medium, at);
    return { visitId, repairOrderId: order.id, status: order.status, orderRevision: order.revision };
  }
}
