import { Reaction, type Call } from '@waystation/call';
import type { AppointmentMoved } from '@waystation/contracts/appointments/v1/events';
import { Bookings } from '../store/booking.mapping.ts';

@Reaction('waystation.appointments.v1.AppointmentMoved')
export class MoveSlotWhenAppointmentMoved {
  constructor(private readonly bookings: Bookings) {}

  async execute({ visitId, slot }: AppointmentMoved, call: Call): Promise<void> {
    if (slot) await this.bookings.settle(visitId, { slots: [slot], forAppointment: true }, 'appointment_moved', call);
  }
}
