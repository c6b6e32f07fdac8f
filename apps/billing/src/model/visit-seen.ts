// What the services before this one say of a visit, as far as it is to be paid for.

/** Whom documents are addressed to. */
export interface Party {
  name: string;
  contactName: string;
  phone: string;
  address: string;
  taxNumber: string;
  /** Such as zh or en. */
  language: string;
}

/** A quoted line: it is used as quoted and never priced again. */
export interface QuotedLine {
  lineId: string;
  /** Empty for a fee of the whole order. */
  itemId: string;
  /** `labour`, `part` or `fee`. */
  kind: string;
  code: string;
  description: string;
  /** Decimal number. */
  quantity: string;
  /** Code of the quantity's unit; empty: not known. */
  unit: string;
  unitPriceMinor: bigint;
  netMinor: bigint;
  taxCategory: string;
  taxRatePercent: string;
  priceList: string;
  payer: string;
}

/** A repair item that the customer agreed to. */
export interface ItemSeen {
  itemId: string;
  payer: string;
  /** Whether the workshop has a part in it. */
  isWork: boolean;
  parts: { partNumber: string; quantity: string }[];
}

/** The order. */
export interface OrderSeen {
  status: string;
  orderRevision: number;
  currency: string;
  items: ItemSeen[];
  lines: QuotedLine[];
  /** What the customer agreed to pay, with tax. */
  consentedMinor: bigint;
  /** Up to what a change was told and not asked, with tax. */
  ceilingMinor: bigint;
  customerId: string;
  vehicleId: string;
  /** Staff id of who received the truck. */
  advisorId: string;
  party: Party;
  vin: string;
  plate: string;
  odometerKm: number;
  standardVersion: string;
  paymentTermsDays: number;
  creditLimitMinor: bigint;
}

/** A job of the workshop; its id is the item's. */
export interface JobSeen {
  jobId: string;
  status: string;
  workedMinutes: number;
  fitted: { issueLineId: string; quantity: string }[];
}

/** A line of an issue slip. */
export interface IssuedSeen {
  issueLineId: string;
  itemId: string;
  partNumber: string;
  quantity: string;
  returnedQuantity: string;
}

/** All of it, asked together. */
export interface VisitSeen {
  /** When it was asked; nothing that happened later is in it. */
  askedAt: Date;
  order: OrderSeen;
  /** Of the workshop: one more each time that the work was reopened. */
  round: number;
  jobs: JobSeen[];
  /** What was mended without charge, in words. */
  courtesies: string[];
  issued: IssuedSeen[];
}
