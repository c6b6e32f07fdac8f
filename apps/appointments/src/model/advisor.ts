import type { StaffState } from '@waystation/contracts/network/v1/state';
import { hasRole, isWithin } from '@waystation/reference/model';

/** Record of a member of the staff, as far as it decides on whether they receive a customer. */
export type Advisor = Pick<StaffState, 'staffId' | 'active' | 'roles' | 'shifts'>;

/** True if the advisor receives customers at that time: has the role, and is on shift. */
export function receives(advisor: Advisor | undefined, at: Date): boolean {
  if (!advisor || !hasRole(advisor, 'SERVICE_ADVISOR', at)) return false;
  return advisor.shifts.some(({ startsAt, endsAt }) => isWithin(startsAt, endsAt, at));
}
