import { createHash } from 'node:crypto';
import type { Actor } from '@waystation/call';
import type { Clock } from '@waystation/model';
import type { StaffRows, StaffState } from '../store/staff.ts';

/** Someone who signed in: who he is in the network, and what he may do where. */
export interface Person {
  staffId: string;
  /** Undefined for someone whom the network does not know. */
  displayName: string | undefined;
  /** Roles that hold everywhere. */
  networkRoles: string[];
  regions: { regionId: string; roles: string[] }[];
  stations: { stationId: string; roles: string[] }[];
}

/** From a login to a person. */
export interface People {
  /**
   * Who a call is made by.
   *
   * @param stationId of the call's path; without it the call is for what is the whole network's, and roles at any
   *   station count
   * @returns an actor without station where he has no role there: services refuse him then, by role and by station
   */
  rolesOf(issuer: string, subject: string, stationId: string | undefined): Promise<Actor>;
  personOf(issuer: string, subject: string): Promise<Person>;
}

/** The role above the stations that does not hold everywhere. */
const ofRegions = 'REGIONAL_MANAGER';
/** Roles that only a record above the stations can give. */
const aboveStations: readonly string[] = [ofRegions, 'NETWORK_ADMIN', 'NETWORK_ANALYST', 'APPLICANT'];
/** Roles that only a station's own record can give. Fleets' people are no staff: no record gives their roles. */
const ofStations: readonly string[] = [
  'AFTER_SALES_MANAGER',
  'SERVICE_ADVISOR',
  'SERVICE_ASSISTANT',
  'APPOINTMENT_CLERK',
  'TECHNICAL_EXPERT',
  'WARRANTY_ASSESSOR',
  'WORKSHOP_LEAD',
  'TECHNICIAN',
  'QUALITY_INSPECTOR',
  'PARTS_CLERK',
  'CASHIER',
  'FOLLOW_UP_AGENT',
  'GATE_ATTENDANT',
];

/** Fields of `waystation.network.v1.StaffState` that are read here. */
interface Staff {
  staffId: string;
  displayName: string;
  /** Undefined for those above the stations. */
  stationId: string | undefined;
  active: boolean;
  /** `from` and `until` are instants; absent: since ever, for ever. */
  roles: { role: string; from?: string; until?: string }[];
  /** Where a regional manager's role holds. */
  regionIds: string[];
}

/** Reads people from what `network` publishes of its staff. */
export class StaffPeople implements People {
  readonly #staff: Pick<StaffRows, 'byLogin' | 'regionOf' | 'hasAdmin'>;
  readonly #clock: Clock;
  readonly #firstAdmin: { issuer: string; subject: string } | undefined;

  /** @param firstAdmin a network_admin until one is registered, since someone must register the others */
  constructor(
    staff: Pick<StaffRows, 'byLogin' | 'regionOf' | 'hasAdmin'>,
    clock: Clock,
    firstAdmin: { issuer: string; subject: string } | undefined,
  ) {
    this.#staff = staff;
    this.#clock = clock;
    this.#firstAdmin = firstAdmin;
  }

  async rolesOf(issuer: string, subject: string, stationId: string | undefined): Promise<Actor> {
    const records = await this.#recordsOf(issuer, subject);
    const person = await this.#personOf(issuer, subject, records);
    // By the station's own word where it has one: what another station says of a login decides nothing here.
    const id = records.find((record) => record.stationId === stationId)?.staffId || person.staffId;
    const actor = { kind: 'staff', id } as const;
    if (stationId === undefined) {
      const roles = [
        ...person.networkRoles,
        ...person.regions.flatMap((each) => each.roles),
        ...person.stations.flatMap((each) => each.roles),
      ];
      const [region] = person.regions;
      return { ...actor, roles: distinct(roles), ...(region && { regionId: region.regionId }) };
    }
    const regionId = person.regions.length > 0 ? await this.#staff.regionOf(stationId) : undefined;
    const ofRegion = person.regions.filter((each) => each.regionId === regionId);
    const ofStation = person.stations.filter((each) => each.stationId === stationId);
    const roles = distinct([...person.networkRoles, ...[...ofRegion, ...ofStation].flatMap((each) => each.roles)]);
    if (roles.length === 0) return { ...actor, roles };
    return { ...actor, roles, stationId, ...(ofRegion.length > 0 && { regionId }) };
  }

  async personOf(issuer: string, subject: string): Promise<Person> {
    return this.#personOf(issuer, subject, await this.#recordsOf(issuer, subject));
  }

  /** Those of the whole network first. */
  async #recordsOf(issuer: string, subject: string): Promise<Staff[]> {
    const records = (await this.#staff.byLogin(issuer, subject)).map(staffOf);
    return records.toSorted((a, b) => Number(a.stationId !== undefined) - Number(b.stationId !== undefined));
  }

  async #personOf(issuer: string, subject: string, records: readonly Staff[]): Promise<Person> {
    const at = this.#clock.now();
    const person: Person = {
      staffId: records[0]?.staffId || idOfLogin(issuer, subject),
      displayName: records[0]?.displayName || undefined,
      networkRoles: (await this.#isFirstAdmin(issuer, subject)) ? ['NETWORK_ADMIN'] : [],
      regions: [],
      stations: [],
    };
    for (const record of records) {
      const roles = rolesAt(record, at);
      if (roles.length === 0) continue;
      if (record.stationId) {
        person.stations.push({ stationId: record.stationId, roles });
        continue;
      }
      if (roles.includes(ofRegions))
        person.regions.push(...record.regionIds.map((regionId) => ({ regionId, roles: [ofRegions] })));
      person.networkRoles = distinct([...person.networkRoles, ...roles.filter((role) => role !== ofRegions)]);
    }
    return person;
  }

  /** Nobody any longer once the network has an administrator of record: that one can be dismissed. */
  async #isFirstAdmin(issuer: string, subject: string): Promise<boolean> {
    if (this.#firstAdmin?.issuer !== issuer || this.#firstAdmin.subject !== subject) return false;
    return !(await this.#staff.hasAdmin());
  }
}

/** Written by another service, perhaps of another version: what is missing counts as empty. */
function staffOf(state: StaffState): Staff {
  const text = (name: string) => (typeof state[name] === 'string' ? state[name] : '');
  const list = <T>(name: string) => (Array.isArray(state[name]) ? (state[name] as T[]) : []);
  return {
    staffId: text('staffId'),
    displayName: text('displayName'),
    stationId: text('stationId') || undefined,
    active: state['active'] === true,
    roles: list('roles'),
    regionIds: list('regionIds'),
  };
}

/**
 * Names of `waystation.Role` that hold at an instant, as far as a record of its kind can give them: `network` never writes
 * a role above the stations into a station's record or the reverse, so one that says so was written by another.
 */
function rolesAt({ active, stationId, roles }: Staff, at: Date): string[] {
  if (!active) return [];
  const given = stationId === undefined ? aboveStations : ofStations;
  const holding = roles.filter(
    ({ role, from, until }) =>
      given.includes(role) && (!from || new Date(from) <= at) && (!until || at < new Date(until)),
  );
  return distinct(holding.map(({ role }) => role));
}

function distinct(roles: readonly string[]): string[] {
  return [...new Set(roles)];
}

/** An id for someone whom the network does not know (yet): the same each time, since it stands in what he does. */
function idOfLogin(issuer: string, subject: string): string {
  const bytes = createHash('sha256').update(`${issuer}\0${subject}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80; // version 8 of RFC 9562: made by a rule of one's own
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
