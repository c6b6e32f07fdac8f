import { UseCase, type Call } from '@waystation/call';
import type { SignRefusalRequest, SignRefusalResponse } from '@waystation/contracts/reception/v1/service';
import { Staff } from '@waystation/reference';
import { Recommendations } from '../store/recommendation.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class SignRefusal {
  constructor(
    private readonly recommendations: Recommendations,
    private readonly visits: Visits,
    private readonly staff: Staff,
  ) {}

  async execute(
    { recommendationId, stationId: _, ...signature }: SignRefusalRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<SignRefusalResponse> {
    const recommendation = await this.recommendations.get(recommendationId);
    const { visitId } = recommendation;
    const [{ contacts }, witness] = await Promise.all([
      this.visits.get(visitId),
      this.staff.member(signature.witnessId),
    ]);
    recommendation.signRefusal(signature, { contacts, witness }, actor.id, at);
    return { recommendationId, visitId, status: recommendation.status };
  }
}
