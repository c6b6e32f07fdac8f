import { UseCase, type Call } from '@waystation/call';
import type { RecommendWorkRequest, RecommendWorkResponse } from '@waystation/contracts/reception/v1/service';
import { Recommendation } from '../model/recommendation.ts';
import { Recommendations } from '../store/recommendation.mapping.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class RecommendWork {
  constructor(
    private readonly visits: Visits,
    private readonly orders: RepairOrders,
    private readonly recommendations: Recommendations,
  ) {}

  async execute(
    { visitId, findingId, description, urgency, unsafe, componentCode }: RecommendWorkRequest,
    { happenedAt: at, newId }: Call,
  ): Promise<RecommendWorkResponse> {
    const [visit, order] = await Promise.all([this.visits.get(visitId), this.orders.ofVisit(visitId)]);
    if (findingId !== '') order.answerFinding(findingId);
    const source = findingId === '' ? 'advisor' : 'finding';
    const need = { urgency, unsafe, componentCode, source, sourceId: findingId, description };
    const recommendation = Recommendation.recommend(newId(), visit, need, at);
    this.recommendations.add(recommendation);
    return { recommendationId: recommendation.id, visitId, status: recommendation.status };
  }
}
