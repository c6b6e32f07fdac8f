import { UseCase, type Call } from '@waystation/call';
import type { SignRepairOrderRequest, SignRepairOrderResponse } from '@waystation/contracts/reception/v1/service';
import { DocumentRenderer, Documents, refuseUnprintable } from '@waystation/documents';
import { Forms } from '@waystation/reference';
import { signatureOf, type Signature } from '../model/signature.ts';
import { orderFile, signedDocument, type RenderedOrder } from '../documents/order-document.ts';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Lookups } from '../store/lookups.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

/** The document with the advisor's signature, and by whom it was signed before. */
interface SignedOrder extends RenderedOrder {
  earlier: string;
}

@UseCase()
export class SignRepairOrder {
  constructor(
    private readonly lookups: Lookups,
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
    private readonly orders: RepairOrders,
    private readonly forms: Forms,
    private readonly documents: Documents,
    private readonly renderer: DocumentRenderer,
  ) {}

  /** With the advisor's signature the order is whole: the document with both. */
  async ask(request: SignRepairOrderRequest, call: Call): Promise<SignedOrder | undefined> {
    const facts = await this.lookups.orderToShow(request.visitId);
    if (!facts.shown) return undefined;
    const signatures = [...facts.signatures, signatureOf(request, call.actor.id, call.now)];
    const document = signedDocument(facts.shown, { ...facts, signatures });
    // A name that no font has is refused while its bearer is here, not when the advisor countersigns.
    if (request.signer !== 'advisor') {
      refuseUnprintable(document);
      return undefined;
    }
    const { revision } = facts;
    const earlier = timesOf(facts.signatures);
    return { revision, earlier, ...(await this.renderer.render(document, call, [revision, earlier])) };
  }

  async execute(
    request: SignRepairOrderRequest,
    { actor, happenedAt: at, newId }: Call,
    signed: SignedOrder | undefined,
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
      const isThis = signed?.revision === order.revision && signed.earlier === timesOf(order.signatures);
      const document = isThis ? this.documents.keep(orderFile(newId(), order, signed, at)) : undefined;
      order.sign(
        signature,
        { checkIn, visit },
        document && { documentId: document.id, documentHash: document.sha256 },
        at,
      );
      checkIn.finish(at);
      visit.order(at);
    }
    return {
      visitId,
      repairOrderId: order.id,
      status: order.status,
      orderRevision: order.revision,
      stage: visit.stage,
      documentId: order.signedDocument?.documentId ?? '',
      documentHash: order.signedDocument?.documentHash ?? '',
    };
  }
}

/** The customer may sign the same revision again, once their signature is withdrawn. */
function timesOf(signatures: readonly Signature[]): string {
  return signatures.map(({ signedAt }) => signedAt).join(' ');
}
