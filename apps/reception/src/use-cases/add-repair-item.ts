import { UseCase, type Call } from '@waystation/call';
import type { AddRepairItemRequest, AddRepairItemResponse } from '@waystation/contracts/reception/v1/service';
import { LabourOperations } from '@waystation/reference';
import { itemFrom } from '../model/item-from.ts';
import { CheckIns } from '../store/check-in.mapping.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@UseCase()
export class AddRepairItem {
  constructor(
    private readonly checkIns: CheckIns,
    private readonly orders: RepairOrders,
    private readonly operations: LabourOperations,
  ) {}

  async execute(request: AddRepairItemRequest, { happenedAt: at, newId }: Call): Promise<AddRepairItemResponse> {
    const { visitId, operations: codes, correction } = request;
    const [checkIn, order, published] = await Promise.all([
      this.checkIns.get(visitId),
      this.orders.ofVisit(visitId),
      this.operations.inForce(codes, at),
    ]);
    const item = itemFrom(newId(), request, published, checkIn);
    order.addItem(item, correction, at);
    return {
      visitId,
      repairOrderId: order.id,
      itemId: item.itemId,
      status: order.status,
      orderRevision: order.revision,
    };
  }
}
