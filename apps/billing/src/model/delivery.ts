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

/** A document of the visit that another service, or this one, made. */
export interface NotedDocument extends HandedDocument {
  madeAt: Date;
}

/** What the customer was told. */
export interface Told {
  /** Left out: by distance only. */
  nextServiceAt?: Date | undefined;
  /** 0: by time only. */
  nextServiceKm: number;
  /** How long wear parts will last. */
  wearTold: boolean;
}

/** Lets the truck leave once. Of the code that opens the gate only a hash is kept. */
export interface GatePass {
  gatePassId: string;
  codeHash: string;
  expiresAt: Date;
}

/** What reception knows of a truck that is to leave. */
export interface Departure {
  stage: string;
  keysReturned: boolean;
  protectiveCoversRemoved: boolean;
  takenOver: boolean;
  unansweredRecommendationIds: readonly string[];
  unsignedRefusalIds: readonly string[];
}

/** How the truck is given back. */
export interface Handing {
  /** Hash of the code that the pass bears. */
  codeHash: string;
  /** Why another one than the receiving advisor; empty: he does it himself. */
  reasonOther: string;
  /** Staff id; empty: nobody. */
  seenOffBy: string;
}

const passLastsMs = 2 * 60 * 60 * 1_000;

/** Stages of a visit that ends without repair: nobody took such a truck over from inspection. */
const unrepaired = ['cancelled', 'transferred'];

/** How the truck of one visit, whose id it bears, goes back to its customer. */
export class Delivery extends Aggregate<typeof deliverySteps, DeliveryEvents, 'delivery'> {
  declare visitId: string;
  /** Of others; those that are made here stand in the statement and the invoices. The newest of each kind. */
  documents: NotedDocument[] = [];
  /** When the advisor took the truck over from inspection; null: not yet, or it was not noted. */
  takenOverAt: Date | null = null;
  /** Staff id of who did. */
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
  /** The newest; null once it was used. */
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

  /** An event of a document may come late: an older document than the known one changes nothing. */
  noteDocument(document: HandedDocument, madeAt: Date): void {
    const { kind, documentId, documentHash } = document;
    const known = this.documents.find((each) => each.kind === kind);
    if (documentId === '' || (known && known.madeAt >= madeAt)) return;
    const others = this.documents.filter((each) => each !== known);
    this.documents = [...others, { kind, documentId, documentHash, madeAt }];
  }

  /** The advisor has the truck from the inspector, and it waits for its customer. */
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

  adviseCustomer({ nextServiceAt, nextServiceKm, wearTold }: Told, advisorId: string, at: Date): void {
    this.step('adviseCustomer', at, { advisorId, nextServiceAt, nextServiceKm, wearTold });
    this.toldAt = at;
    this.nextServiceAt = nextServiceAt ?? null;
    this.nextServiceKm = nextServiceKm;
    this.wearTold = wearTold;
  }

  /**
   * Hands over a copy of every document that the customer needs.
   *
   * @param own documents that were made here: statement and invoices
   */
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

  /** @param own as for `handOverDocuments`: documents made again since must be handed over too */
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

  /** What may be left out without stopping the truck is asked for here, since nothing can be made up for afterwards. */
  deliver({ codeHash, reasonOther, seenOffBy }: Handing, statement: Statement, advisorId: string, at: Date): void {
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

  /** Those that there are of the documents that the customer needs. */
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

/** Documents that were made here and that the customer is to have: the statement, and his own invoices. */
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
