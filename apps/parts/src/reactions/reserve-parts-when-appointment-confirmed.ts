import { Reaction, type Call } from '@waystation/call';
import type { AppointmentConfirmed } from '@waystation/contracts/appointments/v1/events';
import { wantsOfAppointment } from '../model/reservation-line.ts';
import { Reservations } from '../store/reservation.mapping.ts';
import { Stockrooms } from '../store/stockrooms.ts';

@Reaction('waystation.appointments.v1.AppointmentConfirmed')
export class ReservePartsWhenAppointmentConfirmed {
  constructor(
    private readonly stockrooms: Stockrooms,
    private readonly reservations: Reservations,
  ) {}

  async execute({ visitId, parts, slot }: AppointmentConfirmed, call: Call): Promise<void> {
    const wants = wantsOfAppointment(parts);
    const opened = await this.stockrooms.openFor(visitId, call, wants);
    if (wants.length === 0 && !opened.reservation) return;
    const reservation = opened.reservation ?? this.reservations.open(visitId, call);
    reservation.reserve(wants, slot?.startAt ?? null, opened.room);
    this.stockrooms.keep(opened.room);
  }
}
