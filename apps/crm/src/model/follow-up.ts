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

/** Delivery that starts a follow-up. */
export interface Delivery {
  stationId: string;
  visitId: string;
  standardVersion?: string | undefined;
  /** Empty if unknown. */
  customerId: string;
  /** Empty if unknown. */
  vehicleId: string;
}

/** Attempt to reach the customer. */
export interface Attempt {
  channel: string;
  /** `reached`, `no_answer`, `busy`, `wrong_number`, `call_back` or `refused`. */
  outcome: string;
}

export interface KeptAttempt extends Attempt {
  at: Date;
  agentId: string;
}

/** Answer to a point of the script. */
export interface SurveyAnswer {
  code: string;
  answer: string;
}

/** Conversation with the customer. */
export interface Conversation {
  /** Empty if no script was used. */
  scriptFormId: string;
  scriptVersion: number;
  answers: SurveyAnswer[];
  remarks: string;
  outcome: string;
  /** Likelihood of recommendation, 0 to 10; undefined if not answered. */
  recommendationScore: number | undefined;
  scores: StageScore[];
  criticism: boolean;
}

/** Personal part of a conversation, stored encrypted. */
export type FollowUpTexts = Pick<Conversation, 'answers' | 'remarks'>;

/** Recorded conversation without its personal part. */
export interface KeptConversation extends Omit<Conversation, 'answers' | 'remarks' | 'recommendationScore'> {
  recommendationScore: number | null;
  agentId: string;
}

/** Agent of a step. */
interface Agent {
  id: string;
}

/** Forms for a phone call: a call script, or a questionnaire that is read out. */
const scriptKinds = ['call_script', 'survey'];
/** Stages of every visit. The appointment is left out, because some visits have none. */
const scoredStages = ['reception', 'repair', 'inspection', 'delivery'];
const maxAttempts = 50;
const dayMs = 86_400_000;
/** Days that the rule itself sets, if the standard has no other limit. */
const daysByRule = 7;

/** Call to the customer after a delivery, once, within the time that the standard sets. */
export class FollowUp extends Aggregate<typeof followUpSteps, FollowUpEvents, 'follow up'> {
  declare visitId: string;
  /** Null if unknown. */
  customerId: string | null = null;
  /** Null if unknown. */
  vehicleId: string | null = null;
  declare deliveredAt: Date;
  declare dueAt: Date;
  attempts: KeptAttempt[] = [];
  conversation: KeptConversation | null = null;
  texts: FollowUpTexts | null = null;
  closedAt: Date | null = null;
  /** Null unless closed without a conversation. */
  closeReason: string | null = null;

  protected get steps() {
    return followUpSteps;
  }
  protected get subject() {
    return 'follow up' as const;
  }

  /**
   * @param days limit of the standard, if it has one
   * @param deliveredAt time at which the vehicle left
   * @param at time at which the delivery was reported; after the due time the follow-up expires at once
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

  /** @param optedOut channels that the customer does not want for follow-ups */
  attempt({ channel, outcome }: Attempt, optedOut: readonly string[], { id: agentId }: Agent, at: Date): void {
    this.mustAllow('attempt');
    if (optedOut.includes(channel)) throw new Refused('CONTACT_OPTED_OUT', { channel });
    this.attempts = appended(this.attempts, { at, channel, outcome, agentId }, maxAttempts);
    this.step('attempt', at, { attempt: this.attempts.length, channel, outcome, agentId });
  }

  /** @param script form of the id and version, undefined if not published */
  record(conversation: Conversation, script: PublishedForm | undefined, { id: agentId }: Agent, at: Date): void {
    const { answers, remarks, ...facts } = conversation;
    const { scriptFormId, scriptVersion, recommendationScore, scores } = facts;
    const isAnswered = (code: string) => answers.some((each) => each.code === code);
    this.requires('FUP-D01', at <= this.dueAt, 'FOLLOW_UP_LATE');
    this.requires('FUP-D02', isGiven(remarks), 'CUSTOMER_REMARKS_MISSING');
    this.requires('FUP-D02', recommendationScore !== undefined, 'RECOMMENDATION_SCORE_MISSING');
    for (const stage of scoredStages) this.requires('FUP-D02', isScored(scores, stage), 'STAGE_SCORE_MISSING', stage);
    for (const point of script?.points ?? [])
      this.requires('FUP-D02', isAnswered(point.code), 'SURVEY_ANSWER_MISSING', named(point));
    this.requires('FUP-D03', scriptFormId !== '', 'CALL_SCRIPT_MISSING');
    this.mustAllow('record');
    mustBeOncePerStage(scores);
    if (scriptFormId !== '') mustBeForm(script, scriptKinds, { formId: scriptFormId, formVersion: scriptVersion });
    // The call of the conversation is an attempt, even if it was not recorded separately.
    const attempts = this.attempts.length + (this.attempts.at(-1)?.outcome === 'reached' ? 0 : 1);
    this.conversation = { ...facts, recommendationScore: recommendationScore ?? null, agentId };
    this.texts = { answers, remarks };
    this.end(at, null);
    this.step('record', at, { ...facts, agentId, attempts });
  }

  /**
   * @param reason `unreached` or `do_not_call`
   * @param optedOut channels that the customer does not want for follow-ups
   * @param leastAttempts limit of the standard, if it has one
   */
  closeUnreached(reason: string, optedOut: readonly string[], leastAttempts: number | undefined, at: Date): void {
    const attempts = this.attempts.length;
    if (reason === 'unreached') this.requires('FUP-D01', attempts >= (leastAttempts ?? 1), 'TOO_FEW_ATTEMPTS');
    this.mustAllow('closeUnreached');
    const didRefuse = optedOut.includes('phone') || this.attempts.some(({ outcome }) => outcome === 'refused');
    if (reason === 'do_not_call' && !didRefuse) throw new Refused('CUSTOMER_ACCEPTS_CALLS');
    if (reason === 'unreached' && attempts === 0) throw new Refused('ATTEMPT_MISSING');
    this.end(at, reason);
    this.step('closeUnreached', at, { attempts, reason });
  }

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
