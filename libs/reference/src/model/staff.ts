import type { StaffState } from '@waystation/contracts/network/v1/state';
import { Refused } from '@waystation/model';

/** Part of the record of a member of staff that decides what they may do. */
export type StaffMember = Pick<StaffState, 'staffId' | 'active' | 'roles' | 'skills'>;

/** True if the member works at the station in one of the roles at that time. */
export function hasRole(
  member: Pick<StaffState, 'active' | 'roles'> | undefined,
  roles: string | readonly string[],
  at: Date,
): boolean {
  const wanted = [roles].flat();
  return (
    !!member?.active && member.roles.some(({ role, from, until }) => wanted.includes(role) && isWithin(from, until, at))
  );
}

/** True if the member has the skill, and the training for it has not expired at that time. */
export function holdsSkill({ skills }: Pick<StaffState, 'skills'>, skill: string, at: Date): boolean {
  return skills.some((held) => held.skill === skill && isWithin(undefined, held.expiresAt, at));
}

/** @throws Refused for anyone who does not work in the station's workshop at that time */
export function mustBeTechnician(
  technicianId: string,
  member: Pick<StaffState, 'active' | 'roles'> | undefined,
  at: Date,
): void {
  if (!hasRole(member, ['TECHNICIAN', 'WORKSHOP_LEAD'], at)) throw new Refused('TECHNICIAN_UNKNOWN', { technicianId });
}

/** True if an instant is in the period from `from` (inclusive) to `until` (exclusive); undefined: no limit. */
export function isWithin(from: Date | undefined, until: Date | undefined, at: Date): boolean {
  return (from === undefined || from <= at) && (until === undefined || at < until);
}
