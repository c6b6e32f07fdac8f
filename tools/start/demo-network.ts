import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signIn, type Api, type Entrance } from '@waystation/drive';
import { codeLists } from './demo/code-lists.ts';
import type { DemoCustomer } from './demo/customers.ts';
import { forms } from './demo/forms.ts';
import { admin, networkStaff, type DemoNetworkStaff } from './demo/people.ts';
import { labourOperations, priceLists, standard } from './demo/publications.ts';
import { parts } from './demo/stock.ts';
import { classes, regions, type DemoStation } from './demo/stations.ts';
import { aligned } from '../aligned.ts';
import type { NetworkPlan } from './network-plan.ts';
import { rosterOf, rosterPeriod } from './roster.ts';

interface Person {
  subject: string;
  name: string;
  roles: { en: string };
  station: { en: string };
}

/** Record of the network in the home folder. */
interface Marker {
  /** Seed of the requests' idempotency keys, so that the next start continues one that was interrupted. */
  seed: string;
  startedAt: string;
  /** Absent until the network is complete. */
  network?: {
    stations: Record<string, { stationId: string; staff: Record<string, string> }>;
    rosteredFrom: string;
  };
}

const extendRostersAfterDays = 6;
const dayMs = 24 * 60 * 60_000;

/** True if the network of a home is complete. */
export function hasNetwork(home: string): boolean {
  const file = join(home, 'demo.json');
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as Marker).network !== undefined;
}

/** Network to create, and where. */
export interface NetworkOptions {
  /** Folder that records what was created. */
  home: string;
  entrance: Omit<Entrance, 'seed'>;
  peopleFile: string;
  plan: NetworkPlan;
  say: (line: string) => void;
}

/**
 * Creates a network through the public API, each step by a person with the right role. If the network exists, only extends
 * rosters that are about to end.
 *
 * @throws Problem if a step is refused
 */
export async function makeNetwork({ home, entrance, peopleFile, plan, say }: NetworkOptions): Promise<void> {
  const { stations, staff, signIns } = plan;
  const file = join(home, 'demo.json');
  const write = (marker: Marker) => {
    writeFileSync(`${file}.new`, `${JSON.stringify(marker, null, 2)}\n`);
    renameSync(`${file}.new`, file);
  };
  if (!existsSync(file)) write({ seed: randomUUID(), startedAt: new Date().toISOString() });
  const marker = JSON.parse(readFileSync(file, 'utf8')) as Marker;
  const people = JSON.parse(readFileSync(peopleFile, 'utf8')) as Person[];

  if (!marker.network) {
    say(`Creating the ${plan.name} ...`);
    marker.network = await new Making(
      { ...entrance, seed: marker.seed },
      plan,
      people,
      new Date(marker.startedAt),
    ).all();
    write(marker);
  } else if (Date.now() > Date.parse(marker.network.rosteredFrom) + extendRostersAfterDays * dayMs) {
    const today = new Date();
    const api = await signIn({ ...entrance, seed: `${marker.seed} ${today.toISOString()}` }, admin);
    for (const station of stations) await setRosters(api, plan, station, marker.network.stations[station.key]!, today);
    marker.network.rosteredFrom = today.toISOString();
    write(marker);
    say('Rosters extended');
  }
  say(`Network: ${stations.length} stations, ${staff.length + networkStaff.length + 1} people`);
  const shown = signIns.map((subject) => {
    const { name, roles, station } = people.find((person) => person.subject === subject)!;
    return ['', subject, name, roles.en, station.en];
  });
  say(`Sign in at ${entrance.gateway} as one of these people, or as any other person on the list:\n${aligned(shown)}`);
}

/** Creates everything once. Dates derive from the first start, so that a repeated request is identical. */
class Making {
  readonly #entrance: Entrance;
  readonly #plan: NetworkPlan;
  readonly #names: ReadonlyMap<string, string>;
  readonly #startedAt: Date;

  constructor(entrance: Entrance, plan: NetworkPlan, people: readonly Person[], startedAt: Date) {
    this.#entrance = entrance;
    this.#plan = plan;
    this.#names = new Map(people.map(({ subject, name }) => [subject, name]));
    this.#startedAt = startedAt;
  }

