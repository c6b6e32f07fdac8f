import { toWallTime } from '@waystation/model';

/** Time before an appointment at which it is reconfirmed. */
export type LeadTime = 'day' | 'hour';

/** Timed step of each reminder. */
export const reminderSteps = { day: 'RemindOneDayBefore', hour: 'RemindOneHourBefore' } as const;

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/**
 * Times of the reconfirmations of an appointment. The first is at the same local time on the day before, even if summer
 * time begins or ends in between; a local time that the day before skips moves past the gap.
 *
 * @param timeZone IANA name of the station's zone
 */
export function remindersOf(startAt: Date, timeZone: string): Record<LeadTime, Date> {
  const wallMs = (instant: Date) => {
    const { year, month, day, hour, minute } = toWallTime(instant, timeZone);
    return Date.UTC(year, month - 1, day, hour, minute);
  };
  const aDayLess = new Date(Number(startAt) - dayMs);
  const shift = wallMs(startAt) - dayMs - wallMs(aDayLess);
  return { day: new Date(Number(aDayLess) + shift), hour: new Date(Number(startAt) - hourMs) };
}

/**
 * Future reminders, earliest first.
 *
 * @param startAt null until a time is chosen
 * @param timeZone IANA name of the station's zone
 */
export function remindersAhead(startAt: Date | null, timeZone: string, now: Date): { step: string; dueAt: Date }[] {
  if (!startAt) return [];
  const at = remindersOf(startAt, timeZone);
  return (['day', 'hour'] as const)
    .map((leadTime) => ({ step: reminderSteps[leadTime], dueAt: at[leadTime] }))
    .filter(({ dueAt }) => dueAt > now);
}
