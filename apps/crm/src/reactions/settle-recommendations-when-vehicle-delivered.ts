import { Reaction, type Call } from '@waystation/call';
import type { VehicleDelivered } from '@waystation/contracts/billing/v1/events';
import { Vehicles } from '../store/vehicle.mapping.ts';

@Reaction('waystation.billing.v1.VehicleDelivered')
export class SettleRecommendationsWhenVehicleDelivered {
  constructor(private readonly vehicles: Vehicles) {}

  async execute({ visitId, vehicleId }: VehicleDelivered, { happenedAt }: Call): Promise<void> {
    const vehicle = await this.vehicles.findKnown(vehicleId);
    vehicle?.leave(visitId, happenedAt);
  }
}
