import type { StaffState } from '@waystation/contracts/network/v1/state';

/** What of somebody's record at the station decides on what he may do. */
export type Member = Pick<StaffState, 'staffId' | 'active' | 'roles' | 'skills'>;

/** Whether he has the role at the station at that time. */
export function hasRole(member: Member | undefined, role: string, at: Date): boolean {
  return (
    member !== undefined &&
    member.active &&
    member.roles.some(
      (held) => held.role === role && (held.from === undefined || held.from <= at) && isInDate(held.until, at),
    )
  );
}

/** Whether he may inspect: he has the role, and the training for it has not run out. */
export function isQualifiedInspector(member: Member | undefined, at: Date): boolean {
  if (!member || !hasRole(member, 'QUALITY_INSPECTOR', at)) return false;
  return member.skills.some(({ skill, expiresAt }) => skill === 'inspection' && isInDate(expiresAt, at));
}

function isInDate(end: Date | undefined, at: Date): boolean {
  return end === undefined || end > at;
}
