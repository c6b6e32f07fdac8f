import { createHash } from 'node:crypto';
import type { Actor } from '@waystation/call';
import type { Clock } from '@waystation/model';
import type { StaffRows, StaffState } from '../store/staff.ts';

/** A signed-in person: their identity in the network and their roles. */
export interface Person {
  staffId: string;
  /** Undefined for a person unknown to the network. */
  displayName: string | undefined;
  /** Roles that apply everywhere. */
  networkRoles: string[];
  regions: { regionId: string; roles: string[] }[];
  stations: { stationId: string; roles: string[] }[];
}

/** Finds the person of a login. */
export interface People {
  /**
   * Actor of a call.
   *
   * @param stationId station in the call's path; if undefined, the call is to the whole network and roles at any
   *   station count
   * @returns an actor without station if they have no role there; services then refuse the call
   */
  rolesOf(issuer: string, subject: string, stationId: string | undefined): Promise<Actor>;
  personOf(issuer: string, subject: string): Promise<Person>;
}

/** The only role above the stations that does not apply everywhere. */
const ofRegions = 'REGIONAL_MANAGER';
/** Roles that only a record above the stations can grant. */
const aboveStations: readonly string[] = [ofRegions, 'NETWORK_ADMIN', 'NETWORK_ANALYST', 'APPLICANT'];
/** Roles that only a station's record can grant. Roles of fleets are missing, since their people are not staff. */
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

/** Fields used of `waystation.network.v1.StaffState`. */
interface Staff {
  staffId: string;
  displayName: string;
  /** Undefined for staff above the stations. */
  stationId: string | undefined;
  active: boolean;
  /** Instants `from` and `until`; absent means without limit. */
  roles: { role: string; from?: string; until?: string }[];
  /** Regions of a regional manager. */
  regionIds: string[];
}

/** Reads people from the staff records that `network` publishes. */
export class StaffPeople implements People {
  readonly #staff: Pick<StaffRows, 'byLogin' | 'regionOf' | 'hasAdmin'>;
  readonly #clock: Clock;
  readonly #firstAdmin: { issuer: string; subject: string } | undefined;

  /** @param firstAdmin network administrator until one is registered, since someone must register the others */
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
    // The station's record takes precedence: the records of other stations decide nothing here.
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

  /** Records of a login, those above the stations first. */
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

  /** False for everybody once the network has an administrator on record, who can be dismissed. */
  async #isFirstAdmin(issuer: string, subject: string): Promise<boolean> {
    if (this.#firstAdmin?.issuer !== issuer || this.#firstAdmin.subject !== subject) return false;
    return !(await this.#staff.hasAdmin());
  }
}

/** Reads a record leniently: another version of `network` may have written it, so missing fields count as empty. */
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
 * Names of `waystation.Role` in effect at an instant, limited to those that this kind of record can grant. `network`
 * never writes a role above the stations into a station's record or the reverse, so such a record is forged.
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

/** Id for a person unknown to the network. Derived from the login so that it stays the same in all their records. */
function idOfLogin(issuer: string, subject: string): string {
  const bytes = createHash('sha256').update(`${issuer}\0${subject}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80; // version 8 of RFC 9562: custom
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
