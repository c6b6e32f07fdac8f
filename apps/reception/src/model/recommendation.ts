import type { WorkRecommended, RecommendationAnswered, RefusalSigned } from '@waystation/contracts/reception/v1/events';
import {
  Aggregate,
  isDrawn,
  lackingOfSigner,
  resolvedSigner,
  type CustomerContacts,
  type SignerNamed,
  type Steps,
  type VisitRef,
} from '@waystation/model';
import type { Stroke } from './signature.ts';

export type RecommendationStatus = 'open' | 'now' | 'later' | 'refused' | 'refusal_signed';

export interface RecommendationEvents {
  WorkRecommended: WorkRecommended;
  RecommendationAnswered: RecommendationAnswered;
  RefusalSigned: RefusalSigned;
}

const answerable = ['open', 'now', 'later', 'refused'] as const;

export const recommendationSteps = {
  accept: { from: answerable, to: 'now', event: 'RecommendationAnswered' },
  postpone: { from: answerable, to: 'later', event: 'RecommendationAnswered' },
  refuse: { from: answerable, to: 'refused', event: 'RecommendationAnswered' },
  signRefusal: { from: ['refused'], to: 'refusal_signed', event: 'RefusalSigned' },
} as const satisfies Steps<RecommendationStatus, RecommendationEvents>;

const stepOf = { now: 'accept', later: 'postpone', refused: 'refuse' } as const;

/** Customer's answer. */
export type Answer = keyof typeof stepOf;

/** Recommended work and its source. */
export interface Need {
  /** `immediate`, `soon` or `later`. */
  urgency: string;
  unsafe: boolean;
  componentCode: string;
  /** `advisor`, `finding`, `defect` or `wear`. */
  source: string;
  /** Empty: none. */
  sourceId: string;
  /** Null for a finding of the inspection, which stores the description itself. */
  description: string | null;
  /** Measurement that the recommendation is based on, if any. */
  reading?: Reading;
}

/** Measurement of a wear part. */
export interface Reading {
  part: string;
  position: string;
  value: string;
  unit: string;
  limit: string;
}

/** Visit at which work is recommended. */
export interface VisitOfNeed extends VisitRef {
  vehicleId: string | null;
  advisorId: string | null;
}

/** Signature for a refusal: by the customer's side, or by a witness that they would not sign. */
export interface RefusalSignature extends SignerNamed {
  witnessed: boolean;
  /** Staff id; empty: the customer signed. */
  witnessId: string;
  strokes: Stroke[];
}

/** Staff member of the station. */
export interface Colleague {
  displayName: string;
  active: boolean;
}

/** Recommended work that is not part of the order. */
export class Recommendation extends Aggregate<typeof recommendationSteps, RecommendationEvents, 'recommendation'> {
  declare visitId: string;
  vehicleId: string | null = null;
  /** Advisor who asks the customer. */
  advisorId: string | null = null;
  declare urgency: string;
  declare unsafe: boolean;
  declare componentCode: string;
  declare source: string;
  sourceId: string | null = null;
  reading: Reading | null = null;
  declare recommendedAt: Date;
  answeredAt: Date | null = null;
  description: string | null = null;
  signature: RefusalSignature | null = null;

  protected get steps() {
    return recommendationSteps;
  }
  protected get subject() {
    return 'recommendation' as const;
  }

  static recommend(id: string, visit: VisitOfNeed, need: Need, at: Date): Recommendation {
    const made = new Recommendation();
    const { stationId, visitId, vehicleId, advisorId, standardVersion } = visit;
    made.begin({ id, stationId, visitId, standardVersion }, 'open');
    const { urgency, unsafe, componentCode, source, sourceId } = need;
    Object.assign(made, { urgency, unsafe, componentCode, source, vehicleId, advisorId });
    made.sourceId = sourceId || null;
    made.description = need.description;
    made.reading = need.reading ?? null;
    made.recommendedAt = at;
    // Events of the inspection cannot be refused: they have already happened.
    const isFromInspection = source === 'defect' || source === 'wear';
    made.requires('INS-D12', isFromInspection || !unsafe || urgency === 'immediate', 'UNSAFE_WORK_NOT_IMMEDIATE');
    const facts = { urgency, unsafe, componentCode, source, sourceId };
    made.publish('WorkRecommended', at, { ...facts, vehicleId: vehicleId ?? '' });
    return made;
  }

  answer(answer: Answer, at: Date): void {
    this.step(stepOf[answer], at, { answer, vehicleId: this.vehicleId ?? '' });
    this.answeredAt = at;
  }

  /**
   * Records the signature of a person who may decide for the customer, regardless of the price, or of a colleague of the
   * advisor who witnessed that the customer would not sign.
   *
   * @param facts.witness named witness; undefined if the station has no such staff member
   */
  signRefusal(
    signature: RefusalSignature,
    facts: { contacts: CustomerContacts | null; witness: Colleague | undefined },
    advisorId: string,
    at: Date,
  ): void {
    const { witnessed, witnessId, strokes } = signature;
    const { contacts, witness } = facts;
    const lacking = witnessed
      ? lackingOfWitness(witnessId, witness, advisorId)
      : lackingOfSigner(signature, contacts, undefined);
    if (!witnessed) this.requires('DEL-D11', isDrawn(strokes), 'SIGNATURE_NOT_DRAWN');
    for (const { requirement, subject } of lacking) this.requires('DEL-D11', false, requirement, subject);
    this.mustAllow('signRefusal');
    const { signedBy, contactId, identifiedBy, acceptance, acceptanceRemarks } = witnessed
      ? { ...nobody, signedBy: witness?.displayName ?? '' }
      : resolvedSigner(signature, contacts, undefined);
    const signer = { signedBy, contactId, identifiedBy, acceptance, acceptanceRemarks };
    const seenBy = witnessed ? witnessId : '';
    this.step('signRefusal', at, { witnessed, advisorId, contactId, acceptance, witnessId: seenBy });
    this.signature = { ...signer, witnessed, witnessId: seenBy, strokes };
  }

  /** True if its measurement is of the same part and position. */
  isForPart({ part, position }: Pick<Reading, 'part' | 'position'>): boolean {
    return this.reading?.part === part && this.reading.position === position;
  }
}

const nobody: SignerNamed = { signedBy: '', contactId: '', identifiedBy: '', acceptance: '', acceptanceRemarks: '' };

function lackingOfWitness(
  witnessId: string,
  witness: Colleague | undefined,
  advisorId: string,
): { requirement: string; subject?: string }[] {
  if (witnessId === '') return [{ requirement: 'WITNESS_NOT_NAMED' }];
  if (witnessId === advisorId) return [{ requirement: 'WITNESS_IS_THE_ADVISOR' }];
  return witness?.active ? [] : [{ requirement: 'WITNESS_NOT_OF_STATION', subject: witnessId }];
}
