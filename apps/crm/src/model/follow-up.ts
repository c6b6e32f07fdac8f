import type {
  FollowUpAttempted,
  FollowUpExpired,
  FollowUpOpened,
  FollowUpRecorded,
  StageScore,
} from '@waystation/contracts/crm/v1/events';
import { Aggregate, appended, Invalid, isGiven, named, Refused, type Steps } from '@waystation/model';
import { mustBeForm, type PublishedForm } from '@waystation/reference/model';

export type FollowUpStatus = 'open' | 'recorded' | 'unreached' | 'expired';

export interface FollowUpEvents {
  FollowUpAttempted: FollowUpAttempted;
  FollowUpExpired: FollowUpExpired;
  FollowUpOpened: FollowUpOpened;
  FollowUpRecorded: FollowUpRecorded;
}

export const followUpSteps = {
  attempt: { from: ['open'], event: 'FollowUpAttempted' },
  record: { from: ['open'], to: 'recorded', event: 'FollowUpRecorded' },
  closeUnreached: { from: ['open'], to: 'unreached', event: 'FollowUpExpired' },
  expire: { from: ['open'], to: 'expired', event: 'FollowUpExpired' },
} as const satisfies Steps<FollowUpStatus, FollowUpEvents>;

/** A truck that left. */
export interface Delivery {
  stationId: string;
  visitId: string;
  standardVersion?: string | undefined;
  /** Empty: not known. */
  customerId: string;
  /** Empty: not known. */
  vehicleId: string;
}

/** It was tried to reach the customer. */
export interface Attempt {
  channel: string;
  /** `reached`, `no_answer`, `busy`, `wrong_number`, `call_back` or `refused`. */
  outcome: string;
}

export interface KeptAttempt extends Attempt {
  at: Date;
  agentId: string;
}

/** What a point of the script was answered. */
export interface SurveyAnswer {
  code: string;
  answer: string;
}

/** What the customer said. */
export interface Conversation {
  /** Empty: he was asked by none. */
  scriptFormId: string;
  scriptVersion: number;
  answers: SurveyAnswer[];
  remarks: string;
  outcome: string;
  /** 0 to 10; undefined where he did not say. */
  recommends: number | undefined;
  scores: StageScore[];
  criticism: boolean;
}

/** What he said in free words. */
export type Words = Pick<Conversation, 'answers' | 'remarks'>;

/** As it was recorded, but for his words. */
export interface KeptConversation extends Omit<Conversation, 'answers' | 'remarks' | 'recommends'> {
  recommends: number | null;
  agentId: string;
}

/** Who makes a step. */
interface Agent {
  id: string;
}

/** By what a customer is asked on the phone: a script for the call, or a questionnaire that is read out. */
const scriptKinds = ['call_script', 'survey'];
/** Every visit has these stages; an appointment not every one. */
const scoredStages = ['reception', 'repair', 'inspection', 'delivery'];
const maxAttempts = 50;
const dayMs = 86_400_000;
/** As the rule itself says, where the standard sets no other limit. */
const daysByRule = 7;

/** After a delivery the customer is asked how it was, once, in the time that the standard sets. */
export class FollowUp extends Aggregate<typeof followUpSteps, FollowUpEvents, 'follow up'> {
  declare visitId: string;
  /** Null: not known. */
  customerId: string | null = null;
  /** Null: not known. */
  vehicleId: string | null = null;
  declare deliveredAt: Date;
  declare dueAt: Date;
  attempts: KeptAttempt[] = [];
  conversation: KeptConversation | null = null;
  said: Words | null = null;
  closedAt: Date | null = null;
  /** Null where it was not given up. */
  closeReason: string | null = null;

  protected get steps() {
    return followUpSteps;
  }
  protected get subject() {
    return 'follow up' as const;
  }

  /**
   * @param days within which he is to be asked, if the standard says so
   * @param deliveredAt when the truck left
   * @param at when that came to be known: after the time is over it only tells that nobody was asked
   */
  static open(id: string, delivery: Delivery, days: number | undefined, deliveredAt: Date, at: Date): FollowUp {
    const { stationId, visitId, standardVersion, customerId, vehicleId } = delivery;
    const followUp = new FollowUp();
    followUp.begin({ id, stationId, visitId, standardVersion }, 'open');
    followUp.customerId = customerId || null;
    followUp.vehicleId = vehicleId || null;
    followUp.deliveredAt = deliveredAt;
    const dueAt = new Date(Number(deliveredAt) + (days ?? daysByRule) * dayMs);
    followUp.dueAt = dueAt;
    followUp.publish('FollowUpOpened', deliveredAt, { dueAt, customerId, vehicleId });
    if (dueAt > at) followUp.schedule('ExpireFollowUp', dueAt);
    else followUp.expire(at);
    return followUp;
  }

