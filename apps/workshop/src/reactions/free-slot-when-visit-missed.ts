import { Reaction, type Call } from '@waystation/call';
import type { VisitMissed } from '@waystation/contracts/reception/v1/events';
import { Bookings } from '../store/booking.mapping.ts';

@Reaction('waystation.reception.v1.VisitMissed')
export class FreeSlotWhenVisitMissed {
  constructor(private readonly bookings: Bookings) {}

  async execute({ visitId }: VisitMissed, { happenedAt }: Call): Promise<void> {
    const bookings = await this.bookings.ofVisit(visitId);
    for (const booking of bookings) booking.free('visit_missed', happenedAt);
    this.bookings.removeGone(bookings);
  }
}
