/** What a version of the standard says of how a rule is judged. */
interface Limits {
  limit(rule: string, name: string): number | undefined;
}

const usualMinutes = 120;

/** How long after its time a booked truck may still come before it counts as missed. */
export function graceMinutes(standard: Limits): number {
  return standard.limit('REC-D02', 'grace_minutes') ?? usualMinutes;
}
