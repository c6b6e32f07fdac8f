import { slotMinutes, type Slot } from '@waystation/model';
import { bayKindsFor, type Calendar } from './calendar.ts';
import { daysOf, hourOfDay, openSpans } from './opening-hours.ts';
import { intersect, minutesOf, union } from './spans.ts';

/** How much walk-ins may still take of a day's bays. On a day without one they may take all. */
export interface Allowance {
  day: Slot;
  minutes: number;
}

/**
 * What a station's kept capacity leaves to visits without an appointment: of each day a share of the open time of the
 * bays of the kind, less what such visits have there already. From the hour of release on a day leaves all.
 *
 * @param calendar with all that is taken on the days that `within` touches
 */
export function walkInAllowances(calendar: Calendar, workKind: string, within: Slot, now: Date): Allowance[] {
  const { station, taken } = calendar;
  const percent = Math.min(station.keptForAppointmentsPercent, 100);
  if (percent === 0) return [];
  const kinds = bayKindsFor(workKind);
  const bays = new Set(station.bays.filter(({ kind }) => kinds.includes(kind)).map(({ bayId }) => bayId));
  const walkIns = taken.filter(({ forAppointment, bayId }) => !forAppointment && bays.has(bayId));
  return daysOf(station.zone, within)
    .filter((day) => now < hourOfDay(day, station.keptUntilHour, station.zone))
    .map((day) => {
      const open = minutesOf(openSpans(station, day)) * bays.size;
      const used = walkIns.reduce((sum, each) => sum + minutesOf(intersect([day], [each])), 0);
      return { day, minutes: Math.max(0, (open * (100 - percent)) / 100 - used) };
    });
}

/** A part of a slot that lies within one day, and what that day allows. */
export interface Piece extends Slot {
  /** None where nothing is kept. */
  allowance: Allowance | undefined;
}

/** The slot in parts, cut where a day with an allowance begins or ends. */
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

/** Whether the days of a slot still allow it. */
export function isAllowed(slot: Slot, allowances: readonly Allowance[]): boolean {
  return cutByDays(slot, allowances).every(
    (piece) => !piece.allowance || slotMinutes(piece) <= piece.allowance.minutes,
  );
}
