import { Invalid, toWallTime } from '@waystation/model';

/** Attempt to inform the customer that the station cannot keep an appointment. */
export interface NoticeAttempt {
  at: Date;
  /** `phone`, `message` or `in_person`. */
  channel: string;
  reached: boolean;
}

/** Attempts to inform the customer, and the offer of another time. */
export interface Notice {
  attempts: readonly NoticeAttempt[];
  alternativeOffered: boolean;
}

/** Side that cancels an appointment, and its reason. */
export interface Cancellation {
  /** `customer` or `station`. */
  cancelledBy: string;
  reason: string;
}

/** Notice from a request. */
export function noticeOf(informed: {
  notices: readonly { at?: Date | undefined; channel: string; reached: boolean }[];
  alternativeOffered: boolean;
}): Notice {
  const { notices, alternativeOffered } = informed;
  return { attempts: notices.map(({ at, ...attempt }) => ({ at: at!, ...attempt })), alternativeOffered };
}

const fewestAttempts = 3;
const fewestDays = 2;

/**
 * True if the customer was reached, or the station tried three times on at least two of its calendar days.
 *
 * @param timeZone IANA name of the station's zone
 */
export function wasGiven(attempts: readonly NoticeAttempt[], timeZone: string): boolean {
  const days = new Set(attempts.map(({ at }) => JSON.stringify({ ...toWallTime(at, timeZone), hour: 0, minute: 0 })));
  const isEnough = attempts.length >= fewestAttempts && days.size >= fewestDays;
  return isEnough || attempts.some(({ reached }) => reached);
}

/** @throws Invalid for an attempt in the future */
export function mustBeOver(attempts: readonly NoticeAttempt[], now: Date): void {
  const future = attempts.findIndex(({ at }) => at > now);
  if (future < 0) return;
  throw new Invalid([{ field: `notices[${future}].at`, description: 'is in the future', reason: 'NOTICE_IN_FUTURE' }]);
}
