import type { Actor } from '@waystation/model';
import { hasRole, holdsSkill, type StaffMember } from '@waystation/reference/model';

/** Inspector who performs a step. */
export type Inspector = Pick<Actor, 'id'>;

/** True if the member has the role of an inspector and valid training. */
export function isQualifiedInspector(member: StaffMember | undefined, at: Date): boolean {
  return member !== undefined && hasRole(member, 'QUALITY_INSPECTOR', at) && holdsSkill(member, 'inspection', at);
}
