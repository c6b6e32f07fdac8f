import type { Login, StaffState } from '@waystation/contracts/network/v1/state';
import { Aggregate, Invalid, Refused, type FieldViolation, type Scope } from '@waystation/model';
import { doublesIn } from './doubles.ts';
import { mustFit } from './must-fit.ts';
import { withPeriod, type Period, type Shift } from './roster.ts';
import { staffSteps, type StaffEvents } from './staff-steps.ts';

/** A role, for a time if it is a guest's. */
export interface Grant {
  role: string;
  /** Null: since ever. */
  from: Date | null;
  /** Null: for ever. */
  until: Date | null;
}

/** As a request says it: what is left out has no limit. */
export interface GrantAsked {
  role: string;
  from?: Date | undefined;
  until?: Date | undefined;
}

/** What somebody may do by training. */
export interface Qualification {
  skill: string;
  /** Null: for ever. */
  expiresAt: Date | null;
}

/** Who somebody is. */
export interface Person {
  displayName: string;
  logins: Login[];
  roles: GrantAsked[];
}

type State = Omit<StaffState, 'staffId' | 'stationId' | 'at'>;

/** What is known of somebody who works in the network, whether at a station or above them. */
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

  /** Replaces what was granted of the same role before. */
  grantRole(grant: GrantAsked, at: Date): void {
    this.mustAllow('grantRole');
    mustBeGrants([grant], () => 'role');
    this.roles = [...this.roles.filter(({ role }) => role !== grant.role), grantOf(grant)];
    this.step('grantRole', at, this.state);
  }

  protected be({ displayName, logins, roles }: Person): void {
    mustBeGrants(roles, (index) => `roles[${index}]`);
    const loginField = (index: number) => `logins[${index}]`;
    const doubles = [
      ...doublesIn(logins, ({ issuer, subject }) => `${subject} at ${issuer}`, loginField, 'LOGIN_STATED_TWICE'),
      ...doublesIn(
        roles,
        ({ role }) => role,
        (index) => `roles[${index}]`,
        'ROLE_STATED_TWICE',
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

/** Somebody who works at a station. His id is the same at every station that he works at. */
export class Staff extends AnyStaff<'station'> {
  skills: Qualification[] = [];
  shifts: Shift[] = [];

  static register(id: string, stationId: string, person: Person, at: Date): Staff {
    const staff = new Staff();
    staff.begin({ id, stationId }, 'active');
    staff.be(person);
    staff.publish('StaffState', at, staff.state);
    return staff;
  }

  /** Replaces what was recorded of the same skill before. */
  recordQualification(skill: string, expiresAt: Date | undefined, at: Date): void {
    this.mustAllow('recordQualification');
    this.skills = [...this.skills.filter((known) => known.skill !== skill), { skill, expiresAt: expiresAt ?? null }];
    mustFit(this.state);
    this.step('recordQualification', at, this.state);
  }

  setRoster(period: Period, shifts: readonly Shift[], at: Date): void {
    this.mustAllow('setRoster');
    this.shifts = withPeriod(this.shifts, period, shifts, at);
    mustFit(this.state);
    this.step('setRoster', at, this.state);
  }

  /** He works there no longer: nobody signs in as him. */
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

/** Somebody who works above the stations, or wants to become one. */
export class NetworkStaff extends AnyStaff<'network'> {
  declare regionIds: string[];

  static register(id: string, person: Person, regionIds: readonly string[], at: Date): NetworkStaff {
    const staff = new NetworkStaff();
    staff.begin({ id }, 'active');
    staff.be(person);
    staff.regionIds = [...regionIds];
    staff.mustHaveRegions();
    staff.publish('StaffState', at, staff.state);
    return staff;
  }

  /**
   * Grants a role above the stations. The network keeps one administrator whose role has no end.
   *
   * @param regionIds that they answer for from now on, as a regional manager
   * @param otherAdmins everybody else who is or was an administrator
   */
  answerFor(
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

  /** Whether they administer the network at that time, with no end in sight. */
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
    const description = 'must name the regions that he answers for';
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
