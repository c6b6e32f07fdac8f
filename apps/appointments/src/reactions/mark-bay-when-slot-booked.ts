import { Reaction, type Call } from '@waystation/call';
import type { SlotBooked } from '@waystation/contracts/workshop/v1/events';
import { Appointments } from '../store/appointment.mapping.ts';

@Reaction('waystation.workshop.v1.SlotBooked')
export class MarkBayWhenSlotBooked {
  constructor(private readonly appointments: Appointments) {}

  async execute({ visitId, bookingId }: SlotBooked, { happenedAt }: Call): Promise<void> {
    const appointment = await this.appointments.ofVisit(visitId);
    appointment?.markBay(bookingId, happenedAt);
  }
}
