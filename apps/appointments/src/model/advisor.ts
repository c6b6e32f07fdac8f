import type { StaffState } from '@waystation/contracts/network/v1/state';

/** What is asked of somebody to know whether he can receive a customer. */
export type Advisor = Pick<StaffState, 'staffId' | 'active' | 'roles' | 'shifts'>;

/** Whether somebody is a service advisor of the station at that time. */
export function isAdvisor({ active, roles }: Advisor, at: Date): boolean {
  return active && roles.some((each) => each.role === 'SERVICE_ADVISOR' && isWithin(each.from, each.until, at));
}

/** Whether he receives customers at that time: he is an advisor, and at work. */
export function receives(advisor: Advisor | undefined, at: Date): boolean {
  if (!advisor || !isAdvisor(advisor, at)) return false;
  return advisor.shifts.some(({ startsAt, endsAt }) => isWithin(startsAt, endsAt, at));
}

function isWithin(from: Date | undefined, until: Date | undefined, at: Date): boolean {
  return (from === undefined || from <= at) && (until === undefined || at < until);
}
