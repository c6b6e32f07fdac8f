import { Reaction, type Call } from '@waystation/call';
import type { DeliveryPromised } from '@waystation/contracts/reception/v1/events';
import { Bookings } from '../store/booking.mapping.ts';

@Reaction('waystation.reception.v1.DeliveryPromised')
export class SwapPlanWhenDeliveryPromised {
  constructor(private readonly bookings: Bookings) {}

  async execute({ visitId, slots }: DeliveryPromised, call: Call): Promise<void> {
    await this.bookings.settle(visitId, { slots }, 'plan_changed', call);
  }
}
