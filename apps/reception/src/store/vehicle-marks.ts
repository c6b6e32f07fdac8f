import { checkVin, plateKey, type VehicleIdentity } from '@waystation/model';
import { blindIndex } from '@waystation/store';
import type { VehicleMarks } from '../model/vehicle-here.ts';

/**
 * Search keys of a vehicle.
 *
 * @param vehicleConflictReason `shared_plate`: another vehicle with the same plate is here, so the plate is no key
 */
export function marksOf({ vehicleId, vin, plate }: VehicleIdentity, vehicleConflictReason: string): VehicleMarks {
  const key = vehicleConflictReason === 'shared_plate' ? '' : plateKey(plate);
  return {
    vehicleId: vehicleId || null,
    vinIndex: vin === '' ? null : blindIndex(`vin ${checkVin(vin).vin}`),
    plateIndex: key === '' ? null : blindIndex(`plate ${key}`),
  };
}
