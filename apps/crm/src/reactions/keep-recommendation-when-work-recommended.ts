import { Reaction, type Call } from '@waystation/call';
import type { WorkRecommended } from '@waystation/contracts/reception/v1/events';
import { Vehicles } from '../store/vehicle.mapping.ts';

@Reaction('waystation.reception.v1.WorkRecommended')
export class KeepRecommendationWhenWorkRecommended {
  constructor(private readonly vehicles: Vehicles) {}

  async execute({ vehicleId, ...recommendation }: WorkRecommended, { happenedAt }: Call): Promise<void> {
    const vehicle = await this.vehicles.findKnown(vehicleId);
    vehicle?.recommend(recommendation, happenedAt);
  }
}
