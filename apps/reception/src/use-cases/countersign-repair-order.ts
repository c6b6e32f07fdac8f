import { UseCase, type Call } from '@waystation/call';
import type {
  CountersignRepairOrderRequest,
  CountersignRepairOrderResponse,
} from '@waystation/contracts/reception/v1/service';
import { DocumentRenderer, Documents } from '@waystation/documents';
import { orderFile, withSignatures, type RenderedOrder } from '../documents/order-document.ts';
import { countersignatureOf } from '../model/signature.ts';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Lookups } from '../store/lookups.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

/** Document with both signatures, and the time of the customer's, which may be withdrawn and given again meanwhile. */
interface Countersigned extends RenderedOrder {
  signedAt: string;
}

@UseCase()
export class CountersignRepairOrder {
  constructor(
    private readonly lookups: Lookups,
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
    private readonly orders: RepairOrders,
    private readonly documents: Documents,
    private readonly renderer: DocumentRenderer,
  ) {}

  /** Document with both signatures; undefined before the customer has signed. */
  async ask(request: CountersignRepairOrderRequest, call: Call): Promise<Countersigned | undefined> {
    const order = await this.lookups.orderToShow(request.visitId);
    const { presentedDocument, signature, revision } = order;
    if (!presentedDocument || !signature) return undefined;
    const countersignature = countersignatureOf(request, call.actor.id, call.now);
    const data = withSignatures(presentedDocument, { ...order, countersignature });
    const { signedAt } = signature;
    return { revision, signedAt, ...(await this.renderer.render(data, call, [revision, signedAt])) };
  }

  async execute(
    request: CountersignRepairOrderRequest,
    { actor, happenedAt: at, newId }: Call,
    rendered: Countersigned | undefined,
  ): Promise<CountersignRepairOrderResponse> {
    const { visitId } = request;
    const [visit, checkIn, order] = await Promise.all([
      this.visits.get(visitId),
      this.checkIns.get(visitId),
      this.orders.ofVisit(visitId),
    ]);
    const isThis = rendered?.revision === order.revision && rendered.signedAt === order.signature?.signedAt;
    const file = isThis && this.documents.keep(orderFile({ id: newId(), order, rendered, createdAt: at }));
    const document = file ? { documentId: file.id, documentHash: file.sha256 } : undefined;
    order.countersign(countersignatureOf(request, actor.id, at), { checkIn, visit }, document, at);
    checkIn.finish(at);
    visit.order(at);
    return {
      visitId,
      repairOrderId: order.id,
      status: order.status,
      orderRevision: order.revision,
      stage: visit.stage,
      documentId: order.countersignedDocument?.documentId ?? '',
      documentHash: order.countersignedDocument?.documentHash ?? '',
    };
  }
}
