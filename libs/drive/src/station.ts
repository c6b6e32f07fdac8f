import { signIn, type Api, type Entrance } from './api.ts';

/** Somebody who works at a station, signed in. */
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

/** Who is looked for. */
export interface Wanted {
  role: string;
  /** Must have the role too. */
  also?: string;
  skill?: string;
  /** Must be on shift then. */
  at?: Date;
  /** Staff ids of those who won't do. */
  not?: readonly string[];
}

/** A station as those who work in it meet it: who is there, and what they may do. */
export class Station {
  readonly #entrance: Entrance;
  readonly #staff: readonly StaffMember[];
  readonly #signedIn = new Map<string, Promise<Api>>();
  readonly id: string;
  /** As of the entrance. */
  readonly patienceMs: number | undefined;
  /** As of the entrance. */
  readonly pollMs: number | undefined;
  /** Of its part of the API: `/v1/stations/<id>`. */
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
   * @param subject of anybody who works there, to read who else does
   * @throws Problem when he may not
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

  /** The first of whom all is true, or undefined. */
  async find(wanted: Wanted): Promise<Person | undefined> {
    const found = this.#staff.find((member) => fits(member, wanted));
    return found && this.#person(found);
  }

  /** @throws Error when there is nobody of whom all is true */
  async get(wanted: Wanted): Promise<Person> {
    const found = await this.find(wanted);
    if (!found) throw new Error(`the station has nobody who is ${JSON.stringify(wanted)}`);
    return found;
  }

  /** @throws Error when nobody has the id */
  async byId(staffId: string): Promise<Person> {
    const found = this.#staff.find((member) => member.staffId === staffId);
    if (!found) throw new Error(`nobody of the station has the id ${staffId}`);
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
