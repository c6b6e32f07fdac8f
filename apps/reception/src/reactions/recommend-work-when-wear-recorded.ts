import { Reaction, type Call } from '@waystation/call';
import type { WearRecorded } from '@waystation/contracts/quality/v1/events';
import { hashOf } from '@waystation/documents';
import { Recommendation } from '../model/recommendation.ts';
import { needsOf } from '../model/wear.ts';
import { Recommendations } from '../store/recommendation.mapping.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.quality.v1.WearRecorded')
export class RecommendWorkWhenWearRecorded {
  constructor(
    private readonly visits: Visits,
    private readonly orders: RepairOrders,
    private readonly recommendations: Recommendations,
  ) {}

  async execute({ visitId, readings }: WearRecorded, call: Call): Promise<void> {
    const at = call.happenedAt;
    const [visit, order, others] = await Promise.all([
      this.visits.findOrExpect(visitId, call),
      this.orders.findOfVisit(visitId),
      this.recommendations.ofInspection(visitId),
    ]);
    for (const need of needsOf(readings)) {
      if (others.some((known) => known.isForPart(need.reading))) continue;
      const recommendation = Recommendation.recommend(call.newId(), visit, need, at);
      this.recommendations.add(recommendation);
      order?.addAddendum({ ...need, sourceId: recommendation.id }, hashOf, at);
    }
  }
}
