import {
  checkVin,
  formatWallTime,
  Invalid,
  isSameVehicle,
  plateFrom,
  Refused,
  type VehicleIdentity,
} from '@waystation/model';

/** Search keys of a vehicle; null if unknown. */
export interface VehicleMarks {
  vehicleId: string | null;
  vinIndex: Uint8Array | null;
  plateIndex: Uint8Array | null;
}

/** Open visit of a vehicle. */
export interface OpenVisitOfVehicle {
  visitId: string;
  arrivedAt: Date;
}

/** Vehicle at the gate, and the booked vehicle. */
export interface Recognised {
  /** Identity read at the gate or entered. */
  seen: VehicleIdentity;
  /** Undefined without an appointment. */
  booked: VehicleIdentity | undefined;
  /** Reason why another vehicle or plate is correct; empty: none given. */
  vehicleConflictReason: string;
}

/** Identity of a vehicle, normalised for comparison. @throws Invalid for an invalid VIN or plate */
export function seenVehicle({ vehicleId, vin, plate }: VehicleIdentity): VehicleIdentity {
  const checked = vin === '' ? undefined : checkVin(vin);
  if (checked?.verdict === 'rejected') {
    const { suggestion, reason } = checked;
    const description = suggestion ? `is not a valid VIN; ${suggestion} is valid` : 'is not a valid VIN';
    throw new Invalid([{ field: 'vin', description, reason: reason! }]);
  }
  return { vehicleId, vin: checked?.vin ?? '', plate: plateFrom(plate)?.plate ?? '' };
}

/** Identity of a vehicle, completed from its appointment unless another vehicle came. */
export function withBooked({ seen, booked, vehicleConflictReason }: Recognised): VehicleIdentity {
  if (!booked || vehicleConflictReason === 'other_vehicle') return seen;
  return {
    vehicleId: seen.vehicleId || booked.vehicleId,
    vin: seen.vin || booked.vin,
    plate: seen.plate || booked.plate,
  };
}

/** Ensures that a vehicle has one visit at a time. @throws Refused if a visit is open */
export function mustNotBeHere(open: OpenVisitOfVehicle | undefined, timeZone: string): void {
  if (!open) return;
  throw new Refused('VEHICLE_HAS_OPEN_VISIT', {
    visitId: open.visitId,
    since: formatWallTime(open.arrivedAt, timeZone),
  });
}

/** Ensures that the booked vehicle came. @throws Refused for another vehicle without a reason */
export function mustBeAsBooked({ seen, booked, vehicleConflictReason }: Recognised): void {
  if (booked && vehicleConflictReason === '' && isSameVehicle(seen, booked) === false)
    throw new Refused('ANOTHER_VEHICLE_BOOKED');
}

/** Ensures that the station receives walk-ins; a suspended station receives only booked vehicles. @throws Refused */
export function mustTakeIn(status: string): void {
  if (status !== 'open') throw new Refused('STATION_ACCEPTS_NO_VISITS', { status });
}