  async all(): Promise<Marker['network']> {
    const { stations } = this.#plan;
    const api = await signIn(this.#entrance, admin);
    // First, because the gateway must know the regional managers before they can act.
    const regionIds = await this.#regions(api);
    for (const person of networkStaff) await this.#networkStaff(api, person, regionIds);
    for (const list of codeLists) await api.post('/v1/network/code-lists', list);
    const classIds: Record<string, string> = {};
    for (const { key, needs } of classes) {
      const defined = await api.post<{ stationClassId: string }>('/v1/network/station-classes', {
        stationClass: needs,
      });
      classIds[key] = defined.stationClassId;
    }
    await this.#publications(api);
    for (const { stock: _, ...part } of parts) await api.post('/v1/network/parts', part);
    const managers = await this.#regionalManagers();
    const ids: string[] = [];
    for (const station of stations) {
      const application = { regionId: regionIds[station.region]!, stationClassId: classIds[station.class]! };
      ids.push(await this.#station(api, managers.get(station.region)!, station, application));
    }
    const made = await Promise.all(
      stations.map(async (station, index) => {
        const stationId = ids[index]!;
        const people = await this.#stationStaff(api, station, stationId);
        await this.#customers(station, stationId);
        await this.#stock(station, stationId);
        return [station.key, { stationId, staff: people }] as const;
      }),
    );
    // Last, because the administrator gets a new identity with this record, and idempotency keys depend on the caller.
    await this.#networkStaff(api, { subject: admin, role: 'NETWORK_ADMIN', regions: [] }, regionIds);
    return { stations: Object.fromEntries(made), rosteredFrom: this.#startedAt.toISOString() };
  }

  async #regions(api: Api): Promise<Record<string, string>> {
    const ids: Record<string, string> = {};
    for (const name of regions)
      ids[name] = (await api.post<{ regionId: string }>('/v1/network/regions', { name })).regionId;
    return ids;
  }

  async #networkStaff(api: Api, person: DemoNetworkStaff, regionIds: Record<string, string>): Promise<void> {
    await api.post('/v1/network/staff', {
      ...this.#identityOf(person.subject),
      roles: [{ role: person.role }],
      regionIds: person.regions.map((name) => regionIds[name]),
    });
  }

  async #publications(api: Api): Promise<void> {
    for (const { draft, partPrices } of priceLists) {
      const { priceListId } = await api.post<{ priceListId: string }>('/v1/network/price-lists', draft);
      const version = `/v1/network/price-lists/${priceListId}/versions/${draft.version}`;
      await api.post(`${version}:setPartPrices`, { page: 1, partPrices });
      await api.post(`${version}:publish`, { partPages: 1 });
    }
    await api.post('/v1/network/labour-operations', {
      ...labourOperations,
      operations: labourOperations.operations.map((operation) => ({
        ...operation,
        labourMinutes: this.#plan.labourMinutes ?? operation.labourMinutes,
      })),
    });
    for (const form of forms) await api.post('/v1/network/forms', form);
    await api.post('/v1/network/standards', standard);
  }

  /** Regional managers by region, once the gateway knows them. */
  async #regionalManagers(): Promise<Map<string, Api>> {
    const managers = networkStaff.filter(({ role }) => role === 'REGIONAL_MANAGER');
    const known = managers.map(async ({ subject, regions: [region] }): Promise<[string, Api]> => {
      const api = await signIn(this.#entrance, subject);
      await untilKnown(api);
      return [region!, api];
    });
    return new Map(await Promise.all(known));
  }

