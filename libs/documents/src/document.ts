import { sha256Hex } from './hash.ts';

/** What is kept. */
export interface DocumentFacts {
  id: string;
  /** Left out for what belongs to no visit, such as a report of a month. */
  visitId?: string;
  /** `repair_order`, `gate_pass`. */
  kind: string;
  /** Of what it shows: the order's. 0 when left out. */
  revision?: number;
  /** `application/pdf` when left out. */
  mediaType?: string;
  /** As it is saved by people; holds no names of persons and no plates. */
  fileName: string;
  content: Uint8Array;
  createdAt: Date;
}

/** Something that was shown, given or signed, as the exact bytes that it was. It is never changed. */
export class Document {
  declare readonly id: string;
  declare readonly stationId: string;
  readonly visitId: string | null = null;
  declare readonly version: number;
  declare readonly kind: string;
  declare readonly revision: number;
  declare readonly mediaType: string;
  declare readonly fileName: string;
  /** Of the content, in hex. */
  declare readonly sha256: string;
  /** In base64, since it lies encrypted, which only what JSON holds can. */
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
