// Facts of a visit that the statement needs from reception, workshop and parts.

/** Addressee of documents. */
export interface Party {
  name: string;
  contactName: string;
  phone: string;
  address: string;
  taxNumber: string;
  /** Language tag, such as `zh` or `en`. */
  language: string;
}

/** Quoted line: charged as quoted, never priced again. */
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
  /** Code of the quantity's unit; empty if unknown. */
  unit: string;
  unitPriceMinor: bigint;
  netMinor: bigint;
  taxCategory: string;
  taxRatePercent: string;
  priceList: string;
  payer: string;
}

/** Repair item that the customer agreed to. */
export interface OrderedItem {
  itemId: string;
  payer: string;
  /** True if the item contains work for the workshop. */
  isWork: boolean;
  parts: { partNumber: string; quantity: string }[];
}

/** Repair order. */
export interface OrderFacts {
  status: string;
  orderRevision: number;
  currency: string;
  items: OrderedItem[];
  lines: QuotedLine[];
  /** Amount that the customer agreed to pay, with tax. */
  approvedMinor: bigint;
  /** Amount of changes that need no approval, only information, with tax. */
  ceilingMinor: bigint;
  customerId: string;
  vehicleId: string;
  /** Staff id of the advisor who received the vehicle. */
  advisorId: string;
  party: Party;
  vin: string;
  plate: string;
  odometerKm: number;
  standardVersion: string;
  paymentTermsDays: number;
  creditLimitMinor: bigint;
}

/** Job of the workshop; has the id of its item. */
export interface JobFacts {
  jobId: string;
  status: string;
  workedMinutes: number;
  fitted: { issueLineId: string; quantity: string }[];
}

/** Line of an issue slip. */
export interface IssuedPart {
  issueLineId: string;
  itemId: string;
  partNumber: string;
  quantity: string;
  returnedQuantity: string;
}

/** Facts of a visit, queried together. */
export interface VisitFacts {
  /** Time of the queries; later events are not included. */
  askedAt: Date;
  order: OrderFacts;
  /** Round of the workshop, incremented each time the work is reopened. */
  round: number;
  jobs: JobFacts[];
  /** Descriptions of work done without charge. */
  courtesies: string[];
  issued: IssuedPart[];
}
