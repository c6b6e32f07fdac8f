import { plateKey } from './plate.ts';

/** Identifiers of a vehicle in one record; empty if unknown there. */
export interface VehicleIdentity {
  /** Id in the network's vehicle file. */
  vehicleId: string;
  /** VIN in the form of `checkVin`. */
  vin: string;
  /** Plate as written. */
  plate: string;
}

/**
 * Compares two records of a vehicle by the strongest identifier that both have. A plate changes owners, and a tractor
 * and its trailer may share one, so it decides only if they have no other identifier in common.
 *
 * @returns true for the same vehicle; undefined if the records have no identifier in common
 */
export function isSameVehicle(one: VehicleIdentity, other: VehicleIdentity): boolean | undefined {
  if (one.vehicleId !== '' && other.vehicleId !== '') return one.vehicleId === other.vehicleId;
  if (one.vin !== '' && other.vin !== '') return one.vin === other.vin;
  const [plate, otherPlate] = [plateKey(one.plate), plateKey(other.plate)];
  return plate === '' || otherPlate === '' ? undefined : plate === otherPlate;
}
