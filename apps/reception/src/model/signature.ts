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

/** The advisor's signature, behind the customer's. It binds to the bytes that were shown. */
export interface Countersignature {
  documentHash: string;
  device: string;
  strokes: Stroke[];
  /** Staff id of the advisor at the desk. */
  advisorId: string;
  /** As ISO 8601 writes it. */
  signedAt: string;
}

/** The customer's signature, with the signer's name, that of a contact too, and the consent that was read to them. */
export interface Signature extends Countersignature, SignerNamed {
  consentFormId: string;
  consentFormVersion: number;
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

type Requested<T> = Omit<T, 'advisorId' | 'signedAt'>;

/** The customer's signature, from the request that brings it. */
export function signatureOf(request: Requested<Signature>, advisorId: string, at: Date): Signature {
  const { contactId, signedBy, identifiedBy, acceptance, acceptanceRemarks } = request;
  const { consentFormId, consentFormVersion } = request;
  const signer = { contactId, signedBy, identifiedBy, acceptance, acceptanceRemarks };
  return { ...countersignatureOf(request, advisorId, at), ...signer, consentFormId, consentFormVersion };
}

/** The advisor's signature, from the request that brings it. */
export function countersignatureOf(
  { documentHash, device, strokes }: Requested<Countersignature>,
  advisorId: string,
  at: Date,
): Countersignature {
  return { documentHash, device, strokes, advisorId, signedAt: at.toISOString() };
}
