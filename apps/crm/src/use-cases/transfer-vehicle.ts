import { UseCase, type Call } from '@waystation/call';
import type { TransferVehicleRequest, TransferVehicleResponse } from '@waystation/contracts/crm/v1/service';
import { Customers } from '../store/customer.mapping.ts';
import { StationVehicles } from '../store/station-vehicle.mapping.ts';

@UseCase()
export class TransferVehicle {
  constructor(
    private readonly vehicles: StationVehicles,
    private readonly customers: Customers,
  ) {}

  async execute(
    { vehicleId, customerId, fleetNumber }: TransferVehicleRequest,
    { now }: Call,
  ): Promise<TransferVehicleResponse> {
    const [vehicle] = await Promise.all([this.vehicles.get(vehicleId), customerId && this.customers.get(customerId)]);
    vehicle.transfer({ customerId, fleetNumber }, now);
    return { vehicleId, customerId };
  }
}
