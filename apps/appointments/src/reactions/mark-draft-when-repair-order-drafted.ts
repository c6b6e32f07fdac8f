import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderDrafted } from '@waystation/contracts/reception/v1/events';
import { Appointments } from '../store/appointment.mapping.ts';

@Reaction('waystation.reception.v1.RepairOrderDrafted')
export class MarkDraftWhenRepairOrderDrafted {
  constructor(private readonly appointments: Appointments) {}

  async execute({ visitId }: RepairOrderDrafted, { happenedAt }: Call): Promise<void> {
    const appointment = await this.appointments.ofVisit(visitId);
    appointment?.markAutomatically({ item: 'order_draft', ready: true, reason: '' }, happenedAt);
  }
}
