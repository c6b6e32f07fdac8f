import type { Stroke } from '@waystation/contracts/reception/v1/service';
import type { CustomerContacts, SignerNamed } from '@waystation/model';

/** Customer's signature that accepts nonconforming work. */
export interface Concession extends SignerNamed {
  /** Empty if nobody signed. */
  strokes: Stroke[];
}

/** Outcome of a nonconformity, recorded by the inspector. */
export interface Closure {
  nonconformityId: string;
  /** `redone` or `concession`. */
  outcome: string;
  /** Ignored for the outcome `redone`. */
  concession: Concession;
}

/** Signers and hash function that a concession needs. */
export interface ConcessionFacts {
  /** Undefined if not requested from reception. */
  signers: CustomerContacts | undefined;
  hashOf(signed: object): string;
}
