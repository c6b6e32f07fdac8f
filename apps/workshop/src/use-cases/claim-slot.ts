import { UseCase, type Call } from '@waystation/call';
import type { ClaimSlotRequest, ClaimSlotResponse } from '@waystation/contracts/workshop/v1/service';
import { Bookings } from '../store/booking.mapping.ts';

@UseCase()
export class ClaimSlot {
  constructor(private readonly bookings: Bookings) {}

  async execute({ bookingId: id, visitId }: ClaimSlotRequest, { now }: Call): Promise<ClaimSlotResponse> {
    const booking = await this.bookings.getBy({ id, visitId });
    const expiresAt = booking.claim(now);
    return { slot: booking.slot, expiresAt };
  }
}
