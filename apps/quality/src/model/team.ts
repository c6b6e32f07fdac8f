import type { StaffState } from '@waystation/contracts/network/v1/state';
import type { Actor } from '@waystation/model';

/** The inspector who takes a step. */
export type Inspector = Pick<Actor, 'id'>;

/** Staff member's record at the station, as far as permissions depend on it. */
export type Member = Pick<StaffState, 'staffId' | 'active' | 'roles' | 'skills'>;

/** Tells of a member who has the role at the station at that time. */
export function hasRole(member: Member | undefined, role: string, at: Date): boolean {
  return (
    member !== undefined &&
    member.active &&
    member.roles.some(
      (held) => held.role === role && (held.from === undefined || held.from <= at) && isInDate(held.until, at),
    )
  );
}

/** Tells of a member who may inspect: they have the role, and their training is in date. */
export function isQualifiedInspector(member: Member | undefined, at: Date): boolean {
  if (!member || !hasRole(member, 'QUALITY_INSPECTOR', at)) return false;
  return member.skills.some(({ skill, expiresAt }) => skill === 'inspection' && isInDate(expiresAt, at));
}

function isInDate(end: Date | undefined, at: Date): boolean {
  return end === undefined || end > at;
}
