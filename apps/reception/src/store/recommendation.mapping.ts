import { encrypted, mapping, Store } from '@waystation/store';
import { Recommendation, recommendationSteps, type Reading, type RefusalSignature } from '../model/recommendation.ts';

export const recommendationMapping = mapping(Recommendation, {
  table: 'recommendation',
  subject: 'recommendation',
  steps: { table: recommendationSteps, initial: 'open' },
  visit: true,
  properties: (p) => ({
    vehicleId: p.uuid().nullable(),
    advisorId: p.uuid().nullable(),
    urgency: p.text(),
    unsafe: p.boolean(),
    componentCode: p.text(),
    source: p.text(),
    sourceId: p.uuid().nullable(),
    reading: p.json<Reading>().nullable(),
    recommendedAt: p.datetime(),
    answeredAt: p.datetime().nullable(),
    description: encrypted<string>().nullable(),
    signature: encrypted<RefusalSignature>().nullable(),
  }),
});

export class Recommendations extends Store.of(recommendationMapping) {
  /** Recommendations of a visit from its inspection, which limits their number. */
  ofInspection(visitId: string): Promise<Recommendation[]> {
    return this.listWhere(`visit_id = $2 and source in ('defect', 'wear')`, [visitId]);
  }
}
