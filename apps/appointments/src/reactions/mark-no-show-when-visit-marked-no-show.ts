import { Reaction, type Call } from '@waystation/call';
import type { VisitMarkedNoShow } from '@waystation/contracts/reception/v1/events';
import { Appointments } from '../store/appointment.mapping.ts';

@Reaction('waystation.reception.v1.VisitMarkedNoShow')
export class MarkNoShowWhenVisitMarkedNoShow {
  constructor(private readonly appointments: Appointments) {}

  async execute({ visitId, dueAt }: VisitMarkedNoShow, { happenedAt }: Call): Promise<void> {
    const appointment = await this.appointments.ofVisit(visitId);
    appointment?.markNoShow({ dueAt }, happenedAt);
  }
}
