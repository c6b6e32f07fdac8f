import type { SignerNamed } from '@waystation/model';

/** Where the pen was, and when. */
export interface StrokePoint {
  /** Of the width of the field, in thousandths. */
  x: number;
  /** Of its height from above, in thousandths. */
  y: number;
  /** Milliseconds since the first stroke began. */
  atMs: number;
  /** In thousandths; 0: not known. */
  pressure: number;
}

/** What was drawn in one go. */
export interface Stroke {
  points: StrokePoint[];
}

/** A signature as it was given. It binds to the bytes that were shown. */
export interface Signature extends SignerNamed {
  signer: 'customer' | 'advisor';
  documentHash: string;
  /** Name of who signed, that of a contact too. */
  signedBy: string;
  device: string;
  /** Consent that was read. Empty for the advisor. */
  consentFormId: string;
  consentFormVersion: number;
  strokes: Stroke[];
  /** Staff id of who was at the desk. */
  advisorId: string;
  /** As ISO 8601 writes it. */
  signedAt: string;
}

/** A signature that was taken back; kept as evidence. */
export interface WithdrawnSignature extends Signature {
  /** Of the order. */
  revision: number;
  /** Staff id. */
  withdrawnBy: string;
  /** As ISO 8601 writes it. */
  withdrawnAt: string;
  reason: string;
  remarks: string;
}

/** Why a signature is taken back. */
export type Withdrawal = Pick<WithdrawnSignature, 'reason' | 'remarks'>;

/** A signature as it is asked for. */
export type Signing = Omit<Signature, 'signer' | 'advisorId' | 'signedAt'> & { signer: string };

export function signatureOf(signing: Signing, advisorId: string, at: Date): Signature {
  const { documentHash, signedBy, identifiedBy, device, consentFormId, consentFormVersion, strokes } = signing;
  const isCustomer = signing.signer === 'customer';
  const { contactId, acceptance, acceptanceRemarks } = isCustomer
    ? signing
    : { contactId: '', acceptance: '', acceptanceRemarks: '' };
  return {
    signer: isCustomer ? 'customer' : 'advisor',
    documentHash,
    signedBy,
    contactId,
    identifiedBy,
    acceptance,
    acceptanceRemarks,
    device,
    consentFormId,
    consentFormVersion,
    strokes,
    advisorId,
    signedAt: at.toISOString(),
  };
}
