import type {
  VehicleReadyNotified,
  CustomerAdvised,
  GatePassIssued,
  HandedDocument,
  InvoiceExplained,
  DocumentsHandedOver,
  VehicleDelivered,
  WalkAroundRecorded,
} from '@waystation/contracts/billing/v1/events';
import { Aggregate, Refused, type Steps, type VisitRef } from '@waystation/model';
import { documentsNeeded } from './documents-needed.ts';
import type { Statement } from './statement.ts';

export type DeliveryStatus = 'open' | 'delivered';

export interface DeliveryEvents {
  VehicleReadyNotified: VehicleReadyNotified;
  WalkAroundRecorded: WalkAroundRecorded;
  InvoiceExplained: InvoiceExplained;
  CustomerAdvised: CustomerAdvised;
  DocumentsHandedOver: DocumentsHandedOver;
  GatePassIssued: GatePassIssued;
  VehicleDelivered: VehicleDelivered;
}

export const deliverySteps = {
  notifyVehicleReady: { from: ['open'], event: 'VehicleReadyNotified' },
  walkAround: { from: ['open'], event: 'WalkAroundRecorded' },
  explainInvoice: { from: ['open'], event: 'InvoiceExplained' },
  adviseCustomer: { from: ['open'], event: 'CustomerAdvised' },
  handOverDocuments: { from: ['open'], event: 'DocumentsHandedOver' },
  issueGatePass: { from: ['open'], event: 'GatePassIssued' },
  deliver: { from: ['open'], to: 'delivered', event: 'VehicleDelivered' },
} as const satisfies Steps<DeliveryStatus, DeliveryEvents>;

/** Document of the visit, with the time it was made. */
export interface NotedDocument extends HandedDocument {
  madeAt: Date;
}

/** Advice given to the customer. */
export interface Advice {
  /** Undefined when the next service is due by distance only. */
  nextServiceAt?: Date | undefined;
  /** 0 when the next service is due by time only. */
  nextServiceKm: number;
  /** True if the remaining life of wear parts was explained. */
  wearTold: boolean;
}

/** Permission for the vehicle to leave once. Only a hash of the gate code is stored. */
export interface GatePass {
  gatePassId: string;
  codeHash: string;
  expiresAt: Date;
}

/** Reception's checks of a vehicle that will leave. */
export interface Departure {
  stage: string;
  keysReturned: boolean;
  protectiveCoversRemoved: boolean;
  takenOver: boolean;
  unansweredRecommendationIds: readonly string[];
  unsignedRefusalIds: readonly string[];
}

/** Details of the delivery that the advisor enters. */
export interface DeliveryDetails {
  /** Hash of the code on the gate pass. */
  codeHash: string;
  /** Reason why another advisor delivers; empty for the receiving advisor. */
  reasonOther: string;
  /** Staff id; empty if nobody saw the customer off. */
  seenOffBy: string;
}

const passLastsMs = 2 * 60 * 60 * 1_000;

/** Stages of a visit that ends without repair: such a vehicle has no handover from inspection. */
const unrepaired = ['cancelled', 'transferred'];

/** Return of a vehicle to its customer. Has the id of its visit. */
export class Delivery extends Aggregate<typeof deliverySteps, DeliveryEvents, 'delivery'> {
  declare visitId: string;
  /** Newest document of each kind made by other services; statement and invoices hold their own. */
  documents: NotedDocument[] = [];
  /** Time at which the advisor took the vehicle over from inspection; null until then. */
  takenOverAt: Date | null = null;
  /** Staff id of the advisor who took it over. */
  advisorId: string | null = null;
  notifiedAt: Date | null = null;
  walkAroundAt: Date | null = null;
  invoiceExplainedAt: Date | null = null;
  toldAt: Date | null = null;
  nextServiceAt: Date | null = null;
  nextServiceKm = 0;
  wearTold = false;
  handed: HandedDocument[] = [];
  handedAt: Date | null = null;
  /** Newest pass; null once used. */
  gatePass: GatePass | null = null;
  gatePassIssuedAt: Date | null = null;
  deliveredAt: Date | null = null;

  protected get steps() {
    return deliverySteps;
  }
  protected get subject() {
    return 'delivery' as const;
  }

  static open(visit: VisitRef): Delivery {
    const { stationId, visitId, standardVersion } = visit;
    const delivery = new Delivery();
    delivery.begin({ id: visitId, stationId, visitId, standardVersion }, 'open');
    return delivery;
  }

  /** Events may arrive late: a document older than the known one is ignored. */
  noteDocument(document: HandedDocument, madeAt: Date): void {
    const { kind, documentId, documentHash } = document;
    const known = this.documents.find((each) => each.kind === kind);
    if (documentId === '' || (known && known.madeAt >= madeAt)) return;
    const others = this.documents.filter((each) => each !== known);
    this.documents = [...others, { kind, documentId, documentHash, madeAt }];
  }

  /** Notes that the advisor took the vehicle over from the inspector. */
  noteHandover(advisorId: string, at: Date): void {
    if (this.takenOverAt && this.takenOverAt >= at) return;
    this.takenOverAt = at;
    this.advisorId = advisorId || null;
  }

  notifyVehicleReady(channel: string, advisorId: string, at: Date): void {
    this.step('notifyVehicleReady', at, { channel, advisorId });
    this.notifiedAt = at;
  }

  walkAround(advisorId: string, at: Date): void {
    this.step('walkAround', at, { advisorId });
    this.walkAroundAt = at;
  }

