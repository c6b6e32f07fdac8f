import { Reaction, type Call } from '@waystation/call';
import type { AppointmentMoved } from '@waystation/contracts/appointments/v1/events';
import { graceMinutes } from '../model/grace.ts';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.appointments.v1.AppointmentMoved')
export class MoveBookingWhenAppointmentMoved {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId, advisorId, slot }: AppointmentMoved, call: Call): Promise<void> {
    const [visit, standard] = await Promise.all([
      this.visits.findOrExpect(visitId, call),
      call.standard(call.standardVersion),
    ]);
    visit.move(advisorId, slot, graceMinutes(standard), call.happenedAt);
  }
}
