import { UseCase, type Call } from '@waystation/call';
import type { RegisterVehicleRequest, RegisterVehicleResponse } from '@waystation/contracts/crm/v1/service';
import { AlreadyExists } from '@waystation/model';
import { StationVehicle } from '../model/station-vehicle.ts';
import { Vehicle } from '../model/vehicle.ts';
import { checkedVin } from '../model/vin.ts';
import { Customers } from '../store/customer.mapping.ts';
import { plateOf } from '../store/look-ups.ts';
import { StationVehicles } from '../store/station-vehicle.mapping.ts';
import { Vehicles } from '../store/vehicle.mapping.ts';

@UseCase()
export class RegisterVehicle {
  constructor(
    private readonly vehicles: Vehicles,
    private readonly stationVehicles: StationVehicles,
    private readonly customers: Customers,
  ) {}

  async execute(request: RegisterVehicleRequest, { stationId, now, newId }: Call): Promise<RegisterVehicleResponse> {
    const { model, inServiceAt, fleetNumber, customerId, odometerKm } = request;
    const { vin, warning } = checkedVin(request.vin);
    const plate = plateOf(request.plate);
    const [known, here, samePlateVehicleIds] = await Promise.all([
      this.vehicles.ofVin(vin),
      this.stationVehicles.ofVin(vin),
      this.stationVehicles.othersWith(plate, ''),
      customerId && this.customers.get(customerId),
    ]);
    if (here) throw new AlreadyExists('VEHICLE_ALREADY_REGISTERED', { vehicleId: here.id });

    const vehicle = known ?? Vehicle.register(newId(), stationId, { vin, model, inServiceAt }, now);
    this.stationVehicles.add(StationVehicle.register(vehicle, stationId, { plate, fleetNumber, customerId }, now));
    if (known) vehicle.complete({ model, inServiceAt }, now);
    else this.vehicles.add(vehicle);
    if (odometerKm > 0) vehicle.recordMeter({ odometerKm, visitId: '', reason: '' }, now);
    return { vehicleId: vehicle.id, vin, warning, registeredElsewhere: known !== undefined, samePlateVehicleIds };
  }
}
