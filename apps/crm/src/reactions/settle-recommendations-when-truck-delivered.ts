import { Reaction, type Call } from '@waystation/call';
import type { TruckDelivered } from '@waystation/contracts/billing/v1/events';
import { Vehicles } from '../store/vehicle.mapping.ts';

@Reaction('waystation.billing.v1.TruckDelivered')
export class SettleRecommendationsWhenTruckDelivered {
  constructor(private readonly vehicles: Vehicles) {}

  async execute({ visitId, vehicleId }: TruckDelivered, { happenedAt }: Call): Promise<void> {
    const vehicle = await this.vehicles.findKnown(vehicleId);
    vehicle?.leave(visitId, happenedAt);
  }
}
