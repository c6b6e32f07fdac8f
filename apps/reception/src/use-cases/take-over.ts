import { UseCase, type Call } from '@waystation/call';
import type { TakeOverRequest, TakeOverResponse } from '@waystation/contracts/reception/v1/service';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class TakeOver {
  constructor(
    private readonly visits: Visits,
    private readonly orders: RepairOrders,
  ) {}

  async execute({ visitId }: TakeOverRequest, { actor, happenedAt: at }: Call): Promise<TakeOverResponse> {
    const [visit, order] = await Promise.all([this.visits.get(visitId), this.orders.ofVisit(visitId)]);
    visit.takeOver(actor.id, order.signedRevision, at);
    return { visitId, stage: visit.stage };
  }
}
