import { UseCase, type Call } from '@waystation/call';
import type { PresentRepairOrderRequest, PresentRepairOrderResponse } from '@waystation/contracts/reception/v1/service';
import { renderPaper } from '@waystation/documents';
import { Documents } from '@waystation/documents';
import { orderDocument, orderPaper, type RenderedOrder } from '../papers/order-paper.ts';
import { Lookups } from '../store/lookups.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@UseCase()
export class PresentRepairOrder {
  constructor(
    private readonly lookups: Lookups,
    private readonly orders: RepairOrders,
    private readonly documents: Documents,
  ) {}

  /** The paper as it is to be shown; none while there is nothing to be shown yet. */
  async ask({ visitId }: PresentRepairOrderRequest, { now }: Call): Promise<RenderedOrder | undefined> {
    const facts = await this.lookups.orderToShow(visitId);
    if (!facts.quote) return undefined;
    return { revision: facts.revision, content: await renderPaper(orderPaper(facts, now)) };
  }

  async execute(
    { visitId }: PresentRepairOrderRequest,
    { happenedAt: at, newId }: Call,
    shown: RenderedOrder | undefined,
  ): Promise<PresentRepairOrderResponse> {
    const order = await this.orders.ofVisit(visitId);
    const paper = shown && this.documents.keep(orderDocument(newId(), order, shown, at));
    order.present(paper && { documentId: paper.id, documentHash: paper.sha256 }, shown?.revision ?? 0, at);
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
