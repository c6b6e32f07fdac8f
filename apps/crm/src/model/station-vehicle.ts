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

/** What a truck bears on the road. It leads to a person, so it lies encrypted and is found by what stands for it. */
export interface Plate {
  plate: string;
  plateIndex: Uint8Array;
}

/** What a station knows of a truck beside the network's file. */
export interface StationVehicleFacts {
  /** Undefined: it bears none, or none is known. */
  plate: Plate | undefined;
  /** Empty: the fleet has none for it. */
  fleetNumber: string;
  /** Empty: not known. */
  customerId: string;
}

/**
 * A truck as one station knows it, whose file's id it bears: its plate, and whose it is. By it alone the station reads the
 * network's file of the truck.
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
    vehicle.bear(facts.plate);
    vehicle.fleetNumber = facts.fleetNumber;
    vehicle.customerId = facts.customerId || null;
    vehicle.registeredAt = at;
    vehicle.publish('VehicleRegistered', at, { model, inServiceAt: inServiceAt ?? undefined });
    return vehicle;
  }

  changePlate(plate: Plate | undefined, at: Date): void {
    this.bear(plate);
    this.step('changePlate', at);
  }

  transfer({ customerId, fleetNumber }: Omit<StationVehicleFacts, 'plate'>, at: Date): void {
    const previousCustomerId = this.customerId ?? '';
    this.customerId = customerId || null;
    this.fleetNumber = fleetNumber;
    this.step('transfer', at, { customerId, previousCustomerId });
  }

  private bear(plate: Plate | undefined): void {
    this.plate = plate?.plate ?? null;
    this.plateIndex = plate?.plateIndex ?? null;
  }
}
