import type { Login, StaffState } from '@waystation/contracts/network/v1/state';
import { Aggregate, Invalid, Refused, type FieldViolation, type Scope } from '@waystation/model';
import { duplicatesIn } from './duplicates.ts';
import { mustBeWithinSize } from './size-limit.ts';
import { withPeriod, type Period, type Shift } from './roster.ts';
import { staffSteps, type StaffEvents } from './staff-steps.ts';

/** Role, limited in time for a guest. */
export interface Grant {
  role: string;
  /** Null for no beginning. */
  from: Date | null;
  /** Null for no end. */
  until: Date | null;
}

/** Grant in a request; undefined times mean no limit. */
export interface GrantAsked {
  role: string;
  from?: Date | undefined;
  until?: Date | undefined;
}

/** Skill by training. */
export interface Qualification {
  skill: string;
  /** Null for no expiry. */
  expiresAt: Date | null;
}

/** Name, logins and roles of a person. */
export interface Person {
  displayName: string;
  logins: Login[];
  roles: GrantAsked[];
}

type State = Omit<StaffState, 'staffId' | 'stationId' | 'at'>;

/** Record of a person who works at a station or for the network. */
abstract class AnyStaff<S extends Scope> extends Aggregate<typeof staffSteps, StaffEvents, 'staff', S> {
  declare displayName: string;
  declare logins: Login[];
  declare roles: Grant[];

  protected get steps() {
    return staffSteps;
  }
  protected get subject() {
    return 'staff' as const;
  }

  protected abstract get state(): State;

  /** Replaces an earlier grant of the same role. */
  grantRole(grant: GrantAsked, at: Date): void {
    this.mustAllow('grantRole');
    mustBeGrants([grant], () => 'role');
    this.roles = [...this.roles.filter(({ role }) => role !== grant.role), grantOf(grant)];
    this.step('grantRole', at, this.state);
  }

  protected setPerson({ displayName, logins, roles }: Person): void {
    mustBeGrants(roles, (index) => `roles[${index}]`);
    const loginField = (index: number) => `logins[${index}]`;
    const doubles = [
      ...duplicatesIn(logins, ({ issuer, subject }) => `${subject} at ${issuer}`, loginField, 'LOGIN_LISTED_TWICE'),
      ...duplicatesIn(
        roles,
        ({ role }) => role,
        (index) => `roles[${index}]`,
        'ROLE_LISTED_TWICE',
      ),
    ];
    if (doubles.length > 0) throw new Invalid(doubles);
    this.displayName = displayName;
    this.logins = logins.map(({ issuer, subject }) => ({ issuer, subject }));
    this.roles = roles.map(grantOf);
  }

  protected get common() {
    const { displayName, logins, status } = this;
    const roles = this.roles.map(({ role, from, until }) => ({
      role,
      from: from ?? undefined,
      until: until ?? undefined,
    }));
    return { displayName, logins, roles, active: status === 'active' };
  }
}

/** Person who works at a station. The id is the same at every station where the person works. */
export class Staff extends AnyStaff<'station'> {
  skills: Qualification[] = [];
  shifts: Shift[] = [];

  static register(id: string, stationId: string, person: Person, at: Date): Staff {
    const staff = new Staff();
    staff.begin({ id, stationId }, 'active');
    staff.setPerson(person);
    staff.publish('StaffState', at, staff.state);
    return staff;
  }

  /** Replaces an earlier record of the same skill. */
  recordQualification(skill: string, expiresAt: Date | undefined, at: Date): void {
    this.mustAllow('recordQualification');
    this.skills = [...this.skills.filter((known) => known.skill !== skill), { skill, expiresAt: expiresAt ?? null }];
    mustBeWithinSize(this.state);
    this.step('recordQualification', at, this.state);
  }

  setRoster(period: Period, shifts: readonly Shift[], at: Date): void {
    this.mustAllow('setRoster');
    this.shifts = withPeriod(this.shifts, period, shifts, at);
    mustBeWithinSize(this.state);
    this.step('setRoster', at, this.state);
  }

  /** Ends the person's work at the station: logins, roles and shifts are removed. */
  release(at: Date): void {
    this.mustAllow('release');
    this.logins = [];
    this.roles = [];
    this.shifts = [];
    this.step('release', at, { ...this.state, active: false });
  }

  protected get state(): State {
    const skills = this.skills.map(({ skill, expiresAt }) => ({ skill, expiresAt: expiresAt ?? undefined }));
    return { key: `${this.stationId}:${this.id}`, ...this.common, skills, shifts: this.shifts, regionIds: [] };
  }
}

/** Person who works for the network, or an applicant. */
export class NetworkStaff extends AnyStaff<'network'> {
  declare regionIds: string[];

  static register(id: string, person: Person, regionIds: readonly string[], at: Date): NetworkStaff {
    const staff = new NetworkStaff();
    staff.begin({ id }, 'active');
    staff.setPerson(person);
    staff.regionIds = [...regionIds];
    staff.mustHaveRegions();
    staff.publish('StaffState', at, staff.state);
    return staff;
  }

  /**
   * Grants a role of the network. The network keeps at least one administrator whose role has no end.
   *
   * @param regionIds regions of a regional manager; replace the earlier ones
   * @param otherAdmins all other current or former administrators
   */
  grantNetworkRole(
    regionIds: readonly string[],
    grant: GrantAsked,
    otherAdmins: readonly Pick<NetworkStaff, 'isAdmin'>[],
    at: Date,
  ): void {
    const ends = grant.role === 'NETWORK_ADMIN' && grant.until !== undefined && this.isAdmin(at);
    if (ends && !otherAdmins.some((other) => other.isAdmin(at))) throw new Refused('LAST_ADMIN');
    this.regionIds = [...regionIds];
    this.grantRole(grant, at);
    this.mustHaveRegions();
  }

  /** True for an administrator at that time whose role has no end. */
  isAdmin(at: Date): boolean {
    return (
      this.status === 'active' &&
      this.roles.some(({ role, from, until }) => role === 'NETWORK_ADMIN' && until === null && (!from || from <= at))
    );
  }

  protected get state(): State {
    const { regionIds } = this;
    return { key: `network:${this.id}`, ...this.common, skills: [], shifts: [], regionIds };
  }

  private mustHaveRegions(): void {
    const isRegional = this.roles.some(({ role }) => role === 'REGIONAL_MANAGER');
    if (!isRegional || this.regionIds.length > 0) return;
    const description = 'must name the regions of the regional manager';
    throw new Invalid([{ field: 'region_ids', description, reason: 'REGION_MISSING' }]);
  }
}

function grantOf({ role, from, until }: GrantAsked): Grant {
  return { role, from: from ?? null, until: until ?? null };
}

function mustBeGrants(grants: readonly GrantAsked[], field: (index: number) => string): void {
  const violations = grants.flatMap(({ from, until }, index): FieldViolation[] =>
    from && until && until <= from
      ? [{ field: field(index), description: 'must end after it begins', reason: 'GRANT_ENDS_BEFORE_START' }]
      : [],
  );
  if (violations.length > 0) throw new Invalid(violations);
}
