import type { Actor } from '@waystation/model';
import { hasRole, holdsSkill, type StaffMember } from '@waystation/reference/model';

/** The inspector who takes a step. */
export type Inspector = Pick<Actor, 'id'>;

/** True if the member may inspect: has the role, and the training for it has not expired. */
export function isQualifiedInspector(member: StaffMember | undefined, at: Date): boolean {
  return member !== undefined && hasRole(member, 'QUALITY_INSPECTOR', at) && holdsSkill(member, 'inspection', at);
}
