import type { StaffState } from '@waystation/contracts/network/v1/state';

/** Staff member's record, as far as receiving customers depends on it. */
export type Advisor = Pick<StaffState, 'staffId' | 'active' | 'roles' | 'shifts'>;

/** Tells of a service advisor of the station at that time. */
export function isAdvisor({ active, roles }: Advisor, at: Date): boolean {
  return active && roles.some((each) => each.role === 'SERVICE_ADVISOR' && isWithin(each, at));
}

/** Tells of an advisor who is at work at that time. */
export function receives(advisor: Advisor | undefined, at: Date): boolean {
  if (!advisor || !isAdvisor(advisor, at)) return false;
  return advisor.shifts.some(({ startsAt, endsAt }) => isWithin({ from: startsAt, until: endsAt }, at));
}

function isWithin({ from, until }: { from?: Date | undefined; until?: Date | undefined }, at: Date): boolean {
  return (from === undefined || from <= at) && (until === undefined || at < until);
}
