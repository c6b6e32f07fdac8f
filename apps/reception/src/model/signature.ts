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
export interface Signature {
  signer: 'customer' | 'advisor';
  documentHash: string;
  signedBy: string;
  identifiedBy: string;
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

/** A signature as it is asked for. */
export type Signing = Pick<
  Signature,
  'documentHash' | 'signedBy' | 'identifiedBy' | 'device' | 'consentFormId' | 'consentFormVersion' | 'strokes'
> & { signer: string };

export function signatureOf(signing: Signing, advisorId: string, at: Date): Signature {
  const { documentHash, signedBy, identifiedBy, device, consentFormId, consentFormVersion, strokes } = signing;
  const signer = signing.signer === 'customer' ? 'customer' : 'advisor';
  const consent = { consentFormId, consentFormVersion };
  return {
    signer,
    documentHash,
    signedBy,
    identifiedBy,
    device,
    ...consent,
    strokes,
    advisorId,
    signedAt: at.toISOString(),
  };
}
