import { Reaction } from '@waystation/call';
import type { AppointmentMoved } from '@waystation/contracts/appointments/v1/events';
import { Reservations } from '../store/reservation.mapping.ts';

@Reaction('waystation.appointments.v1.AppointmentMoved')
export class MoveReservationWhenAppointmentMoved {
  constructor(private readonly reservations: Reservations) {}

  async execute({ visitId, slot }: AppointmentMoved): Promise<void> {
    const reservation = await this.reservations.find(visitId);
    if (slot) reservation?.moveTo(slot.startAt!);
  }
}