  explainInvoice(statement: Statement, advisorId: string, at: Date): void {
    this.mustAllow('explainInvoice');
    if (statement.closedAt === null) throw new Refused('STATEMENT_NOT_CLOSED');
    this.step('explainInvoice', at, { advisorId });
    this.invoiceExplainedAt = at;
  }

  adviseCustomer({ nextServiceAt, nextServiceKm, wearTold }: Advice, advisorId: string, at: Date): void {
    this.step('adviseCustomer', at, { advisorId, nextServiceAt, nextServiceKm, wearTold });
    this.toldAt = at;
    this.nextServiceAt = nextServiceAt ?? null;
    this.nextServiceKm = nextServiceKm;
    this.wearTold = wearTold;
  }

  /** @param own documents of this service: statement and invoices */
  handOverDocuments(
    byWayOf: string,
    statement: Statement,
    own: readonly HandedDocument[],
    advisorId: string,
    at: Date,
  ): void {
    const documents = this.documentsOf(statement, own);
    for (const kind of documentsNeeded(statement)) {
      this.requires(
        'DEL-D04',
        documents.some((document) => document.kind === kind),
        'DOCUMENT_MISSING',
        kind,
      );
    }
    this.step('handOverDocuments', at, { byWayOf, documents, advisorId });
    this.handed = documents;
    this.handedAt = at;
  }

  /** @param own as for `handOverDocuments`: documents made again after it must be handed over too */
  issueGatePass(
    pass: { gatePassId: string; codeHash: string },
    departure: Departure,
    statement: Statement,
    own: readonly HandedDocument[],
    at: Date,
  ): Date {
    this.requiresNone('DEL-D10', 'RECOMMENDATION_NOT_ANSWERED', departure.unansweredRecommendationIds);
    this.requiresNone('DEL-D11', 'REFUSAL_NOT_SIGNED', departure.unsignedRefusalIds);
    for (const { kind, documentId } of this.documentsOf(statement, own)) {
      const isHanded = this.handed.some((document) => document.documentId === documentId);
      this.requires('DEL-D13', isHanded, 'COPY_NOT_HANDED', kind);
    }
    this.requires('DEL-D14', departure.keysReturned, 'KEYS_NOT_RETURNED');
    this.requires('DEL-D14', departure.protectiveCoversRemoved, 'COVERS_NOT_REMOVED');
    this.requiresPayment(statement);
    this.mustAllow('issueGatePass');
    if (!departure.takenOver && !unrepaired.includes(departure.stage)) throw new Refused('VEHICLE_NOT_TAKEN_OVER');
    const { gatePassId, codeHash } = pass;
    const expiresAt = new Date(Number(at) + passLastsMs);
    this.gatePass = { gatePassId, codeHash, expiresAt };
    this.gatePassIssuedAt = at;
    this.step('issueGatePass', at, { gatePassId, expiresAt });
    return expiresAt;
  }

  /** Checks the recorded rules of the delivery too, because they cannot be made up for later. */
  deliver(
    { codeHash, reasonOther, seenOffBy }: DeliveryDetails,
    statement: Statement,
    advisorId: string,
    at: Date,
  ): void {
    const receivingAdvisorId = statement.advisorId ?? '';
    const isReceiving = advisorId === receivingAdvisorId;
    this.requires('DEL-D05', isReceiving || reasonOther !== '', 'DELIVERED_BY_ANOTHER');
    this.requires('DEL-D06', this.invoiceExplainedAt !== null, 'INVOICE_NOT_EXPLAINED');
    this.requires('DEL-D09', this.toldAt !== null, 'NEXT_SERVICE_NOT_TOLD');
    this.requires('DEL-D12', this.wearTold, 'WEAR_NOT_TOLD');
    const pass = this.gatePass;
    this.requires('DEL-D14', pass !== null && pass.expiresAt > at, 'GATE_PASS_MISSING');
    this.requiresPayment(statement);
    this.mustAllow('deliver');
    if (pass && pass.expiresAt > at && pass.codeHash !== codeHash) throw new Refused('GATE_PASS_CODE_WRONG');
    this.gatePass = null;
    this.deliveredAt = at;
    const { nextServiceAt, nextServiceKm } = this;
    this.step('deliver', at, {
      customerId: statement.customerId ?? '',
      vehicleId: statement.vehicleId ?? '',
      advisorId,
      receivingAdvisorId,
      reasonOther: isReceiving ? '' : reasonOther,
      seenOffBy,
      nextServiceAt: nextServiceAt ?? undefined,
      nextServiceKm,
    });
  }

  /** Documents that the customer needs and that exist. */
  private documentsOf(statement: Statement, own: readonly HandedDocument[]): HandedDocument[] {
    const all = [...this.documents, ...own].map(({ kind, documentId, documentHash }) => ({
      kind,
      documentId,
      documentHash,
    }));
    return documentsNeeded(statement).flatMap((kind) => all.filter((document) => document.kind === kind));
  }

  private requiresPayment({ isSettled }: Statement): void {
    this.requires('DEL-D14', isSettled, 'NOT_PAID');
  }
}

/** Documents of this service for the customer: the statement and the customer's own invoices. */
export function ownDocuments(
  { documentId, documentHash }: Pick<Statement, 'documentId' | 'documentHash'>,
  invoices: readonly { payer: string; documentId: string; documentHash: string }[],
): HandedDocument[] {
  const ofCustomer = invoices.filter(({ payer }) => payer === 'customer');
  return [
    ...(documentId && documentHash ? [{ kind: 'statement', documentId, documentHash }] : []),
    ...ofCustomer.map((each) => ({ kind: 'invoice', documentId: each.documentId, documentHash: each.documentHash })),
  ];
}
