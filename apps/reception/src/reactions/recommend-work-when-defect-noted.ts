import { Reaction, type Call } from '@waystation/call';
import type { DefectNoted } from '@waystation/contracts/quality/v1/events';
import { hashOf } from '@waystation/documents';
import { Recommendation } from '../model/recommendation.ts';
import { Recommendations } from '../store/recommendation.mapping.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.quality.v1.DefectNoted')
export class RecommendWorkWhenDefectNoted {
  constructor(
    private readonly visits: Visits,
    private readonly orders: RepairOrders,
    private readonly recommendations: Recommendations,
  ) {}

  async execute({ visitId, ...defect }: DefectNoted, call: Call): Promise<void> {
    const at = call.happenedAt;
    const [visit, order, others] = await Promise.all([
      this.visits.findOrExpect(visitId, call),
      this.orders.findOfVisit(visitId),
      this.recommendations.ofInspection(visitId),
    ]);
    const { defectId: sourceId, severity: urgency, unsafe, componentCode } = defect;
    if (others.some((known) => known.sourceId === sourceId)) return;
    const need = { source: 'defect', sourceId, urgency, unsafe, componentCode };
    this.recommendations.add(Recommendation.recommend(call.newId(), visit, { ...need, description: null }, at));
    order?.addAddendum(need, hashOf, at);
  }
}
