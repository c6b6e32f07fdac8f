import { Reaction, type Call } from '@waystation/call';
import type { VisitOpened } from '@waystation/contracts/reception/v1/events';
import { Appointments } from '../store/appointment.mapping.ts';

@Reaction('waystation.reception.v1.VisitOpened')
export class KeepAppointmentWhenVisitOpened {
  constructor(private readonly appointments: Appointments) {}

  async execute({ visitId }: VisitOpened, { happenedAt }: Call): Promise<void> {
    const appointment = await this.appointments.ofVisit(visitId);
    appointment?.keep(happenedAt);
  }
}
