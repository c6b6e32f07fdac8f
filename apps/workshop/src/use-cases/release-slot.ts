import { UseCase, type Call } from '@waystation/call';
import type { ReleaseSlotRequest, ReleaseSlotResponse } from '@waystation/contracts/workshop/v1/service';
import { Bookings } from '../store/booking.mapping.ts';

@UseCase()
export class ReleaseSlot {
  constructor(private readonly bookings: Bookings) {}

  async execute({ bookingId: id, visitId }: ReleaseSlotRequest, { now }: Call): Promise<ReleaseSlotResponse> {
    // Undefined if the hold expired and was deleted.
    const booking = await this.bookings.findBy({ id, visitId });
    booking?.cancelHold('not_needed', now);
    this.bookings.removeReleased(booking ? [booking] : []);
    return { bookingId: id };
  }
}
