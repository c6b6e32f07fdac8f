import { Reaction, type Call } from '@waystation/call';
import type { AppointmentConfirmed } from '@waystation/contracts/appointments/v1/events';
import { Bookings } from '../store/booking.mapping.ts';

@Reaction('waystation.appointments.v1.AppointmentConfirmed')
export class BookSlotWhenAppointmentConfirmed {
  constructor(private readonly bookings: Bookings) {}

  async execute({ visitId, slot }: AppointmentConfirmed, call: Call): Promise<void> {
    if (slot) await this.bookings.settle(visitId, { slots: [slot], forAppointment: true }, 'not_needed', call);
  }
}
