import { Invalid } from './errors.ts';

/** A span of time: the start belongs to it, the end doesn't, so that slots can follow one another. */
export interface Slot {
  readonly start: Date;
  readonly end: Date;
}

const minuteMillis = 60_000;

/**
 * @param field path of the slot in the request, for the error: `slot` gives `slot.end`
 * @throws Invalid when an end is no instant, or the slot doesn't end after it starts
 */
export function slotOf(start: Date, end: Date, field = 'slot'): Slot {
  const lame = Object.entries({ start, end }).filter(([, instant]) => Number.isNaN(instant.getTime()));
  if (lame.length > 0) {
    throw new Invalid(
      lame.map(([name]) => ({
        field: `${field}.${name}`,
        description: 'not an instant',
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
 * @throws Invalid when the minutes are not more than 0
 */
export function slotFrom(start: Date, minutes: number, field = 'slot'): Slot {
  return slotOf(start, new Date(start.getTime() + minutes * minuteMillis), field);
}

/** Whether the two have an instant in common; one that ends when the other starts doesn't overlap it. */
export function slotsOverlap(a: Slot, b: Slot): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether an instant, or a whole other slot, lies within the slot. */
export function slotContains(slot: Slot, what: Date | Slot): boolean {
  return what instanceof Date
    ? slot.start <= what && what < slot.end
    : slot.start <= what.start && what.end <= slot.end;
}

/** How long it lasts, in minutes, with a fraction if it has one. */
export function slotMinutes({ start, end }: Slot): number {
  return (end.getTime() - start.getTime()) / minuteMillis;
}