  /** Creates a station with bays and hours, starting from its application. */
  async #station(
    api: Api,
    manager: Api,
    station: DemoStation,
    application: { regionId: string; stationClassId: string },
  ): Promise<string> {
    const { company, remarks, facts, gaps } = station;
    const { address, phone: contact } = facts;
    const candidacy = { ...application, company, address, contact, remarks };
    const { applicationId } = await api.post<{ applicationId: string }>('/v1/network/applications', candidacy);
    const path = `/v1/network/applications/${applicationId}`;
    const visitAt = new Date(Number(this.#startedAt) + 2 * dayMs).toISOString();
    await manager.post(`${path}:scheduleSiteVisit`, { visitAt });
    const { applications } = await manager.get<{ applications: ListedApplication[] }>('/v1/network/applications');
    const { requirements } = applications.find((each) => each.applicationId === applicationId)!;
    const scores = requirements.map(({ code }) => {
      const gap = gaps.find(({ requirement }) => requirement === code);
      const evidence = gap?.evidence ?? 'Seen on site.';
      return { requirement: code, points: gap ? 40 : 90, met: !gap, evidence };
    });
    await manager.post(`${path}:score`, { scores });
    const acceptedGaps = gaps.map(({ requirement, justification }) => ({ requirement, justification }));
    const { stationId } = await api.post<{ stationId: string }>(`${path}:authorise`, { ...facts, acceptedGaps });
    for (const [kind, names] of station.bays) {
      for (const name of names) await api.post(`/v1/stations/${stationId}/bays`, { name, kind });
    }
    const { reservedForAppointmentsPercent, reservedUntilHour } = station;
    const openingHours = station.hours.flatMap((hours, index) =>
      hours ? [{ weekday: index + 1, opens: hours[0], closes: hours[1] }] : [],
    );
    const hours = { openingHours, reservedForAppointmentsPercent, reservedUntilHour };
    await api.post(`/v1/stations/${stationId}:setOpeningHours`, hours);
    return stationId;
  }

  /** @returns staff ids by subject */
  async #stationStaff(api: Api, station: DemoStation, stationId: string): Promise<Record<string, string>> {
    const ids: Record<string, string> = {};
    const expiresAt = new Date(Number(this.#startedAt) + 730 * dayMs).toISOString();
    for (const { subject, roles, skills } of this.#plan.staff.filter((person) => person.station === station.key)) {
      const { staffId } = await api.post<{ staffId: string }>(`/v1/stations/${stationId}/staff`, {
        ...this.#identityOf(subject),
        roles: roles.map((role) => ({ role })),
      });
      ids[subject] = staffId;
      const path = `/v1/stations/${stationId}/staff/${staffId}:recordQualification`;
      for (const skill of skills) await api.post(path, { skill, expiresAt });
    }
    await setRosters(api, this.#plan, station, { stationId, staff: ids }, this.#startedAt);
    return ids;
  }

  /** Registers fleets and owners with their trucks, as the clerk does. */
  async #customers(station: DemoStation, stationId: string): Promise<void> {
    const clerk = await this.#someone(station, 'APPOINTMENT_CLERK', stationId);
    const path = `/v1/stations/${stationId}`;
    for (const { vehicles, ...customer } of customersOf(this.#plan, station)) {
      const { customerId } = await clerk.post<{ customerId: string }>(`${path}/customers`, customer);
      for (const { inServiceOn, ...vehicle } of vehicles) {
        const inServiceAt = new Date(inServiceOn).toISOString();
        await clerk.post(`${path}/vehicles`, { ...vehicle, inServiceAt, customerId });
      }
    }
  }

  async #stock(station: DemoStation, stationId: string): Promise<void> {
    const clerk = await this.#someone(station, 'PARTS_CLERK', stationId);
    const share = (station.class === 'full' ? 1 : 0.5) * (this.#plan.stockFactor ?? 1);
    const lines = parts.map(({ partNumber, stock }, index) => ({
      partNumber,
      quantity: String(Math.ceil(stock * share)),
      bin: `R${1 + Math.floor(index / 5)}-${1 + (index % 5)}`,
    }));
    await clerk.post(`/v1/stations/${stationId}/stock:receive`, { lines, reference: 'Opening stock' });
  }

  /** Signs in a person of the station with a role, once the gateway knows them. */
  async #someone(station: DemoStation, role: string, stationId: string): Promise<Api> {
    const { subject } = this.#plan.staff.find(
      (person) => person.station === station.key && person.roles.includes(role),
    )!;
    const api = await signIn(this.#entrance, subject);
    await untilKnown(api, `/v1/stations/${stationId}`);
    return api;
  }

  #identityOf(subject: string) {
    const displayName = this.#names.get(subject);
    if (displayName === undefined) throw new Error(`${subject} is not one of the demo people`);
    return { displayName, logins: [{ issuer: this.#entrance.issuer, subject }] };
  }
}

const customersOf = ({ customers }: NetworkPlan, { key }: DemoStation): Omit<DemoCustomer, 'station'>[] =>
  customers.filter(({ station }) => station === key).map(({ station: _, ...customer }) => customer);

interface ListedApplication {
  applicationId: string;
  requirements: { code: string }[];
}

async function setRosters(
  api: Api,
  { staff }: NetworkPlan,
  station: DemoStation,
  { stationId, staff: ids }: { stationId: string; staff: Record<string, string> },
  from: Date,
): Promise<void> {
  const period = rosterPeriod(station.facts.timeZone, from);
  for (const person of staff.filter(({ subject }) => ids[subject] !== undefined)) {
    const shifts = rosterOf(person, station.facts.timeZone, from);
    await api.post(`/v1/stations/${stationId}/staff/${ids[person.subject]}:setRoster`, { ...period, shifts });
  }
}

const knownWithinMs = 60_000;

/** Waits until the gateway knows a person; it learns about staff from a topic. */
async function untilKnown(api: Api, path = '/v1/network/regions'): Promise<void> {
  const until = Date.now() + knownWithinMs;
  for (;;) {
    const [answer] = await Promise.allSettled([api.get(path)]);
    if (answer.status === 'fulfilled') return;
    if (Date.now() > until) throw answer.reason;
    await sleep(100);
  }
}
