import { Reaction, type Call } from '@waystation/call';
import type { AppointmentCancelled } from '@waystation/contracts/appointments/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.appointments.v1.AppointmentCancelled')
export class CancelBookingWhenAppointmentCancelled {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: AppointmentCancelled, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.cancelBooking(call.happenedAt);
  }
}
