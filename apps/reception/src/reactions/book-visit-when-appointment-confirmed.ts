import { Reaction, type Call } from '@waystation/call';
import type { AppointmentConfirmed } from '@waystation/contracts/appointments/v1/events';
import { graceMinutes } from '../model/grace.ts';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.appointments.v1.AppointmentConfirmed')
export class BookVisitWhenAppointmentConfirmed {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId, ...booking }: AppointmentConfirmed, call: Call): Promise<void> {
    const [visit, standard] = await Promise.all([
      this.visits.findOrExpect(visitId, { ...call, standardVersion: booking.standardVersion || undefined }),
      call.standard(booking.standardVersion),
    ]);
    visit.book(booking, graceMinutes(standard), call.happenedAt);
  }
}
