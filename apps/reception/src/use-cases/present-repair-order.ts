import { UseCase, type Call } from '@waystation/call';
import type { PresentRepairOrderRequest, PresentRepairOrderResponse } from '@waystation/contracts/reception/v1/service';
import { DocumentRenderer, Documents } from '@waystation/documents';
import { orderDocument, orderPaper, type RenderedOrder } from '../papers/order-paper.ts';
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

  /** The paper as it is to be shown; none while there is nothing to be shown yet. */
  async ask({ visitId }: PresentRepairOrderRequest, call: Call): Promise<RenderedOrder | undefined> {
    const facts = await this.lookups.orderToShow(visitId);
    if (!facts.quote) return undefined;
    // What was signed of an earlier revision is no signature of this one.
    const paper = orderPaper({ ...facts, signatures: [] }, call.now);
    return { revision: facts.revision, ...(await this.renderer.render(paper, call, facts.revision)) };
  }

  async execute(
    { visitId }: PresentRepairOrderRequest,
    { happenedAt: at, newId }: Call,
    shown: RenderedOrder | undefined,
  ): Promise<PresentRepairOrderResponse> {
    const order = await this.orders.ofVisit(visitId);
    const kept = shown && this.documents.keep(orderDocument(newId(), order, shown, at));
    const paper = kept && { documentId: kept.id, documentHash: kept.sha256, says: shown.paper };
    order.present(paper, shown?.revision ?? 0, at);
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
