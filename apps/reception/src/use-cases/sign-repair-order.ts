import { UseCase, type Call } from '@waystation/call';
import type { SignRepairOrderRequest, SignRepairOrderResponse } from '@waystation/contracts/reception/v1/service';
import { refuseUnprintable } from '@waystation/documents';
import { Forms } from '@waystation/reference';
import { withSignatures } from '../documents/order-document.ts';
import { signatureOf } from '../model/signature.ts';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Lookups } from '../store/lookups.ts';
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
  ) {}

  /** Refuses an unprintable name while the signer is present, not only when the advisor countersigns. */
  async ask(request: SignRepairOrderRequest, { actor, now }: Call): Promise<void> {
    const order = await this.lookups.orderToShow(request.visitId);
    const signature = signatureOf(request, actor.id, now);
    if (order.presentedDocument) refuseUnprintable(withSignatures(order.presentedDocument, { ...order, signature }));
  }

  async execute(request: SignRepairOrderRequest, { actor, happenedAt: at }: Call): Promise<SignRepairOrderResponse> {
    const { visitId, consentFormId, consentFormVersion } = request;
    const [visit, checkIn, order, consent] = await Promise.all([
      this.visits.get(visitId),
      this.checkIns.get(visitId),
      this.orders.ofVisit(visitId),
      this.forms.version(consentFormId, consentFormVersion),
    ]);
    order.sign(signatureOf(request, actor.id, at), { checkIn, visit, consent }, at);
    return { visitId, repairOrderId: order.id, status: order.status, orderRevision: order.revision };
  }
}
