import { plateKey } from './plate.ts';

/** What a vehicle is known by in one place; empty where it is not known there. */
export interface VehicleIdentity {
  /** Of the network's file. */
  vehicleId: string;
  /** As `checkVin` keeps it. */
  vin: string;
  /** As written. */
  plate: string;
}

/**
 * Whether two places speak of one vehicle: the strongest that both know decides. A plate changes hands and may stand on a
 * tractor and its trailer, so it decides only where nothing else is known of one of them.
 *
 * @returns undefined where they have nothing in common to compare by
 */
export function isSameVehicle(one: VehicleIdentity, other: VehicleIdentity): boolean | undefined {
  if (one.vehicleId !== '' && other.vehicleId !== '') return one.vehicleId === other.vehicleId;
  if (one.vin !== '' && other.vin !== '') return one.vin === other.vin;
  const [plate, otherPlate] = [plateKey(one.plate), plateKey(other.plate)];
  return plate === '' || otherPlate === '' ? undefined : plate === otherPlate;
}
