/** Limits of rules in a version of the standard. */
interface Limits {
  limit(rule: string, name: string): number | undefined;
}

const usualMinutes = 120;

/** Time after the appointment in which a booked vehicle may still come before it counts as a no-show. */
export function graceMinutes(standard: Limits): number {
  return standard.limit('REC-D02', 'grace_minutes') ?? usualMinutes;
}
