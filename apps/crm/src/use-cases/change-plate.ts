import { UseCase, type Call } from '@waystation/call';
import type { ChangePlateRequest, ChangePlateResponse } from '@waystation/contracts/crm/v1/service';
import { plateOf } from '../store/look-ups.ts';
import { StationVehicles } from '../store/station-vehicle.mapping.ts';

@UseCase()
export class ChangePlate {
  constructor(private readonly vehicles: StationVehicles) {}

  async execute({ vehicleId, plate }: ChangePlateRequest, { now }: Call): Promise<ChangePlateResponse> {
    const changed = plateOf(plate);
    const [vehicle, samePlateVehicleIds] = await Promise.all([
      this.vehicles.get(vehicleId),
      this.vehicles.othersWith(changed, vehicleId),
    ]);
    vehicle.changePlate(changed, now);
    return { vehicleId, samePlateVehicleIds };
  }
}
