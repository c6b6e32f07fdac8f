import { checkVin, plateKey, type VehicleIdentity } from '@waystation/model';
import { blindIndex } from '@waystation/store';
import type { VehicleMarks } from '../model/vehicle-here.ts';

/**
 * What stands for a vehicle where visits are looked up by it.
 *
 * @param vehicleReason `shared_plate`: its plate does not tell it from another that is here
 */
export function marksOf({ vehicleId, vin, plate }: VehicleIdentity, vehicleReason: string): VehicleMarks {
  const key = vehicleReason === 'shared_plate' ? '' : plateKey(plate);
  return {
    vehicleId: vehicleId || null,
    vinIndex: vin === '' ? null : blindIndex(`vin ${checkVin(vin).vin}`),
    plateIndex: key === '' ? null : blindIndex(`plate ${key}`),
  };
}
