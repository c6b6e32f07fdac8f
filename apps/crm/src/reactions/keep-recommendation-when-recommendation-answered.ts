import { Reaction, type Call } from '@waystation/call';
import type { RecommendationAnswered } from '@waystation/contracts/reception/v1/events';
import { Vehicles } from '../store/vehicle.mapping.ts';

@Reaction('waystation.reception.v1.RecommendationAnswered')
export class KeepRecommendationWhenRecommendationAnswered {
  constructor(private readonly vehicles: Vehicles) {}

  async execute({ recommendationId, vehicleId, answer }: RecommendationAnswered, { happenedAt }: Call): Promise<void> {
    const vehicle = await this.vehicles.findKnown(vehicleId);
    vehicle?.answerRecommendation(recommendationId, answer, happenedAt);
  }
}
