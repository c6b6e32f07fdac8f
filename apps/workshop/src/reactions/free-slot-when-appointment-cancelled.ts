import { Reaction, type Call } from '@waystation/call';
import type { AppointmentCancelled } from '@waystation/contracts/appointments/v1/events';
import { Bookings } from '../store/booking.mapping.ts';

@Reaction('waystation.appointments.v1.AppointmentCancelled')
export class FreeSlotWhenAppointmentCancelled {
  constructor(private readonly bookings: Bookings) {}

  async execute({ visitId }: AppointmentCancelled, { happenedAt }: Call): Promise<void> {
    const bookings = await this.bookings.ofVisit(visitId);
    for (const booking of bookings) booking.free('appointment_cancelled', happenedAt);
    this.bookings.removeReleased(bookings);
  }
}
