import { Invalid, type FieldViolation } from '@waystation/model';

/** Working time of one person. */
export interface Shift {
  startsAt: Date;
  endsAt: Date;
}

/** Period including its beginning and excluding its end. */
export interface Period {
  from: Date;
  until: Date;
}

const dayMillis = 24 * 60 * 60_000;
const periodDaysMax = 62;
/** Days that a shift is kept after its end, for late events. */
const keptDays = 7;

/**
 * Roster in which new shifts replace those that began in a period. Old shifts are dropped: other services keep their own
 * records.
 *
 * @throws Invalid for a shift that ends before it begins, is outside the period or overlaps another
 */
export function withPeriod(
  roster: readonly Shift[],
  { from, until }: Period,
  shifts: readonly Shift[],
  at: Date,
): Shift[] {
  const violations = periodViolations(from, until);
  const kept = roster.filter(
    ({ startsAt, endsAt }) =>
      (startsAt < from || startsAt >= until) && Number(endsAt) >= Number(at) - keptDays * dayMillis,
  );
  shifts.forEach(({ startsAt, endsAt }, index) => {
    const fault = (description: string, reason: string) =>
      violations.push({ field: `shifts[${index}]`, description, reason });
    if (endsAt <= startsAt) fault('must end after it begins', 'SHIFT_ENDS_BEFORE_START');
    else if (startsAt < from || endsAt > until) fault('must be within the period', 'SHIFT_OUTSIDE_PERIOD');
    else if ([...kept, ...shifts.slice(0, index)].some((other) => startsAt < other.endsAt && other.startsAt < endsAt))
      fault('overlaps another shift', 'SHIFTS_OVERLAP');
  });
  if (violations.length > 0) throw new Invalid(violations);
  const all = [...kept, ...shifts.map(({ startsAt, endsAt }) => ({ startsAt, endsAt }))];
  return all.sort((a, b) => Number(a.startsAt) - Number(b.startsAt));
}

function periodViolations(from: Date, until: Date): FieldViolation[] {
  if (until <= from) {
    return [{ field: 'until', description: 'must be after the beginning', reason: 'PERIOD_ENDS_BEFORE_START' }];
  }
  if (Number(until) - Number(from) <= periodDaysMax * dayMillis) return [];
  return [
    {
      field: 'until',
      description: `must be at most ${periodDaysMax} days after the beginning`,
      reason: 'PERIOD_TOO_LONG',
    },
  ];
}
