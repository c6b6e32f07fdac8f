import { UseCase, type Call } from '@waystation/call';
import type { AcceptHandoverRequest, AcceptHandoverResponse } from '@waystation/contracts/reception/v1/service';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class AcceptHandover {
  constructor(
    private readonly visits: Visits,
    private readonly orders: RepairOrders,
  ) {}

  async execute({ visitId }: AcceptHandoverRequest, { actor, happenedAt: at }: Call): Promise<AcceptHandoverResponse> {
    const [visit, order] = await Promise.all([this.visits.get(visitId), this.orders.ofVisit(visitId)]);
    visit.acceptHandover(actor.id, order.countersignedRevision, at);
    return { visitId, stage: visit.stage };
  }
}
