import { UseCase, type Call } from '@waystation/call';
import type { AssessCoverageRequest, AssessCoverageResponse } from '@waystation/contracts/reception/v1/service';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@UseCase()
export class AssessCoverage {
  constructor(private readonly orders: RepairOrders) {}

  async execute(
    { visitId, items }: AssessCoverageRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<AssessCoverageResponse> {
    const order = await this.orders.ofVisit(visitId);
    order.assessCoverage(items, actor.id, at);
    return { visitId, repairOrderId: order.id, status: order.status, orderRevision: order.revision };
  }
}
