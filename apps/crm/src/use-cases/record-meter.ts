import { UseCase, type Call } from '@waystation/call';
import type { RecordMeterRequest, RecordMeterResponse } from '@waystation/contracts/crm/v1/service';
import { Vehicles } from '../store/vehicle.mapping.ts';

@UseCase()
export class RecordMeter {
  constructor(private readonly vehicles: Vehicles) {}

  async execute({ vehicleId, odometerKm, reason }: RecordMeterRequest, { now }: Call): Promise<RecordMeterResponse> {
    const vehicle = await this.vehicles.get(vehicleId);
    const belowPrevious = vehicle.recordMeter({ odometerKm, visitId: '', reason }, now);
    return { vehicleId, odometerKm: vehicle.odometerKm, belowPrevious };
  }
}
