import type { VehicleRegistered, VehicleTransferred } from '@waystation/contracts/crm/v1/events';
import { Aggregate, type Steps } from '@waystation/model';
import type { Vehicle } from './vehicle.ts';

export interface StationVehicleEvents {
  VehicleRegistered: VehicleRegistered;
  VehicleTransferred: VehicleTransferred;
}

export const stationVehicleSteps = {
  changePlate: { from: ['registered'] },
  transfer: { from: ['registered'], event: 'VehicleTransferred' },
} as const satisfies Steps<'registered', StationVehicleEvents>;

/** Number plate. Personal data: stored encrypted, and found by its blind index. */
export interface Plate {
  plate: string;
  plateIndex: Uint8Array;
}

/** Facts of a vehicle that only the station knows. */
export interface StationVehicleFacts {
  /** Undefined if the vehicle has none, or it is unknown. */
  plate: Plate | undefined;
  /** Empty if the fleet gives it no number. */
  fleetNumber: string;
  /** Empty if unknown. */
  customerId: string;
}

/**
 * Vehicle at one station: its plate and its customer. Has the id of the network's record, which the station can read only
 * while this row exists.
 */
export class StationVehicle extends Aggregate<typeof stationVehicleSteps, StationVehicleEvents, 'vehicle'> {
  plate: string | null = null;
  plateIndex: Uint8Array | null = null;
  declare fleetNumber: string;
  customerId: string | null = null;
  declare registeredAt: Date;

  protected get steps() {
    return stationVehicleSteps;
  }
  protected get subject() {
    return 'vehicle' as const;
  }

  static register({ id, model, inServiceAt }: Vehicle, stationId: string, facts: StationVehicleFacts, at: Date) {
    const vehicle = new StationVehicle();
    vehicle.begin({ id, stationId }, 'registered');
    vehicle.setPlate(facts.plate);
    vehicle.fleetNumber = facts.fleetNumber;
    vehicle.customerId = facts.customerId || null;
    vehicle.registeredAt = at;
    vehicle.publish('VehicleRegistered', at, { model, inServiceAt: inServiceAt ?? undefined });
    return vehicle;
  }

  changePlate(plate: Plate | undefined, at: Date): void {
    this.setPlate(plate);
    this.step('changePlate', at);
  }

  transfer({ customerId, fleetNumber }: Omit<StationVehicleFacts, 'plate'>, at: Date): void {
    const previousCustomerId = this.customerId ?? '';
    this.customerId = customerId || null;
    this.fleetNumber = fleetNumber;
    this.step('transfer', at, { customerId, previousCustomerId });
  }

  private setPlate(plate: Plate | undefined): void {
    this.plate = plate?.plate ?? null;
    this.plateIndex = plate?.plateIndex ?? null;
  }
}
