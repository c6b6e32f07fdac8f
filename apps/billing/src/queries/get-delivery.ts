import { Query, type Call } from '@waystation/call';
import type { HandedDocument } from '@waystation/contracts/billing/v1/events';
import { GetDeliveryResponse, type GetDeliveryRequest } from '@waystation/contracts/billing/v1/service';
import { NotFound } from '@waystation/model';
import { Reader } from '@waystation/store';
import { ownDocuments, type GatePass, type NotedDocument } from '../model/delivery.ts';
import { documentsNeeded } from '../model/documents-needed.ts';
import type { Bill } from '../model/statement.ts';

interface FoundDelivery {
  documents: NotedDocument[];
  handed: HandedDocument[];
  gatePass: (Omit<GatePass, 'expiresAt'> & { expiresAt: string }) | null;
  takenOverAt: Date | null;
  notifiedAt: Date | null;
  walkAroundAt: Date | null;
  invoiceExplainedAt: Date | null;
  toldAt: Date | null;
  handedAt: Date | null;
  gatePassIssuedAt: Date | null;
  deliveredAt: Date | null;
}

interface FoundStatement {
  status: string;
  since: Date;
  closedAt: Date | null;
  workDone: boolean;
  bills: Bill[];
  documentId: string | null;
  documentHash: string | null;
}

interface FoundInvoice {
  payer: string;
  documentId: string;
  documentHash: string;
}

@Query()
export class GetDelivery {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetDeliveryRequest, { now }: Call): Promise<GetDeliveryResponse> {
    const ofVisit = [this.reader.station, visitId];
    const [[delivery], [statement], invoices] = await Promise.all([
      this.reader.rows<FoundDelivery>(
        `select visit_id as "visitId", status, documents, handed, gate_pass as "gatePass", taken_over_at as "takenOverAt",
           advisor_id as "advisorId", notified_at as "notifiedAt", walk_around_at as "walkAroundAt",
           invoice_explained_at as "invoiceExplainedAt", told_at as "toldAt", next_service_at as "nextServiceAt",
           next_service_km as "nextServiceKm", wear_told as "wearTold", handed_at as "handedAt",
           gate_pass_issued_at as "gatePassIssuedAt", delivered_at as "deliveredAt"
         from delivery where station_id = $1 and id = $2`,
        ofVisit,
      ),
      this.reader.rows<FoundStatement>(
        `select status, since, closed_at as "closedAt", work_done as "workDone", bills, document_id as "documentId",
           document_hash as "documentHash"
         from statement where station_id = $1 and id = $2`,
        ofVisit,
      ),
      this.reader.rows<FoundInvoice>(
        `select payer, document_id as "documentId", document_hash as "documentHash"
         from invoice where station_id = $1 and visit_id = $2 order by id`,
        ofVisit,
      ),
    ]);
    if (!delivery) throw new NotFound('delivery', visitId);
    const expiresAt = delivery.gatePass?.expiresAt;
    return GetDeliveryResponse.fromJSON({
      ...delivery,
      checklist: checklistOf(delivery, statement),
      documents: documentsOf(delivery, statement, invoices),
      gatePassExpiresAt: expiresAt && new Date(expiresAt) > now ? expiresAt : undefined,
    });
  }
}

function checklistOf(delivery: FoundDelivery, statement: FoundStatement | undefined) {
  const settledAt = statement?.status === 'settled' ? statement.since : null;
  const items: readonly (readonly [kind: string, rule: string, at: Date | null | undefined])[] = [
    ['handover_accepted', '', delivery.takenOverAt],
    ['statement_closed', 'DEL-D01', statement?.closedAt],
    ['vehicle_ready_notified', '', delivery.notifiedAt],
    ['statement_settled', 'DEL-D14', settledAt],
    ['walk_around', 'DEL-X05', delivery.walkAroundAt],
    ['invoice_explained', 'DEL-D06', delivery.invoiceExplainedAt],
    ['customer_advised', 'DEL-D09', delivery.toldAt],
    ['documents_handed_over', 'DEL-D13', delivery.handedAt],
    ['gate_pass_issued', 'DEL-D14', delivery.gatePassIssuedAt],
    ['delivered', '', delivery.deliveredAt],
  ];
  return items.map(([kind, rule, at]) => ({ kind, rule, done: at != null, at }));
}

function documentsOf(
  delivery: FoundDelivery,
  statement: FoundStatement | undefined,
  invoices: readonly FoundInvoice[],
): object[] {
  const customerPays = statement?.bills.some(({ payer }) => payer === 'customer') ?? false;
  const needed = documentsNeeded({ workDone: statement?.workDone ?? true, customerPays });
  const own = statement ? ownDocuments(statement, invoices) : [];
  const there = [...delivery.documents, ...own].map(({ kind, documentId, documentHash }) => ({
    kind,
    documentId,
    documentHash,
    needed: needed.includes(kind),
    handed: delivery.handed.some((document) => document.documentId === documentId),
  }));
  const missing = needed.filter((kind) => !there.some((document) => document.kind === kind));
  return [...there, ...missing.map((kind) => ({ kind, needed: true }))];
}
