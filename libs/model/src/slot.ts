import { Invalid } from './errors.ts';

/** Period that includes its start but not its end, so that slots can follow one another. */
export interface Slot {
  readonly start: Date;
  readonly end: Date;
}

const minuteMillis = 60_000;

/**
 * Slot with the given start and end.
 *
 * @param field path of the slot in the request, for the error: `slot` gives `slot.end`
 * @throws Invalid if the start or end is not a valid date, or the slot does not end after its start
 */
export function slotOf(start: Date, end: Date, field = 'slot'): Slot {
  const invalid = Object.entries({ start, end }).filter(([, instant]) => Number.isNaN(instant.getTime()));
  if (invalid.length > 0) {
    throw new Invalid(
      invalid.map(([name]) => ({
        field: `${field}.${name}`,
        description: 'must be a date and time',
        reason: 'SLOT_NOT_AN_INSTANT',
      })),
    );
  }
  if (start >= end) {
    throw new Invalid([
      { field: `${field}.end`, description: 'must be after the start', reason: 'SLOT_ENDS_BEFORE_START' },
    ]);
  }
  return { start, end };
}

/**
 * Slot with the given start and minutes.
 *
 * @throws Invalid if the minutes are not more than 0
 */
export function slotFrom(start: Date, minutes: number, field = 'slot'): Slot {
  return slotOf(start, new Date(start.getTime() + minutes * minuteMillis), field);
}

/** True if two slots overlap. A slot does not overlap one that starts at its end. */
export function slotsOverlap(a: Slot, b: Slot): boolean {
  return a.start < b.end && b.start < a.end;
}

/** True if an instant or a whole other slot is within the slot. */
export function slotContains(slot: Slot, what: Date | Slot): boolean {
  return what instanceof Date
    ? slot.start <= what && what < slot.end
    : slot.start <= what.start && what.end <= slot.end;
}

/** Duration in minutes, with a fraction if it is not whole. */
export function slotMinutes({ start, end }: Slot): number {
  return (end.getTime() - start.getTime()) / minuteMillis;
}
