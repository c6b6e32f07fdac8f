import { Reaction, type Call } from '@waystation/call';
import type { VisitMissed } from '@waystation/contracts/reception/v1/events';
import { Appointments } from '../store/appointment.mapping.ts';

@Reaction('waystation.reception.v1.VisitMissed')
export class MissAppointmentWhenVisitMissed {
  constructor(private readonly appointments: Appointments) {}

  async execute({ visitId, dueAt }: VisitMissed, { happenedAt }: Call): Promise<void> {
    const appointment = await this.appointments.ofVisit(visitId);
    appointment?.miss(happenedAt, dueAt);
  }
}
