import { Aggregate, type Steps } from '@waystation/model';

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
}

/** The visit that begins by it. */
export interface VisitOfArrival {
  id: string;
  stationId: string;
  standardVersion?: string | null | undefined;
}

/** A truck at the gate, until an advisor opens its visit. */
export class Arrival extends Aggregate<typeof arrivalSteps, Record<never, never>, 'arrival'> {
  declare visitId: string;
  declare appointmentId: string | null;
  declare noticedBy: string;
  declare plate: string;
  declare arrivedAt: Date;

  protected get steps() {
    return arrivalSteps;
  }
  protected get subject() {
    return 'arrival' as const;
  }

  static register(id: string, visit: VisitOfArrival, sighting: Sighting, at: Date): Arrival {
    const arrival = new Arrival();
    const { stationId, standardVersion } = visit;
    arrival.begin({ id, stationId, visitId: visit.id, ...(standardVersion && { standardVersion }) }, 'waiting');
    arrival.appointmentId = sighting.appointmentId || null;
    arrival.noticedBy = sighting.noticedBy;
    arrival.plate = sighting.plate;
    arrival.arrivedAt = at;
    return arrival;
  }

  receive(at: Date): void {
    this.step('receive', at);
  }
}