  get isOpen(): boolean {
    return this.status === 'open';
  }

  /** @param unwanted channels that the customer does not want to be followed up by */
  attempt({ channel, outcome }: Attempt, unwanted: readonly string[], { id: agentId }: Agent, at: Date): void {
    this.mustAllow('attempt');
    if (unwanted.includes(channel)) throw new Refused('CONTACT_NOT_WANTED', { channel });
    this.attempts = appended(this.attempts, { at, channel, outcome, agentId }, maxAttempts);
    this.step('attempt', at, { attempt: this.attempts.length, channel, outcome, agentId });
  }

  /** @param script the form that he was asked by, if there is one of its id and version */
  record(conversation: Conversation, script: PublishedForm | undefined, { id: agentId }: Agent, at: Date): void {
    const { answers, remarks, ...facts } = conversation;
    const { scriptFormId, scriptVersion, recommends, scores } = facts;
    const isAnswered = (code: string) => answers.some((each) => each.code === code);
    this.requires('FUP-D01', at <= this.dueAt, 'FOLLOW_UP_LATE');
    this.requires('FUP-D02', isGiven(remarks), 'CUSTOMER_REMARKS_MISSING');
    this.requires('FUP-D02', recommends !== undefined, 'RECOMMENDATION_SCORE_MISSING');
    for (const stage of scoredStages) this.requires('FUP-D02', isScored(scores, stage), 'STAGE_SCORE_MISSING', stage);
    for (const point of script?.points ?? [])
      this.requires('FUP-D02', isAnswered(point.code), 'SURVEY_ANSWER_MISSING', named(point));
    this.requires('FUP-D03', scriptFormId !== '', 'CALL_SCRIPT_MISSING');
    this.mustAllow('record');
    mustBeOncePerStage(scores);
    if (scriptFormId !== '') mustBeForm(script, scriptKinds, { formId: scriptFormId, formVersion: scriptVersion });
    // A call that was not noted by itself was an attempt all the same.
    const attempts = this.attempts.length + (this.attempts.at(-1)?.outcome === 'reached' ? 0 : 1);
    this.conversation = { ...facts, recommends: recommends ?? null, agentId };
    this.said = { answers, remarks };
    this.end(at, null);
    this.step('record', at, { ...facts, agentId, attempts });
  }

  /**
   * @param reason `unreached` or `do_not_call`
   * @param unwanted channels that the customer does not want to be followed up by
   * @param leastAttempts how often it must have been tried, if the standard says so
   */
  closeUnreached(reason: string, unwanted: readonly string[], leastAttempts: number | undefined, at: Date): void {
    const attempts = this.attempts.length;
    if (reason === 'unreached') this.requires('FUP-D01', attempts >= (leastAttempts ?? 1), 'TOO_FEW_ATTEMPTS');
    this.mustAllow('closeUnreached');
    const didRefuse = unwanted.includes('phone') || this.attempts.some(({ outcome }) => outcome === 'refused');
    if (reason === 'do_not_call' && !didRefuse) throw new Refused('CUSTOMER_MAY_BE_CALLED');
    if (reason === 'unreached' && attempts === 0) throw new Refused('NOT_TRIED_YET');
    this.end(at, reason);
    this.step('closeUnreached', at, { attempts, reason });
  }

  /** The time is over. */
  expire(at: Date): void {
    const reason = 'time_over';
    this.mustAllow('expire');
    this.end(at, reason);
    this.step('expire', at, { attempts: this.attempts.length, reason });
  }

  private end(at: Date, reason: string | null): void {
    this.closedAt = at;
    this.closeReason = reason;
    this.unschedule('ExpireFollowUp');
  }
}

function isScored(scores: readonly StageScore[], stage: string): boolean {
  return scores.some((score) => score.stage === stage);
}

function mustBeOncePerStage(scores: readonly StageScore[]): void {
  if (new Set(scores.map(({ stage }) => stage)).size === scores.length) return;
  throw new Invalid([{ field: 'scores', description: 'must hold each stage once', reason: 'STAGE_SCORED_TWICE' }]);
}
