import { Reaction, type Call } from '@waystation/call';
import type { ConditionRecorded } from '@waystation/contracts/reception/v1/events';
import { Vehicles } from '../store/vehicle.mapping.ts';

@Reaction('waystation.reception.v1.ConditionRecorded')
export class RecordMeterWhenConditionRecorded {
  constructor(private readonly vehicles: Vehicles) {}

  async execute({ visitId, vehicleId, odometerKm }: ConditionRecorded, { happenedAt }: Call): Promise<void> {
    if (odometerKm === 0) return; // not read
    const vehicle = await this.vehicles.findKnown(vehicleId);
    // Reception has recorded the reason for a lower reading.
    vehicle?.recordMeter({ odometerKm, visitId, reason: 'stated_at_reception' }, happenedAt);
  }
}
