import { Aggregate, type Steps, type VisitRef } from '@waystation/model';

export type ArrivalStatus = 'waiting' | 'received';

export const arrivalSteps = {
  receive: { from: ['waiting'], to: 'received' },
} as const satisfies Steps<ArrivalStatus>;

/** What is seen of a truck at the gate. */
export interface Sighting {
  /** Empty: it came without one. */
  appointmentId: string;
  plate: string;
  noticedBy: string;
  /** Empty: not read. */
  vin: string;
  /** Why it was taken in although another vehicle was booked or one with its plate is here; empty: nothing of that. */
  vehicleReason: string;
}

/** A truck at the gate, until an advisor opens its visit. */
export class Arrival extends Aggregate<typeof arrivalSteps, Record<never, never>, 'arrival'> {
  declare visitId: string;
  appointmentId: string | null = null;
  declare noticedBy: string;
  declare plate: string;
  declare vin: string;
  declare vehicleReason: string;
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
    arrival.noticedBy = sighting.noticedBy;
    arrival.plate = sighting.plate;
    arrival.vin = sighting.vin;
    arrival.vehicleReason = sighting.vehicleReason;
    arrival.arrivedAt = at;
    return arrival;
  }

  /** It is found out that it came for an appointment: the visit that was booked is the one that begins. */
  belongTo({ id: visitId, appointmentId }: { id: string; appointmentId: string | null }): void {
    this.mustAllow('receive');
    this.visitId = visitId;
    this.appointmentId = appointmentId;
  }

  receive(at: Date): void {
    this.step('receive', at);
  }
}
