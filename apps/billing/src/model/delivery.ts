import type {
  VehicleReadyNotified,
  CustomerAdvised,
  GatePassIssued,
  HandedOverDocument,
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
  recordWalkAround: { from: ['open'], event: 'WalkAroundRecorded' },
  explainInvoice: { from: ['open'], event: 'InvoiceExplained' },
  adviseCustomer: { from: ['open'], event: 'CustomerAdvised' },
  handOverDocuments: { from: ['open'], event: 'DocumentsHandedOver' },
  issueGatePass: { from: ['open'], event: 'GatePassIssued' },
  deliverVehicle: { from: ['open'], to: 'delivered', event: 'VehicleDelivered' },
} as const satisfies Steps<DeliveryStatus, DeliveryEvents>;

/** Document of the visit, with the time it was made. */
export interface NotedDocument extends HandedOverDocument {
  madeAt: Date;
}

/** Advice given to the customer. */
export interface Advice {
  /** Undefined when the next service is due by distance only. */
  nextServiceAt?: Date | undefined;
  /** 0 when the next service is due by time only. */
  nextServiceKm: number;
  /** True if the remaining life of wear parts was explained. */
  wearExplained: boolean;
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
  handoverAccepted: boolean;
  unansweredRecommendationIds: readonly string[];
  unsignedRefusalIds: readonly string[];
}

/** Details of the delivery that the advisor enters. */
export interface DeliveryDetails {
  /** Hash of the code on the gate pass. */
  codeHash: string;
  /** Reason why another advisor delivers; empty for the receiving advisor. */
  otherAdvisorReason: string;
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
  handoverAcceptedAt: Date | null = null;
  /** Staff id of the advisor who took it over. */
  advisorId: string | null = null;
  notifiedAt: Date | null = null;
  walkAroundAt: Date | null = null;
  invoiceExplainedAt: Date | null = null;
  customerAdvisedAt: Date | null = null;
  nextServiceAt: Date | null = null;
  nextServiceKm = 0;
  wearExplained = false;
  handedOver: HandedOverDocument[] = [];
  handedOverAt: Date | null = null;
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
  noteDocument(document: HandedOverDocument, madeAt: Date): void {
    const { kind, documentId, documentHash } = document;
    const known = this.documents.find((each) => each.kind === kind);
    if (documentId === '' || (known && known.madeAt >= madeAt)) return;
    const others = this.documents.filter((each) => each !== known);
    this.documents = [...others, { kind, documentId, documentHash, madeAt }];
  }

  /** Notes that the advisor took the vehicle over from the inspector. */
  noteHandover(advisorId: string, at: Date): void {
    if (this.handoverAcceptedAt && this.handoverAcceptedAt >= at) return;
    this.handoverAcceptedAt = at;
    this.advisorId = advisorId || null;
  }

  notifyVehicleReady(channel: string, advisorId: string, at: Date): void {
    this.step('notifyVehicleReady', at, { channel, advisorId });
    this.notifiedAt = at;
  }

  recordWalkAround(advisorId: string, at: Date): void {
    this.step('recordWalkAround', at, { advisorId });
    this.walkAroundAt = at;
  }

  explainInvoice(statement: Statement, advisorId: string, at: Date): void {
    this.mustAllow('explainInvoice');
    if (statement.closedAt === null) throw new Refused('STATEMENT_NOT_CLOSED');
    this.step('explainInvoice', at, { advisorId });
    this.invoiceExplainedAt = at;
  }

  adviseCustomer({ nextServiceAt, nextServiceKm, wearExplained }: Advice, advisorId: string, at: Date): void {
    this.step('adviseCustomer', at, { advisorId, nextServiceAt, nextServiceKm, wearExplained });
    this.customerAdvisedAt = at;
    this.nextServiceAt = nextServiceAt ?? null;
    this.nextServiceKm = nextServiceKm;
    this.wearExplained = wearExplained;
  }

