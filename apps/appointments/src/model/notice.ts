import { Invalid, toWallTime } from '@waystation/model';

/** A try to tell the customer that the station can't keep an appointment. */
export interface NoticeAttempt {
  at: Date;
  /** `phone`, `message` or `in_person`. */
  channel: string;
  reached: boolean;
}

/** What the customer was told of it, and whether another time was offered to him. */
export interface Notice {
  attempts: readonly NoticeAttempt[];
  alternativeOffered: boolean;
}

/** A notice, as a request tells it. */
export function noticeOf(told: {
  notices: readonly { at?: Date | undefined; channel: string; reached: boolean }[];
  alternativeOffered: boolean;
}): Notice {
  const { notices, alternativeOffered } = told;
  return { attempts: notices.map(({ at, ...attempt }) => ({ at: at!, ...attempt })), alternativeOffered };
}

const fewestAttempts = 3;
const fewestDays = 2;

/**
 * Whether the customer knows, or the station has done what it can: three attempts on two of its days.
 *
 * @param zone IANA name of the station's zone
 */
export function wasGiven(attempts: readonly NoticeAttempt[], zone: string): boolean {
  const days = new Set(attempts.map(({ at }) => JSON.stringify({ ...toWallTime(at, zone), hour: 0, minute: 0 })));
  const isEnough = attempts.length >= fewestAttempts && days.size >= fewestDays;
  return isEnough || attempts.some(({ reached }) => reached);
}

/** @throws Invalid for one that lies ahead */
export function mustBeOver(attempts: readonly NoticeAttempt[], now: Date): void {
  const ahead = attempts.findIndex(({ at }) => at > now);
  if (ahead < 0) return;
  throw new Invalid([{ field: `notices[${ahead}].at`, description: 'lies in the future', reason: 'NOTICE_IN_FUTURE' }]);
}
