import type { OpeningHours } from '@waystation/contracts/network/v1/state';
import { Invalid, type FieldViolation } from '@waystation/model';

/**
 * Refuses hours that end before they begin or overlap on a day, and dates that do not exist. Times are `HH:MM`, so they
 * compare as text.
 *
 * @throws Invalid naming every wrong entry
 */
export function mustBeOpeningTimes(hours: readonly OpeningHours[], closedOn: readonly string[]): void {
  const violations: FieldViolation[] = [];
  hours.forEach(({ weekday, opens, closes }, index) => {
    const field = `opening_hours[${index}]`;
    if (closes <= opens) {
      violations.push({ field, description: 'must close after it opens', reason: 'HOURS_END_BEFORE_START' });
    } else if (hours.slice(0, index).some((h) => h.weekday === weekday && h.opens < closes && opens < h.closes)) {
      violations.push({ field, description: 'overlaps other hours of the day', reason: 'HOURS_OVERLAP' });
    }
  });
  closedOn.forEach((date, index) => {
    if (isDate(date)) return;
    violations.push({ field: `closed_on[${index}]`, description: 'is not an existing date', reason: 'DATE_NOT_VALID' });
  });
  if (violations.length > 0) throw new Invalid(violations);
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
