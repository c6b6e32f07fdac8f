import { UseCase, type Call } from '@waystation/call';
import type { PresentRepairOrderRequest, PresentRepairOrderResponse } from '@waystation/contracts/reception/v1/service';
import { DocumentRenderer, Documents } from '@waystation/documents';
import { orderDocument, orderFile, type RenderedOrder } from '../documents/order-document.ts';
import { Lookups } from '../store/lookups.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@UseCase()
export class PresentRepairOrder {
  constructor(
    private readonly lookups: Lookups,
    private readonly orders: RepairOrders,
    private readonly documents: Documents,
    private readonly renderer: DocumentRenderer,
  ) {}

  /** Document to show; undefined without a quote. */
  async ask({ visitId }: PresentRepairOrderRequest, call: Call): Promise<RenderedOrder | undefined> {
    const order = await this.lookups.orderToShow(visitId);
    if (!order.quote) return undefined;
    // A signature of an earlier revision is not valid for this one.
    const data = orderDocument({ ...order, signature: null, countersignature: null }, call.now);
    const { revision } = order;
    return { revision, ...(await this.renderer.render(data, call, revision)) };
  }

  async execute(
    { visitId }: PresentRepairOrderRequest,
    { happenedAt: at, newId }: Call,
    rendered: RenderedOrder | undefined,
  ): Promise<PresentRepairOrderResponse> {
    const order = await this.orders.ofVisit(visitId);
    const file = rendered && this.documents.keep(orderFile({ id: newId(), order, rendered, createdAt: at }));
    const document = file && { documentId: file.id, documentHash: file.sha256, says: rendered.data };
    order.present(document, rendered?.revision ?? 0, at);
    return {
      visitId,
      repairOrderId: order.id,
      status: order.status,
      orderRevision: order.revision,
      documentId: order.presentation?.documentId ?? '',
      documentHash: order.presentation?.documentHash ?? '',
    };
  }
}
