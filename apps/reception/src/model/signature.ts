import type { SignerNamed } from '@waystation/model';

/** Position of the pen at a moment. */
export interface StrokePoint {
  /** Distance from the left, in thousandths of the field's width. */
  x: number;
  /** Distance from the top, in thousandths of the field's height. */
  y: number;
  /** Milliseconds since the first stroke began. */
  atMs: number;
  /** Thousandths of the greatest pressure; 0: unknown. */
  pressure: number;
}

/** Line drawn without lifting the pen. */
export interface Stroke {
  points: StrokePoint[];
}

/** Advisor's signature after the customer's, bound to the bytes that were shown. */
export interface Countersignature {
  documentHash: string;
  device: string;
  strokes: Stroke[];
  /** Staff id of the advisor at the desk. */
  advisorId: string;
  /** ISO 8601. */
  signedAt: string;
}

/** Customer's signature, with the signer's name, also of a contact, and the consent form that was read to them. */
export interface Signature extends Countersignature, SignerNamed {
  consentFormId: string;
  consentFormVersion: number;
}

/** Withdrawn signature, kept as evidence. */
export interface WithdrawnSignature extends Signature {
  /** Revision of the order. */
  revision: number;
  /** Staff id. */
  withdrawnBy: string;
  /** ISO 8601. */
  withdrawnAt: string;
  reason: string;
  remarks: string;
}

/** Reason of a withdrawal. */
export type Withdrawal = Pick<WithdrawnSignature, 'reason' | 'remarks'>;

type Requested<T> = Omit<T, 'advisorId' | 'signedAt'>;

/** Customer's signature from a request. */
export function signatureOf(request: Requested<Signature>, advisorId: string, at: Date): Signature {
  const { contactId, signedBy, identifiedBy, acceptance, acceptanceRemarks } = request;
  const { consentFormId, consentFormVersion } = request;
  const signer = { contactId, signedBy, identifiedBy, acceptance, acceptanceRemarks };
  return { ...countersignatureOf(request, advisorId, at), ...signer, consentFormId, consentFormVersion };
}

/** Advisor's signature from a request. */
export function countersignatureOf(
  { documentHash, device, strokes }: Requested<Countersignature>,
  advisorId: string,
  at: Date,
): Countersignature {
  return { documentHash, device, strokes, advisorId, signedAt: at.toISOString() };
}
