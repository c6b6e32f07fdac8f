import { setTimeout as sleep } from 'node:timers/promises';
import { driveVisit, signIn, Station, type DrivenVisit, type Entrance, type Vehicle } from '@waystation/drive';

/**
 * Lead technicians. Each works on one truck at a time, which limits the number of simultaneous visits. `most` is the number
 * of free appointment times of the station within the days that can be booked.
 */
const lanes = [
  { station: 'pudong', lead: 'lin.feng', plate: '沪A·D5201', most: 7 },
  { station: 'pudong', lead: 'li.na', plate: '沪A·D5201', most: 7 },
  { station: 'pudong', lead: 'shen.yi', plate: '沪A·D5201', most: 7 },
  { station: 'hamburg', lead: 'lukas.meyer', plate: 'HH-EK 411', most: 4 },
] as const;

const lasts = 2 * 365 * 86_400_000;
/** Deliveries on top of the opening stock, so that no part runs out. */
const deliveries = [
  { partNumber: 'BRK-LIN-2207', quantity: '200', bin: 'R9-1' },
  { partNumber: 'ENG-OFL-1001', quantity: '200', bin: 'R9-2' },
  { partNumber: 'ENG-OIL-15W40-L', quantity: '6400', bin: 'R9-3' },
];

/** Ids of the demo network, from its home. */
export interface DemoStations {
  [key: string]: { stationId: string; staff: Record<string, string> };
}

/** Sequence of visits of one truck with one lead technician. */
interface Lane {
  station: Station;
  leadTechnicianId: string;
  vehicle: Vehicle;
  most: number;
}

/** A completed visit. */
export interface Driven extends DrivenVisit {
  station: Station;
  seconds: number;
}

export interface TrafficPlan {
  entrance: Entrance;
  stations: DemoStations;
  admin: string;
  say: (line: string) => void;
}

/** Drives trucks through two stations at the same time, from the call to the follow-up. */
export class Traffic {
  readonly #say: (line: string) => void;
  readonly #lanes: readonly Lane[];
  readonly driven: Driven[] = [];
  readonly failures: string[] = [];
  #started = 0;

  private constructor(lanesOfIt: readonly Lane[], say: (line: string) => void) {
    this.#lanes = lanesOfIt;
    this.#say = say;
  }

  /** Prepares trucks, stock and permissions. @throws Problem if a step is refused */
  static async prepare({ entrance, stations, admin, say }: TrafficPlan): Promise<Traffic> {
    const api = await signIn(entrance, admin);
    const ready: Lane[] = [];
    for (const [index, { station: key, lead, plate, most }] of lanes.entries()) {
      const { stationId, staff } = stations[key]!;
      const leadTechnicianId = staff[lead]!;
      const person = `/v1/stations/${stationId}/staff/${leadTechnicianId}`;
      const expiresAt = new Date(Date.now() + lasts).toISOString();
      // Only a qualified inspector shows that technicians are refused the inspection of their own work.
      if (lead !== 'lin.feng') await api.post(`${person}:grantRole`, { role: { role: 'QUALITY_INSPECTOR' } });
      await api.post(`${person}:recordQualification`, { skill: 'inspection', expiresAt });
      const station = await Station.enter(entrance, stationId, Object.keys(staff)[0]!);
      ready.push({ station, leadTechnicianId, vehicle: await vehicleOf(station, index, plate), most });
    }
    for (const station of new Map(ready.map(({ station: each }) => [each.id, each])).values()) {
      const clerk = await station.get({ role: 'PARTS_CLERK' });
      await clerk.api.post(`${station.path}/stock:receive`, { lines: deliveries, reference: 'Fault test' });
    }
    return new Traffic(ready, say);
  }

  get lanes(): number {
    return this.#lanes.length;
  }

  get stations(): Station[] {
    return [...new Map(this.#lanes.map(({ station }) => [station.id, station])).values()];
  }

  /** Drives the given number of visits, starting one after the other over the given time. Never throws: see `failures`. */
  async drive(visits: number, withinMs: number): Promise<void> {
    const began = Date.now();
    const everyMs = withinMs / visits;
    await Promise.all(
      this.#lanes.map(async (lane) => {
        for (let mine = 0; mine < lane.most && this.#started < visits; mine += 1) {
          const number = (this.#started += 1);
          await sleep(began + (number - 1) * everyMs - Date.now());
          if (!(await this.#driveOne(lane, number))) return; // The lead technician may still be clocked on.
        }
      }),
    );
  }

  async #driveOne({ station, leadTechnicianId, vehicle }: Lane, number: number): Promise<boolean> {
    const began = performance.now();
    let last = '';
    const drive = {
      station,
      leadTechnicianId,
      vehicles: [vehicle] as const,
      tell: (line: string) => void (last = line),
    };
    const [visit] = await Promise.allSettled([driveVisit(drive)]);
    const seconds = (performance.now() - began) / 1000;
    if (visit.status === 'fulfilled') {
      this.driven.push({ ...visit.value, station, seconds });
      this.#say(`visit ${number} closed after ${seconds.toFixed(1)} s`);
      return true;
    }
    const { message, cause } = visit.reason as Error;
    const failure = `visit ${number} of ${vehicle.plate}, after "${last.split('\n')[0]}": ${message} ${cause instanceof Error ? cause.message : ''}`;
    this.failures.push(failure);
    this.#say(`FAILED: ${failure}`);
    return false;
  }
}

/** Registers a new truck for a lane, in the fleet of an existing truck. */
async function vehicleOf(station: Station, index: number, plate: string): Promise<Vehicle> {
  const clerk = await station.get({ role: 'APPOINTMENT_CLERK' });
  const { vehicles } = await clerk.api.post<{ vehicles: Vehicle[] }>(`${station.path}/vehicles:find`, { plate });
  const { customerId } = vehicles[0]!;
  const vehicle = { customerId, vin: `WDB9634031L40221${index}`, plate: `PR ${100 + index}`, odometerKm: 200_000 };
  const inServiceAt = new Date(Date.now() - lasts).toISOString();
  const { vehicleId } = await clerk.api.post<{ vehicleId: string }>(`${station.path}/vehicles`, {
    ...vehicle,
    model: 'Actros 1845',
    fleetNumber: `PR-${index}`,
    inServiceAt,
  });
  return { ...vehicle, vehicleId };
}
