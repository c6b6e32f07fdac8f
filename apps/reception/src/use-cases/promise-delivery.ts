import { UseCase, type Call } from '@waystation/call';
import type { PromiseDeliveryRequest, PromiseDeliveryResponse } from '@waystation/contracts/reception/v1/service';
import { Parts, Workshop } from '../clients.ts';
import { partsWanted, toPlan } from '../model/order-item.ts';
import type { Plan } from '../model/repair-order.ts';
import { Lookups } from '../store/lookups.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class PromiseDelivery {
  constructor(
    private readonly workshop: Workshop,
    private readonly parts: Parts,
    private readonly lookups: Lookups,
    private readonly visits: Visits,
    private readonly orders: RepairOrders,
  ) {}

  /** Asks parts first, then the workshop for time after all parts are available. */
  async ask({ stationId, visitId }: PromiseDeliveryRequest, call: Call): Promise<Plan> {
    const { revision: orderRevision, items, standardVersion, appointmentId } = await this.lookups.orderToPlan(visitId);
    const parts = partsWanted(items);
    const there =
      parts.length > 0 ? await this.parts.checkAvailability({ stationId, visitId, parts }, call) : undefined;
    const partsAt = there ? there.allAvailableAt : call.now;
    const work = toPlan(items);
    if (work.length === 0) return { orderRevision, finishAt: partsAt ?? call.now, slots: [], partsAt };
    const plan = await this.workshop.planVisit(
      {
        stationId,
        visitId,
        standardVersion: standardVersion ?? '',
        items: work,
        notBefore: partsAt && partsAt > call.now ? partsAt : undefined,
        forAppointment: appointmentId != null,
      },
      call,
    );
    return { orderRevision, finishAt: plan.finishAt ?? call.now, slots: plan.slots, partsAt };
  }

  async execute(
    { visitId, promisedAt }: PromiseDeliveryRequest,
    { happenedAt: at }: Call,
    plan: Plan,
  ): Promise<PromiseDeliveryResponse> {
    const [visit, order] = await Promise.all([this.visits.get(visitId), this.orders.ofVisit(visitId)]);
    order.promiseDelivery(promisedAt!, plan, at);
    visit.promise({ promisedAt: promisedAt! }, at);
    return {
      visitId,
      repairOrderId: order.id,
      status: order.status,
      orderRevision: order.revision,
      promisedAt: visit.promisedAt ?? undefined,
      firstPromisedAt: visit.firstPromisedAt ?? undefined,
      finishAt: plan.finishAt,
    };
  }
}
