import { UseCase, type Call } from '@waystation/call';
import type { DiagnoseConcernRequest, DiagnoseConcernResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@UseCase()
export class DiagnoseConcern {
  constructor(
    private readonly checkIns: CheckIns,
    private readonly orders: RepairOrders,
  ) {}

  async execute(
    { visitId, removeItemIds, concernId, cause, description, componentCode, method }: DiagnoseConcernRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<DiagnoseConcernResponse> {
    const [checkIn, order] = await Promise.all([this.checkIns.get(visitId), this.orders.ofVisit(visitId)]);
    checkIn.diagnose({ concernId, cause, description, componentCode, method }, actor.id, at);
    const itemIds = order.confirmProposals({ concernId, cause, removeItemIds }, at);
    return { visitId, concernId, itemIds };
  }
}
