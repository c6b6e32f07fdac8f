import { driveShortVisit, driveVisit, Station, type Entrance, type Vehicle } from '@waystation/drive';
import type { LaneSeat } from './load-network.ts';

const hourMs = 3_600_000;
/** Work of one visit in the calendar. */
const visitHours = 0.5;
/**
 * Appointments of a lane are taken in turn over this time. Lanes of a station have different days, so that they do not ask for
 * the same bay at the same moment.
 */
const bookedHours = 24 * 5;

export interface LaneOptions {
  entrance: Entrance;
  /** Commands that were taken for this lane until now. */
  commands: () => number;
  seat: LaneSeat;
  stations: Record<string, { stationId: string; staff: Record<string, string> }>;
  /** Form of a visit. */
  drive: (lane: Lane, vehicle: Vehicle, preferredAt: Date) => Promise<unknown>;
}

/** Chain of visits, one after the other. */
export class Lane {
  readonly station: Station;
  readonly leadTechnicianId: string;
  readonly #commands: () => number;
  readonly #offsetHours: number;
  readonly #vehicles: Vehicle[];
  readonly #drive: LaneOptions['drive'];
  #visits = 0;

  private constructor(options: LaneOptions, station: Station, vehicles: Vehicle[]) {
    this.station = station;
    this.leadTechnicianId = options.stations[options.seat.station]!.staff[options.seat.lead]!;
    this.#drive = options.drive;
    this.#commands = options.commands;
    this.#offsetHours = options.seat.number * bookedHours;
    this.#vehicles = vehicles;
  }

  /** Signs the staff in and finds the vehicles. @throws Problem if a step is refused */
  static async enter(options: LaneOptions): Promise<Lane> {
    const { entrance, seat, stations } = options;
    const { stationId, staff } = stations[seat.station]!;
    const station = await Station.enter(entrance, stationId, Object.keys(staff)[0]!);
    const clerk = await station.get({ role: 'APPOINTMENT_CLERK' });
    const vehicles: Vehicle[] = [];
    for (const plate of seat.plates) {
      const found = await clerk.api.post<{ vehicles: Vehicle[] }>(`${station.path}/vehicles:find`, { plate });
      vehicles.push({ ...found.vehicles[0]!, plate });
    }
    return new Lane(options, station, vehicles);
  }

  /** Drives the next visit. @throws Problem if a step is refused; Error if something does not happen in time */
  async next(): Promise<number> {
    const index = this.#visits % this.#vehicles.length;
    const vehicle = this.#vehicles[index]!;
    const hours = this.#offsetHours + ((this.#visits * visitHours) % bookedHours);
    this.#visits += 1;
    const before = this.#commands();
    await this.#drive(this, vehicle, new Date(Date.now() + hours * hourMs));
    this.#vehicles[index] = { ...vehicle, odometerKm: vehicle.odometerKm + 200 };
    return this.#commands() - before;
  }
}

/** Complete visit without exceptions. */
export async function completeVisit({ station, leadTechnicianId }: Lane, vehicle: Vehicle, preferredAt: Date) {
  await driveVisit({ station, leadTechnicianId, vehicles: [vehicle], preferredAt, straight: true, tell: () => {} });
}

/** Business facts of a short visit, by the fewest steps. */
export async function shortVisit({ station, leadTechnicianId }: Lane, vehicle: Vehicle, preferredAt: Date) {
  await driveShortVisit({ station, leadTechnicianId, vehicle, preferredAt });
}
