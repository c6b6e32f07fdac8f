import { UseCase, type Call } from '@waystation/call';
import type {
  AnswerRecommendationRequest,
  AnswerRecommendationResponse,
} from '@waystation/contracts/reception/v1/service';
import type { Answer } from '../model/recommendation.ts';
import { Recommendations } from '../store/recommendation.mapping.ts';

@UseCase()
export class AnswerRecommendation {
  constructor(private readonly recommendations: Recommendations) {}

  async execute(
    { recommendationId, answer }: AnswerRecommendationRequest,
    { happenedAt: at }: Call,
  ): Promise<AnswerRecommendationResponse> {
    const recommendation = await this.recommendations.get(recommendationId);
    recommendation.answer(answer as Answer, at);
    return { recommendationId, visitId: recommendation.visitId, status: recommendation.status };
  }
}
