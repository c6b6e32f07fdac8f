import type { StaffState } from '@waystation/contracts/network/v1/state';
import { hasRole, isWithin } from '@waystation/reference/model';

/** Facts of a staff member that decide if they can receive a customer. */
export type Advisor = Pick<StaffState, 'staffId' | 'active' | 'roles' | 'shifts'>;

/** True if the staff member has the advisor's role and is on shift at that time. */
export function receives(advisor: Advisor | undefined, at: Date): boolean {
  if (!advisor || !hasRole(advisor, 'SERVICE_ADVISOR', at)) return false;
  return advisor.shifts.some(({ startsAt, endsAt }) => isWithin(startsAt, endsAt, at));
}
