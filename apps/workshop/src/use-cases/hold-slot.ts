import { UseCase, type Call } from '@waystation/call';
import type { HoldSlotRequest, HoldSlotResponse } from '@waystation/contracts/workshop/v1/service';
import { Booking } from '../model/booking.ts';
import { longestMinutes, mustHaveRoom, slotUpTo } from '../model/free-slots.ts';
import { Bookings } from '../store/booking.mapping.ts';

@UseCase()
export class HoldSlot {
  constructor(private readonly bookings: Bookings) {}

  async execute(request: HoldSlotRequest, { stationId, now, newId }: Call): Promise<HoldSlotResponse> {
    const { visitId, standardVersion, bayId, technicianId, replaces } = request;
    const slot = slotUpTo(longestMinutes, { start: request.startAt!, end: request.endAt! }, 'end_at');
    const [, calendar, own] = await Promise.all([
      this.bookings.lockCalendar(),
      this.bookings.calendar({ within: slot, now, exceptVisitId: visitId, technicianId }),
      this.bookings.ofVisit(visitId),
    ]);
    const room = { bayId, technicianId, ...slot };
    mustHaveRoom(calendar, request, room, now);
    const replaced = own.filter(({ id }) => replaces.includes(id));
    for (const booking of replaced) booking.cancelHold('replaced', now);
    this.bookings.removeReleased(replaced);
    const visit = { stationId, visitId, standardVersion, forAppointment: true };
    const held = Booking.hold({ bookingId: newId(), jobId: null, ...room }, visit, now);
    this.bookings.addAll([held], now);
    return { slot: held.slot, expiresAt: held.expiresAt! };
  }
}
