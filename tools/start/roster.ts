import { toInstant, toWallTime } from '@waystation/model';
import { shiftTimes, type DemoStaff } from './demo/people.ts';

const rosterDays = 14;

/** Calendar day of a wall time. */
interface Day {
  year: number;
  month: number;
  day: number;
  /** 1 is Monday. */
  weekday: number;
}

/** First day relative to the start: the day before, because its night shift may not be over yet. */
const firstDay = -1;

/** Period of a roster in whole days of the station. It has one day without shifts, because the last shift may end in it. */
export function rosterPeriod(timeZone: string, from: Date): { from: string; until: string } {
  const instant = (days: number) => instantOf(dayAfter(timeZone, from, days), '00:00', timeZone);
  return { from: instant(firstDay), until: instant(rosterDays + 1) };
}

/** Shifts of a person in the period, from wall times of the station. */
export function rosterOf(
  { shift, off }: Pick<DemoStaff, 'shift' | 'off'>,
  timeZone: string,
  from: Date,
): { startsAt: string; endsAt: string }[] {
  const [begins, ends] = shiftTimes[shift];
  return Array.from({ length: rosterDays - firstDay }, (_, index) => firstDay + index)
    .filter((day) => !off.includes(dayAfter(timeZone, from, day).weekday))
    .map((day) => ({
      startsAt: instantOf(dayAfter(timeZone, from, day), begins, timeZone),
      endsAt: instantOf(dayAfter(timeZone, from, ends <= begins ? day + 1 : day), ends, timeZone),
    }));
}

function dayAfter(timeZone: string, from: Date, days: number): Day {
  const today = toWallTime(from, timeZone);
  const date = new Date(Date.UTC(today.year, today.month - 1, today.day + days));
  const weekday = date.getUTCDay() || 7;
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday };
}

function instantOf({ year, month, day }: Day, time: string, timeZone: string): string {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return toInstant({ year, month, day, hour, minute }, timeZone).toISOString();
}
