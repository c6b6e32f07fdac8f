import { Query, type Call } from '@waystation/call';
import { GetDeliveryResponse, type GetDeliveryRequest } from '@waystation/contracts/billing/v1/service';
import { NotFound } from '@waystation/model';
import { Reader, selectOf, type RowOf } from '@waystation/store';
import { ownDocuments } from '../model/delivery.ts';
import { documentsNeeded } from '../model/documents-needed.ts';
import { deliveryMapping } from '../store/delivery.mapping.ts';
import { invoiceMapping } from '../store/invoice.mapping.ts';
import { statementMapping } from '../store/statement.mapping.ts';

const ofDelivery = selectOf(
  deliveryMapping,
  `visitId, status, documents, handedOver, gatePass, handoverAcceptedAt, advisorId, notifiedAt, walkAroundAt, invoiceExplainedAt, customerAdvisedAt,
   nextServiceAt, nextServiceKm, wearExplained, handedOverAt, gatePassIssuedAt, deliveredAt`,
);
const ofStatement = selectOf(statementMapping, 'status, since, closedAt, workDone, bills, documentId, documentHash');
const ofInvoice = selectOf(invoiceMapping, 'payer, documentId, documentHash');
const deliveryText = `select ${ofDelivery} from delivery where station_id = $1 and id = $2`;
const statementText = `select ${ofStatement} from statement where station_id = $1 and id = $2`;
const invoicesText = `select ${ofInvoice} from invoice where station_id = $1 and visit_id = $2 order by id`;

type FoundDelivery = RowOf<typeof ofDelivery>;
type FoundStatement = RowOf<typeof ofStatement>;
type FoundInvoice = RowOf<typeof ofInvoice>;

@Query()
export class GetDelivery {
  constructor(private readonly reader: Reader) {}

  async execute({ visitId }: GetDeliveryRequest, { now }: Call): Promise<GetDeliveryResponse> {
    const ofVisit = [this.reader.station, visitId];
    const [[delivery], [statement], invoices] = await Promise.all([
      this.reader.rows<FoundDelivery>(deliveryText, ofVisit),
      this.reader.rows<FoundStatement>(statementText, ofVisit),
      this.reader.rows<FoundInvoice>(invoicesText, ofVisit),
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
    ['handover_accepted', '', delivery.handoverAcceptedAt],
    ['statement_closed', 'DEL-D01', statement?.closedAt],
    ['vehicle_ready_notified', '', delivery.notifiedAt],
    ['statement_settled', 'DEL-D14', settledAt],
    ['walk_around', 'DEL-X05', delivery.walkAroundAt],
    ['invoice_explained', 'DEL-D06', delivery.invoiceExplainedAt],
    ['customer_advised', 'DEL-D09', delivery.customerAdvisedAt],
    ['documents_handed_over', 'DEL-D13', delivery.handedOverAt],
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
    handedOver: delivery.handedOver.some((document) => document.documentId === documentId),
  }));
  const missing = needed.filter((kind) => !there.some((document) => document.kind === kind));
  return [...there, ...missing.map((kind) => ({ kind, needed: true }))];
}
