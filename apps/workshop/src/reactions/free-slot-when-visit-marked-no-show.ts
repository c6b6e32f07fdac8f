import { Reaction, type Call } from '@waystation/call';
import type { VisitMarkedNoShow } from '@waystation/contracts/reception/v1/events';
import { Bookings } from '../store/booking.mapping.ts';

@Reaction('waystation.reception.v1.VisitMarkedNoShow')
export class FreeSlotWhenVisitMarkedNoShow {
  constructor(private readonly bookings: Bookings) {}

  async execute({ visitId }: VisitMarkedNoShow, { happenedAt }: Call): Promise<void> {
    const bookings = await this.bookings.ofVisit(visitId);
    for (const booking of bookings) booking.free('visit_marked_no_show', happenedAt);
    this.bookings.removeReleased(bookings);
  }
}
