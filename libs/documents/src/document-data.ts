/** Content of a document as plain data. The same data always renders to the same bytes. */
export interface DocumentData {
  /** Kind of document, such as `repair_order`. Written to the file's metadata, not printed. */
  kind: string;
  language: DocumentLanguage;
  title: string;
  /** Number by which people refer to the document. */
  number?: string;
  station: DocumentStation;
  /** Persons concerned, such as the customer and the driver, each in a separate box. */
  parties?: readonly DocumentParty[];
  /** Facts that identify the visit: plate, VIN, odometer, advisor. */
  facts?: readonly DocumentFact[];
  sections?: readonly DocumentSection[];
  /** Small print after the sections. */
  notes?: readonly string[];
  signatures?: readonly DocumentSignature[];
  /** Text at the bottom of each page. */
  footer?: string;
  createdAt: Date;
}

export type DocumentLanguage = 'zh' | 'en';

export type DocumentFact = readonly [label: string, value: string];

export interface DocumentStation {
  name: string;
  address: string;
  phone: string;
  /** IANA time zone of the times on the document. */
  timeZone: string;
}

export interface DocumentParty {
  /** Printed role, such as `Customer`. */
  role: string;
  lines: readonly string[];
}

/** Part of a document under a heading. Prints whichever of text, facts, points and table it has, in this order. */
export interface DocumentSection {
  title: string;
  text?: string;
  facts?: readonly DocumentFact[];
  points?: readonly DocumentPoint[];
  table?: DocumentTable;
}

/** Point of a check sheet or list. */
export interface DocumentPoint {
  text: string;
  /** Finding or answer: `OK`, `7.5 bar`. */
  result?: string;
  note?: string;
}

export interface DocumentTable {
  columns: readonly DocumentColumn[];
  /** One text per column. */
  rows: readonly (readonly string[])[];
  /** Lines below the rows, at the right: net, tax, and the grand total as the last one. */
  total?: readonly DocumentFact[];
}

export interface DocumentColumn {
  title: string;
  /** Default `left`; use `right` for numbers. */
  align?: 'left' | 'center' | 'right';
  /**
   * Width in points (an A4 page has 515 between its margins), `auto` for the width of the texts, or `*` for an equal
   * share of the remaining width. Default `*`.
   */
  width?: number | 'auto' | '*';
}

export interface DocumentSignature {
  /** Printed role, such as `Customer`. */
  role: string;
  /** Name of the person who signed or will sign. */
  name?: string;
  /** Time of the signature. Without it, the document has an empty line to sign on. */
  at?: Date;
  /** Pen strokes of a drawn signature, from touching to lifting. */
  strokes?: readonly (readonly { x: number; y: number }[])[];
  /** Printed description of how the signature was given and the signer identified. */
  how?: string;
}
