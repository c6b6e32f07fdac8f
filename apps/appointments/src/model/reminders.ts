import { toWallTime } from '@waystation/model';

/** What is made ready beforehand, and when it is asked for. */
export type Ahead = 'day' | 'hour';

/** The timed step of each. */
export const reminderSteps = { day: 'RemindOneDayBefore', hour: 'RemindOneHourBefore' } as const;

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/**
 * When an appointment is to be confirmed beforehand. A day before is the same time on the clock of the station, on the day
 * before, even if summer time begins or ends in between; a time that this day doesn't have becomes the one that follows.
 *
 * @param zone IANA name of the station's zone
 */
export function remindersOf(startAt: Date, zone: string): Record<Ahead, Date> {
  const wallMs = (instant: Date) => {
    const { year, month, day, hour, minute } = toWallTime(instant, zone);
    return Date.UTC(year, month - 1, day, hour, minute);
  };
  const aDayLess = new Date(Number(startAt) - dayMs);
  const shift = wallMs(startAt) - dayMs - wallMs(aDayLess);
  return { day: new Date(Number(aDayLess) + shift), hour: new Date(Number(startAt) - hourMs) };
}
