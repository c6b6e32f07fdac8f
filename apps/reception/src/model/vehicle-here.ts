import {
  checkVin,
  formatWallTime,
  Invalid,
  isSameVehicle,
  plateFrom,
  Refused,
  type VehicleIdentity,
} from '@waystation/model';

/** What stands for a vehicle where visits are looked up by it; null where it is not known. */
export interface VehicleMarks {
  vehicleId: string | null;
  vinIndex: Uint8Array | null;
  plateIndex: Uint8Array | null;
}

/** A visit of a vehicle that is here. */
export interface OpenVisitOfVehicle {
  visitId: string;
  arrivedAt: Date;
}

/** A vehicle at the gate, and the one that was booked. */
export interface Recognised {
  /** As it was read or told. */
  seen: VehicleIdentity;
  /** Undefined: it came without an appointment. */
  booked: VehicleIdentity | undefined;
  /** Why another one, or another plate, is right; empty: nobody said so. */
  vehicleReason: string;
}

/** As a vehicle was read or told, in the form in which it is compared. @throws Invalid for a VIN or a plate that can't be one */
export function seenVehicle({ vehicleId, vin, plate }: VehicleIdentity): VehicleIdentity {
  const checked = vin === '' ? undefined : checkVin(vin);
  if (checked?.verdict === 'rejected') {
    const { suggestion, reason } = checked;
    const description = suggestion ? `is no VIN; ${suggestion} would be one` : 'is no VIN';
    throw new Invalid([{ field: 'vin', description, reason: reason! }]);
  }
  return { vehicleId, vin: checked?.vin ?? '', plate: plateFrom(plate)?.plate ?? '' };
}

/** What is known of a vehicle together with its appointment, which says nothing of it where another vehicle came. */
export function withBooked({ seen, booked, vehicleReason }: Recognised): VehicleIdentity {
  if (!booked || vehicleReason === 'other_vehicle') return seen;
  return {
    vehicleId: seen.vehicleId || booked.vehicleId,
    vin: seen.vin || booked.vin,
    plate: seen.plate || booked.plate,
  };
}

/** A vehicle is in one place, and has one visit at a time. @throws Refused where one is open */
export function mustNotBeHere(open: OpenVisitOfVehicle | undefined, zone: string): void {
  if (!open) return;
  throw new Refused('VEHICLE_IS_HERE', { visitId: open.visitId, since: formatWallTime(open.arrivedAt, zone) });
}

/** The vehicle that came is the one that was booked. @throws Refused where it is another, and nobody said why */
export function mustBeAsBooked({ seen, booked, vehicleReason }: Recognised): void {
  if (booked && vehicleReason === '' && isSameVehicle(seen, booked) === false)
    throw new Refused('ANOTHER_VEHICLE_BOOKED');
}

/** A suspended station finishes what was booked, and takes nothing else in. @throws Refused */
export function mustTakeIn(status: string): void {
  if (status !== 'open') throw new Refused('STATION_OPENS_NO_VISITS', { status });
}
