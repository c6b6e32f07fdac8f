import { Reaction, type Call } from '@waystation/call';
import type { VisitCancelled } from '@waystation/contracts/reception/v1/events';
import { Bookings } from '../store/booking.mapping.ts';

@Reaction('waystation.reception.v1.VisitCancelled')
export class FreeSlotWhenVisitCancelled {
  constructor(private readonly bookings: Bookings) {}

  async execute({ visitId }: VisitCancelled, { happenedAt }: Call): Promise<void> {
    const bookings = await this.bookings.ofVisit(visitId);
    for (const booking of bookings) booking.free('visit_cancelled', happenedAt);
    this.bookings.removeReleased(bookings);
  }
}
