import type { StationState } from '@waystation/contracts/network/v1/state';
import { toWallTime, type Slot } from '@waystation/model';
import { intersect, union, type Spans } from './spans.ts';

/** Opening hours of a station. */
export type Hours = Pick<StationState, 'timeZone' | 'openingHours' | 'closedOn'>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Opening times of the station within a slot, correct also on days on which its clocks change. */
export function openSpans({ timeZone, openingHours, closedOn }: Hours, within: Slot): Spans {
  const open: Slot[] = [];
  // Includes the day before, because a station may open in the evening and close in the morning.
  for (const date of datesOf(timeZone, within, 1)) {
    if (closedOn.includes(new Date(date).toISOString().slice(0, 10))) continue;
    const weekday = new Date(date).getUTCDay() || 7;
    for (const hours of openingHours.filter((each) => each.weekday === weekday)) {
      const opens = minutesOfDay(hours.opens);
      const closes = minutesOfDay(hours.closes);
      const start = firstInstantAt(date + opens * minuteMs, timeZone);
      const end = firstInstantAt(date + closes * minuteMs + (closes > opens ? 0 : dayMs), timeZone);
      open.push({ start, end });
    }
  }
  return intersect(union(open), [within]);
}

/** Days of a zone that a slot touches, each from its first instant to the next day's: 23, 24 or 25 hours. */
export function daysOf(timeZone: string, within: Slot): Slot[] {
  return datesOf(timeZone, within, 0).map((date) => ({
    start: firstInstantAt(date, timeZone),
    end: firstInstantAt(date + dayMs, timeZone),
  }));
}

/** Instant at which a day reaches an hour. */
export function hourOfDay(day: Slot, hour: number, timeZone: string): Date {
  const { year, month, day: date } = toWallTime(day.start, timeZone);
  return firstInstantAt(Date.UTC(year, month - 1, date, hour), timeZone);
}

/** Dates that a slot touches, each as the millisecond at which it begins in UTC. */
function datesOf(timeZone: string, { start, end }: Slot, daysBefore: number): number[] {
  const midnight = (instant: Date) => {
    const { year, month, day } = toWallTime(instant, timeZone);
    return Date.UTC(year, month - 1, day);
  };
  const dates: number[] = [];
  const last = midnight(new Date(Number(end) - 1));
  for (let date = midnight(start) - daysBefore * dayMs; date <= last; date += dayMs) dates.push(date);
  return dates;
}

function minutesOfDay(hoursAndMinutes: string): number {
  const [hours = 0, minutes = 0] = hoursAndMinutes.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * First instant at which a clock of the zone shows a time, or has passed it if the change to summer time skips it. Adjacent
 * hours on the clock are therefore adjacent in time, without gap or overlap.
 *
 * @param wall time on the clock, as the millisecond at which UTC shows it
 */
function firstInstantAt(wall: number, timeZone: string): Date {
  // No zone is a day from UTC or changes its clocks twice in two days, so the offset is that of the day before or after.
  const before = wall - dayMs;
  const after = wall + dayMs;
  const differences = [shownAt(before, timeZone) - before, shownAt(after, timeZone) - after];
  const earlier = wall - Math.max(...differences);
  const later = wall - Math.min(...differences);
  for (const instant of [earlier, later]) if (shownAt(instant, timeZone) === wall) return new Date(instant);
  return firstPast(wall, timeZone, { before: earlier, after: later });
}

/** Whole minute at which the clocks go forward, later than `before` and not later than `after`. */
function firstPast(wall: number, timeZone: string, { before, after }: { before: number; after: number }): Date {
  let [low, high] = [before / minuteMs, after / minuteMs];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (shownAt(middle * minuteMs, timeZone) >= wall) high = middle;
    else low = middle;
  }
  return new Date(high * minuteMs);
}

function shownAt(instant: number, timeZone: string): number {
  const { year, month, day, hour, minute } = toWallTime(new Date(instant), timeZone);
  return Date.UTC(year, month - 1, day, hour, minute);
}
