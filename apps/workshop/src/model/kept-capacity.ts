import { slotMinutes, type Slot } from '@waystation/model';
import { bayKindsFor, type Calendar } from './calendar.ts';
import { daysOf, hourOfDay, openSpans } from './opening-hours.ts';
import { intersect, minutesOf, union } from './spans.ts';

/** Bay minutes of a day that walk-ins may still use. A day without an allowance has no limit. */
export interface Allowance {
  day: Slot;
  minutes: number;
}

/**
 * Allowances for walk-ins: on each day a share of the open time of the suitable bays, less the time that walk-ins use
 * already. From the hour of release on, a day has no limit.
 *
 * @param calendar calendar with all periods taken on the days of `within`
 */
export function walkInAllowances(calendar: Calendar, workKind: string, within: Slot, now: Date): Allowance[] {
  const { station, taken } = calendar;
  const percent = Math.min(station.reservedForAppointmentsPercent, 100);
  if (percent === 0) return [];
  const kinds = bayKindsFor(workKind);
  const bays = new Set(station.bays.filter(({ kind }) => kinds.includes(kind)).map(({ bayId }) => bayId));
  const walkIns = taken.filter(({ forAppointment, bayId }) => !forAppointment && bays.has(bayId));
  return daysOf(station.timeZone, within)
    .filter((day) => now < hourOfDay(day, station.reservedUntilHour, station.timeZone))
    .map((day) => {
      const open = minutesOf(openSpans(station, day)) * bays.size;
      const used = walkIns.reduce((sum, each) => sum + minutesOf(intersect([day], [each])), 0);
      return { day, minutes: Math.max(0, (open * (100 - percent)) / 100 - used) };
    });
}

/** Part of a slot within one day, and that day's allowance. */
export interface Piece extends Slot {
  /** Undefined if the day has no limit. */
  allowance: Allowance | undefined;
}

/** Cuts a slot at the start and end of each day with an allowance. */
export function cutByDays(slot: Slot, allowances: readonly Allowance[]): Piece[] {
  const pieces: Piece[] = [];
  let start = slot.start;
  for (const allowance of allowances) {
    const [part] = intersect([{ start, end: slot.end }], union([allowance.day]));
    if (!part) continue;
    if (start < part.start) pieces.push({ start, end: part.start, allowance: undefined });
    pieces.push({ ...part, allowance });
    start = part.end;
    if (start >= slot.end) return pieces;
  }
  pieces.push({ start, end: slot.end, allowance: undefined });
  return pieces;
}

/** True if the allowances of its days have room for the slot. */
export function isAllowed(slot: Slot, allowances: readonly Allowance[]): boolean {
  return cutByDays(slot, allowances).every(
    (piece) => !piece.allowance || slotMinutes(piece) <= piece.allowance.minutes,
  );
}
