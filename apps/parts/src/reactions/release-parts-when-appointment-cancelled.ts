import { Reaction, type Call } from '@waystation/call';
import type { AppointmentCancelled } from '@waystation/contracts/appointments/v1/events';
import { Stockrooms } from '../store/stockrooms.ts';

@Reaction('waystation.appointments.v1.AppointmentCancelled')
export class ReleasePartsWhenAppointmentCancelled {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ visitId }: AppointmentCancelled, call: Call): Promise<void> {
    const { room, reservation } = await this.stockrooms.openFor(visitId, call);
    reservation?.release('appointment_cancelled', room);
    this.stockrooms.keep(room);
  }
}
