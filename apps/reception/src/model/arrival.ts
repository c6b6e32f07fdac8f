import { Aggregate, type Steps, type VisitRef } from '@waystation/model';

export type ArrivalStatus = 'waiting' | 'received';

export const arrivalSteps = {
  receive: { from: ['waiting'], to: 'received' },
} as const satisfies Steps<ArrivalStatus>;

/** Facts of a vehicle recorded at the gate. */
export interface Sighting {
  /** Empty: no appointment. */
  appointmentId: string;
  plate: string;
  source: string;
  /** Empty: not read. */
  vin: string;
  /** Reason to receive a vehicle that is not the booked one, or whose plate is already here; empty: neither applies. */
  vehicleConflictReason: string;
}

/** Vehicle at the gate until an advisor opens its visit. */
export class Arrival extends Aggregate<typeof arrivalSteps, Record<never, never>, 'arrival'> {
  declare visitId: string;
  appointmentId: string | null = null;
  declare source: string;
  declare plate: string;
  declare vin: string;
  declare vehicleConflictReason: string;
  declare arrivedAt: Date;

  protected get steps() {
    return arrivalSteps;
  }
  protected get subject() {
    return 'arrival' as const;
  }

  static register(id: string, visit: VisitRef, sighting: Sighting, at: Date): Arrival {
    const arrival = new Arrival();
    const { stationId, visitId, standardVersion } = visit;
    arrival.begin({ id, stationId, visitId, standardVersion }, 'waiting');
    arrival.appointmentId = sighting.appointmentId || null;
    arrival.source = sighting.source;
    arrival.plate = sighting.plate;
    arrival.vin = sighting.vin;
    arrival.vehicleConflictReason = sighting.vehicleConflictReason;
    arrival.arrivedAt = at;
    return arrival;
  }

  /** Assigns the arrival to a booked visit, if its appointment is recognised only at the desk. */
  belongTo({ id: visitId, appointmentId }: { id: string; appointmentId: string | null }): void {
    this.mustAllow('receive');
    this.visitId = visitId;
    this.appointmentId = appointmentId;
  }

  receive(at: Date): void {
    this.step('receive', at);
  }
}
