/** What a document says, as plain data. The same data makes the same bytes. */
export interface DocumentData {
  /** Such as `repair_order`; stands in the file's own description, not on the page. */
  kind: string;
  language: DocumentLanguage;
  title: string;
  /** Of the document, as people name it. */
  number?: string;
  station: DocumentStation;
  /** Whom it concerns: the customer, who brought the truck. Each in a box of its own. */
  parties?: readonly DocumentParty[];
  /** What identifies the case, label and value: plate, VIN, odometer, advisor. */
  facts?: readonly DocumentFact[];
  sections?: readonly DocumentSection[];
  /** Small print, behind the sections. */
  notes?: readonly string[];
  signatures?: readonly DocumentSignature[];
  /** At the foot of each page. */
  footer?: string;
  createdAt: Date;
}

export type DocumentLanguage = 'zh' | 'en';

export type DocumentFact = readonly [label: string, value: string];

export interface DocumentStation {
  name: string;
  address: string;
  phone: string;
  /** IANA zone, which the document's times are in. */
  zone: string;
}

export interface DocumentParty {
  /** In words: `Customer`. */
  role: string;
  lines: readonly string[];
}

/** A part of a document, under a heading: text, facts, points and a table, whatever it has, in this order. */
export interface DocumentSection {
  title: string;
  text?: string;
  facts?: readonly DocumentFact[];
  points?: readonly DocumentPoint[];
  table?: DocumentTable;
}

/** A point of a check sheet, or of a list. */
export interface DocumentPoint {
  text: string;
  /** What was found or answered: `OK`, `7.5 bar`. */
  result?: string;
  note?: string;
}

export interface DocumentTable {
  columns: readonly DocumentColumn[];
  /** A text for each column. */
  rows: readonly (readonly string[])[];
  /** Below the rows, at the right: net, tax. The last one is what it comes to. */
  total?: readonly DocumentFact[];
}

export interface DocumentColumn {
  title: string;
  /** `left` when left out; numbers go to the right. */
  align?: 'left' | 'center' | 'right';
  /** Points (an A4 page has 515 between its margins), `auto` as wide as its texts, `*` a share of the rest, which is the default. */
  width?: number | 'auto' | '*';
}

export interface DocumentSignature {
  /** In words: `Customer`. */
  role: string;
  /** Of who signed, or is to sign. */
  name?: string;
  /** Left out: there is an empty line to sign on. */
  at?: Date;
  /** As it was drawn: a line for each time that the pen was down. */
  strokes?: readonly (readonly { x: number; y: number }[])[];
  /** How it was given and who was identified how, in words. */
  how?: string;
}
