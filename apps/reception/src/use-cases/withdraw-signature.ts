import { UseCase, type Call } from '@waystation/call';
import type { WithdrawSignatureRequest, WithdrawSignatureResponse } from '@waystation/contracts/reception/v1/service';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@UseCase()
export class WithdrawSignature {
  constructor(private readonly orders: RepairOrders) {}

  async execute(
    { visitId, reason, remarks }: WithdrawSignatureRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<WithdrawSignatureResponse> {
    const order = await this.orders.ofVisit(visitId);
    order.withdrawSignature({ reason, remarks }, actor.id, at);
    return { visitId, repairOrderId: order.id, status: order.status, orderRevision: order.revision };
  }
}
