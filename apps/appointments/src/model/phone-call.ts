import type { CallLogged } from '@waystation/contracts/appointments/v1/events';
import { Aggregate, Invalid, type Steps } from '@waystation/model';

export interface PhoneCallEvents {
  CallLogged: CallLogged;
}

/** Steps of a call; a logged call does not change. */
export const phoneCallSteps = {
  log: { from: ['logged'], event: 'CallLogged' },
} as const satisfies Steps<'logged', PhoneCallEvents>;

/** Facts of a call to the appointment line. */
export interface CallFacts {
  rangAt: Date;
  /** `answered`, `abandoned` or `busy`. */
  outcome: string;
  ringingSeconds: number;
  talkingSeconds: number;
}

/** Call to the appointment line. The caller is not stored. */
export class PhoneCall extends Aggregate<typeof phoneCallSteps, PhoneCallEvents, 'call'> {
  declare rangAt: Date;
  declare outcome: string;
  declare ringingSeconds: number;
  declare talkingSeconds: number;
  /** `telephony` or `by_hand`. */
  declare source: string;

  protected get steps() {
    return phoneCallSteps;
  }
  protected get subject() {
    return 'call' as const;
  }

  static logByHand(
    { callId: id, stationId }: { callId: string; stationId: string },
    facts: CallFacts,
    at: Date,
  ): PhoneCall {
    const { rangAt, outcome, ringingSeconds, talkingSeconds } = facts;
    if (rangAt > at) {
      throw new Invalid([{ field: 'rang_at', description: 'is in the future', reason: 'CALL_IN_FUTURE' }]);
    }
    if (outcome !== 'answered' && talkingSeconds > 0) {
      const description = 'must be 0: nobody answered';
      throw new Invalid([{ field: 'talking_seconds', description, reason: 'CALL_NOT_ANSWERED' }]);
    }
    const call = new PhoneCall();
    call.begin({ id, stationId }, 'logged');
    Object.assign(call, { rangAt, outcome, ringingSeconds, talkingSeconds, source: 'by_hand' });
    call.step('log', at, { rangAt, outcome, ringingSeconds, talkingSeconds, source: 'by_hand' });
    return call;
  }
}
