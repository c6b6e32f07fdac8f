import { toWallTime } from '@waystation/model';

/** Time before an appointment at which it is reconfirmed. */
export type Ahead = 'day' | 'hour';

/** Timed step of each reminder. */
export const reminderSteps = { day: 'RemindOneDayBefore', hour: 'RemindOneHourBefore' } as const;

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/**
 * Times of the reconfirmations of an appointment. The first is at the same local time on the day before, even if summer
 * time begins or ends in between; a local time that the day before skips moves past the gap.
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

/**
 * Future reminders, earliest first.
 *
 * @param startAt null until a time is chosen
 * @param zone IANA name of the station's zone
 */
export function remindersAhead(startAt: Date | null, zone: string, now: Date): { step: string; dueAt: Date }[] {
  if (!startAt) return [];
  const at = remindersOf(startAt, zone);
  return (['day', 'hour'] as const)
    .map((ahead) => ({ step: reminderSteps[ahead], dueAt: at[ahead] }))
    .filter(({ dueAt }) => dueAt > now);
}
