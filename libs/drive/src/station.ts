import { signIn, type Api, type Entrance } from './api.ts';

/** A signed-in member of a station's staff. */
export interface Person {
  staffId: string;
  name: string;
  api: Api;
}

interface StaffMember {
  staffId: string;
  displayName: string;
  logins: { subject: string }[];
  roles: { role: string }[];
  skills: { skill: string }[];
  shifts: { startsAt: string; endsAt: string }[];
}

/** Criteria for a member of the staff. */
export interface Wanted {
  role: string;
  /** Second required role. */
  also?: string;
  skill?: string;
  /** Time at which the person must be on shift. */
  at?: Date;
  /** Staff ids to exclude. */
  not?: readonly string[];
}

/** A station with its staff. */
export class Station {
  readonly #entrance: Entrance;
  readonly #staff: readonly StaffMember[];
  readonly #signedIn = new Map<string, Promise<Api>>();
  readonly id: string;
  /** Time limit of the entrance. */
  readonly patienceMs: number | undefined;
  /** As in the entrance. */
  readonly pollMs: number | undefined;
  /** Path of its part of the API: `/v1/stations/<id>`. */
  readonly path: string;

  private constructor(entrance: Entrance, id: string, staff: readonly StaffMember[]) {
    this.#entrance = entrance;
    this.#staff = staff;
    this.id = id;
    this.patienceMs = entrance.patienceMs;
    this.pollMs = entrance.pollMs;
    this.path = `/v1/stations/${id}`;
  }

  /**
   * Reads the staff of a station.
   *
   * @param subject login of a person who may read it
   * @throws Problem if the person may not
   */
  static async enter(entrance: Entrance, id: string, subject: string): Promise<Station> {
    const api = await signIn(entrance, subject);
    const staff: StaffMember[] = [];
    let pageToken = '';
    do {
      const query = new URLSearchParams({ page_size: '200', page_token: pageToken });
      const page = await api.get<{ staff: StaffMember[]; nextPageToken: string }>(`/v1/stations/${id}/staff?${query}`);
      staff.push(...page.staff);
      pageToken = page.nextPageToken;
    } while (pageToken);
    return new Station(entrance, id, staff);
  }

  /** Finds the first person who meets all criteria, or undefined. */
  async find(wanted: Wanted): Promise<Person | undefined> {
    const found = this.#staff.find((member) => fits(member, wanted));
    return found && this.#person(found);
  }

  /** Finds the first person who meets all criteria. @throws Error if nobody does */
  async get(wanted: Wanted): Promise<Person> {
    const found = await this.find(wanted);
    if (!found) throw new Error(`Nobody at the station meets the criteria ${JSON.stringify(wanted)}.`);
    return found;
  }

  /** Finds a person by id. @throws Error for an unknown id */
  async byId(staffId: string): Promise<Person> {
    const found = this.#staff.find((member) => member.staffId === staffId);
    if (!found) throw new Error(`Nobody at the station has the staff id ${staffId}.`);
    return this.#person(found);
  }

  async #person({ staffId, displayName, logins }: StaffMember): Promise<Person> {
    const { subject } = logins[0]!;
    const api = this.#signedIn.get(subject) ?? signIn(this.#entrance, subject);
    this.#signedIn.set(subject, api);
    return { staffId, name: displayName, api: await api };
  }
}

function fits(member: StaffMember, { role, also, skill, at, not = [] }: Wanted): boolean {
  const has = (wanted: string | undefined) => !wanted || member.roles.some((granted) => granted.role === wanted);
  return (
    has(role) &&
    has(also) &&
    !not.includes(member.staffId) &&
    (!skill || member.skills.some((trained) => trained.skill === skill)) &&
    (!at || member.shifts.some(({ startsAt, endsAt }) => Date.parse(startsAt) <= +at && +at < Date.parse(endsAt)))
  );
}
