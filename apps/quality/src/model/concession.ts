import type { Stroke } from '@waystation/contracts/reception/v1/service';
import type { CustomerContacts, SignerNamed } from '@waystation/model';

/** The customer's signature, accepting work that does not conform. */
export interface Concession extends SignerNamed {
  /** Empty: nobody signed. */
  strokes: Stroke[];
}

/** End of a nonconformity, as the inspector records it. */
export interface Closure {
  nonconformityId: string;
  /** `redone` or `concession`. */
  outcome: string;
  /** Ignored for another outcome. */
  concession: Concession;
}

/** Signers and hash function that a concession needs. */
export interface ConcessionFacts {
  /** Undefined: not asked for. */
  signers: CustomerContacts | undefined;
  hashOf(signed: object): string;
}
