import { UseCase, type Call } from '@waystation/call';
import type { SignRepairOrderRequest, SignRepairOrderResponse } from '@waystation/contracts/reception/v1/service';
import { renderPaper } from '@waystation/documents';
import { Documents } from '@waystation/documents';
import { signatureOf } from '../model/signature.ts';
import { orderDocument, orderPaper, type RenderedOrder } from '../papers/order-paper.ts';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Lookups } from '../store/lookups.ts';
import { Forms } from '../store/reference-data.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class SignRepairOrder {
  constructor(
    private readonly lookups: Lookups,
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
    private readonly orders: RepairOrders,
    private readonly forms: Forms,
    private readonly documents: Documents,
  ) {}

  /** With the advisor's signature the order is whole: the paper with both. */
  async ask(request: SignRepairOrderRequest, { actor, now }: Call): Promise<RenderedOrder | undefined> {
    if (request.signer !== 'advisor') return undefined;
    const facts = await this.lookups.orderToShow(request.visitId);
    if (!facts.quote) return undefined;
    const signatures = [...facts.signatures, signatureOf(request, actor.id, now)];
    return { revision: facts.revision, content: await renderPaper(orderPaper({ ...facts, signatures }, now)) };
  }

  async execute(
    request: SignRepairOrderRequest,
    { actor, happenedAt: at, newId }: Call,
    signed: RenderedOrder | undefined,
  ): Promise<SignRepairOrderResponse> {
    const { visitId, signer, consentFormId, consentFormVersion } = request;
    const [visit, checkIn, order, consent] = await Promise.all([
      this.visits.get(visitId),
      this.checkIns.get(visitId),
      this.orders.ofVisit(visitId),
      this.forms.version(consentFormId, consentFormVersion),
    ]);
    const signature = signatureOf(request, actor.id, at);
    if (signer === 'customer') {
      order.signByCustomer(signature, { checkIn, visit, consent }, at);
    } else {
      const isThis = signed?.revision === order.revision;
      const paper = isThis ? this.documents.keep(orderDocument(newId(), order, signed, at)) : undefined;
      order.sign(signature, { checkIn, visit }, paper && { documentId: paper.id, documentHash: paper.sha256 }, at);
      checkIn.finish(at);
      visit.note('order_signed', at);
    }
    return {
      visitId,
      repairOrderId: order.id,
      status: order.status,
      orderRevision: order.revision,
      stage: visit.stage,
      documentId: order.signedPaper?.documentId ?? '',
      documentHash: order.signedPaper?.documentHash ?? '',
    };
  }
}