  /** @param own documents of this service: statement and invoices */
  handOverDocuments(
    medium: string,
    statement: Statement,
    own: readonly HandedOverDocument[],
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
    this.step('handOverDocuments', at, { medium, documents, advisorId });
    this.handedOver = documents;
    this.handedOverAt = at;
  }

  /** @param own as for `handOverDocuments`: documents made again after it must be handed over too */
  issueGatePass(
    pass: { gatePassId: string; codeHash: string },
    departure: Departure,
    statement: Statement,
    own: readonly HandedOverDocument[],
    at: Date,
  ): Date {
    this.requiresNone('DEL-D10', 'RECOMMENDATION_NOT_ANSWERED', departure.unansweredRecommendationIds);
    this.requiresNone('DEL-D11', 'REFUSAL_NOT_SIGNED', departure.unsignedRefusalIds);
    for (const { kind, documentId } of this.documentsOf(statement, own)) {
      const isHandedOver = this.handedOver.some((document) => document.documentId === documentId);
      this.requires('DEL-D13', isHandedOver, 'COPY_NOT_HANDED_OVER', kind);
    }
    this.requires('DEL-D14', departure.keysReturned, 'KEYS_NOT_RETURNED');
    this.requires('DEL-D14', departure.protectiveCoversRemoved, 'COVERS_NOT_REMOVED');
    this.requiresPayment(statement);
    this.mustAllow('issueGatePass');
    if (!departure.handoverAccepted && !unrepaired.includes(departure.stage))
      throw new Refused('HANDOVER_NOT_ACCEPTED');
    const { gatePassId, codeHash } = pass;
    const expiresAt = new Date(Number(at) + passLastsMs);
    this.gatePass = { gatePassId, codeHash, expiresAt };
    this.gatePassIssuedAt = at;
    this.step('issueGatePass', at, { gatePassId, expiresAt });
    return expiresAt;
  }

  /** Checks the recorded rules of the delivery too, because they cannot be made up for later. */
  deliverVehicle(
    { codeHash, otherAdvisorReason, seenOffBy }: DeliveryDetails,
    statement: Statement,
    advisorId: string,
    at: Date,
  ): void {
    const receivingAdvisorId = statement.advisorId ?? '';
    const isReceiving = advisorId === receivingAdvisorId;
    this.requires('DEL-D05', isReceiving || otherAdvisorReason !== '', 'DELIVERED_BY_OTHER_ADVISOR');
    this.requires('DEL-D06', this.invoiceExplainedAt !== null, 'INVOICE_NOT_EXPLAINED');
    this.requires('DEL-D09', this.customerAdvisedAt !== null, 'NEXT_SERVICE_NOT_EXPLAINED');
    this.requires('DEL-D12', this.wearExplained, 'WEAR_NOT_EXPLAINED');
    const pass = this.gatePass;
    this.requires('DEL-D14', pass !== null && pass.expiresAt > at, 'GATE_PASS_MISSING');
    this.requiresPayment(statement);
    this.mustAllow('deliverVehicle');
    if (pass && pass.expiresAt > at && pass.codeHash !== codeHash) throw new Refused('GATE_PASS_CODE_WRONG');
    this.gatePass = null;
    this.deliveredAt = at;
    const { nextServiceAt, nextServiceKm } = this;
    this.step('deliverVehicle', at, {
      customerId: statement.customerId ?? '',
      vehicleId: statement.vehicleId ?? '',
      advisorId,
      receivingAdvisorId,
      otherAdvisorReason: isReceiving ? '' : otherAdvisorReason,
      seenOffBy,
      nextServiceAt: nextServiceAt ?? undefined,
      nextServiceKm,
    });
  }

  /** Documents that the customer needs and that exist. */
  private documentsOf(statement: Statement, own: readonly HandedOverDocument[]): HandedOverDocument[] {
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
): HandedOverDocument[] {
  const ofCustomer = invoices.filter(({ payer }) => payer === 'customer');
  return [
    ...(documentId && documentHash ? [{ kind: 'statement', documentId, documentHash }] : []),
    ...ofCustomer.map((each) => ({ kind: 'invoice', documentId: each.documentId, documentHash: each.documentHash })),
  ];
}
