import { sha256Hex } from './hash.ts';

/** Facts of a document to be stored. */
export interface DocumentFacts {
  id: string;
  /** Left out for a document without a visit, such as a monthly report. */
  visitId?: string;
  /** Kind of document: `repair_order`, `gate_pass`. */
  kind: string;
  /** Revision of the subject, such as the repair order's. Default 0. */
  revision?: number;
  /** Default `application/pdf`. */
  mediaType?: string;
  /** File name for downloads; holds no names of persons and no plates. */
  fileName: string;
  content: Uint8Array;
  createdAt: Date;
}

/** Document that was shown, handed out or signed, as its exact bytes. Never changes. */
export class Document {
  declare readonly id: string;
  declare readonly stationId: string;
  readonly visitId: string | null = null;
  declare readonly version: number;
  declare readonly kind: string;
  declare readonly revision: number;
  declare readonly mediaType: string;
  declare readonly fileName: string;
  /** SHA-256 of the content, in hex. */
  declare readonly sha256: string;
  /** Base64, because an encrypted column holds JSON. */
  declare readonly content: string;
  declare readonly createdAt: Date;

  static keep({ content, ...facts }: DocumentFacts, stationId: string): Document {
    return Object.assign(new Document(), {
      visitId: null,
      revision: 0,
      mediaType: 'application/pdf',
      ...facts,
      stationId,
      sha256: sha256Hex(content),
      content: Buffer.from(content).toString('base64'),
    });
  }

  get bytes(): Buffer {
    return Buffer.from(this.content, 'base64');
  }
}
