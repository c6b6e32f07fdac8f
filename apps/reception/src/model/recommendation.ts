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

/** What the customer says of it. */
export type Answer = keyof typeof stepOf;

/** What is needed, and how it was noticed. */
export interface Need {
  /** `immediate`, `soon` or `later`. */
  urgency: string;
  unsafe: boolean;
  componentCode: string;
  /** `advisor`, `finding`, `defect` or `wear`. */
  source: string;
  /** Empty: none. */
  sourceId: string;
  /** Null where inspection tells of it: its words lie there. */
  description: string | null;
  /** Left out unless it comes of a measurement. */
  reading?: Reading;
}

/** What was measured of a wear part. */
export interface Reading {
  part: string;
  position: string;
  value: string;
  unit: string;
  limit: string;
}

/** The visit at which something is recommended. */
export interface VisitOfNeed extends VisitRef {
  vehicleId: string | null;
  advisorId: string | null;
}

/** Who signed that the customer refuses, or saw that they refuse to sign. */
export interface RefusalSignature extends SignerNamed {
  witnessed: boolean;
  /** Staff id; empty: the customer signed. */
  witnessId: string;
  strokes: Stroke[];
}

/** Somebody of the station. */
export interface Colleague {
  displayName: string;
  active: boolean;
}

/** Work that is needed and that the order does not do. */
export class Recommendation extends Aggregate<typeof recommendationSteps, RecommendationEvents, 'recommendation'> {
  declare visitId: string;
  vehicleId: string | null = null;
  /** Who asks the customer. */
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
    // What inspection tells of has happened: nothing of it can be refused any more.
    const isTold = source === 'defect' || source === 'wear';
    made.requires('INS-D12', isTold || !unsafe || urgency === 'immediate', 'UNSAFE_WORK_NOT_IMMEDIATE');
    const facts = { urgency, unsafe, componentCode, source, sourceId };
    made.publish('WorkRecommended', at, { ...facts, vehicleId: vehicleId ?? '' });
    return made;
  }

  answer(answer: Answer, at: Date): void {
    this.step(stepOf[answer], at, { answer, vehicleId: this.vehicleId ?? '' });
    this.answeredAt = at;
  }

  /**
   * Signed by who may decide for the customer, whatever it costs; or by a colleague of the advisor's who saw that nobody
   * would sign.
   *
   * @param facts.witness the one who is named, if the station has them
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
    for (const { what, subject } of lacking) this.requires('DEL-D11', false, what, subject);
    this.mustAllow('signRefusal');
    const { signedBy, contactId, identifiedBy, acceptance, acceptanceRemarks } = witnessed
      ? { ...nobody, signedBy: witness?.displayName ?? '' }
      : resolvedSigner(signature, contacts, undefined);
    const signer = { signedBy, contactId, identifiedBy, acceptance, acceptanceRemarks };
    const seenBy = witnessed ? witnessId : '';
    this.step('signRefusal', at, { witnessed, advisorId, contactId, acceptance, witnessId: seenBy });
    this.signature = { ...signer, witnessed, witnessId: seenBy, strokes };
  }

  /** True if it equals the new measurement. */
  isOf({ part, position }: Pick<Reading, 'part' | 'position'>): boolean {
    return this.reading?.part === part && this.reading.position === position;
  }
}

const nobody: SignerNamed = { signedBy: '', contactId: '', identifiedBy: '', acceptance: '', acceptanceRemarks: '' };

function lackingOfWitness(
  witnessId: string,
  witness: Colleague | undefined,
  advisorId: string,
): { what: string; subject?: string }[] {
  if (witnessId === '') return [{ what: 'WITNESS_NOT_NAMED' }];
  if (witnessId === advisorId) return [{ what: 'WITNESS_IS_THE_ADVISOR' }];
  return witness?.active ? [] : [{ what: 'WITNESS_NOT_OF_STATION', subject: witnessId }];
}
