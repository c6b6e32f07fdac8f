import { UseCase, type Call } from '@waystation/call';
import type { SignRefusalRequest, SignRefusalResponse } from '@waystation/contracts/reception/v1/service';
import { Recommendations } from '../store/recommendation.mapping.ts';

@UseCase()
export class SignRefusal {
  constructor(private readonly recommendations: Recommendations) {}

  async execute(
    { recommendationId, witnessed, signedBy, strokes }: SignRefusalRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<SignRefusalResponse> {
    const recommendation = await this.recommendations.get(recommendationId);
    recommendation.signRefusal({ witnessed, signedBy, strokes }, actor.id, at);
    return { recommendationId, visitId: recommendation.visitId, status: recommendation.status };
  }
}
