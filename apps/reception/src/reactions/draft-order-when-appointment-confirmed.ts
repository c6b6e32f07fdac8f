import { Reaction, type Call } from '@waystation/call';
import type { AppointmentConfirmed } from '@waystation/contracts/appointments/v1/events';
import { LabourOperations } from '@waystation/reference';
import { orderedOperation, proposals } from '../model/order-item.ts';
import { RepairOrder } from '../model/repair-order.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';

@Reaction('waystation.appointments.v1.AppointmentConfirmed')
export class DraftOrderWhenAppointmentConfirmed {
  constructor(
    private readonly orders: RepairOrders,
    private readonly operations: LabourOperations,
  ) {}

  async execute(event: AppointmentConfirmed, { stationId, happenedAt: at, newId }: Call): Promise<void> {
    const { visitId, operations, parts } = event;
    const codes = operations.map(({ code }) => code);
    const [known, published] = await Promise.all([
      this.orders.findOfVisit(visitId),
      this.operations.inForce(codes, at),
    ]);
    if (known) return;
    const items = proposals(operations, parts, published.map(orderedOperation), newId);
    const standardVersion = event.standardVersion || undefined;
    this.orders.add(RepairOrder.draft(newId(), { stationId, visitId, standardVersion }, items, at));
  }
}
