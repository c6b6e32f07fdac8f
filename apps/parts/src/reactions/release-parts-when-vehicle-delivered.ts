import { Reaction, type Call } from '@waystation/call';
import type { VehicleDelivered } from '@waystation/contracts/billing/v1/events';
import { Stockrooms } from '../store/stockrooms.ts';

@Reaction('waystation.billing.v1.VehicleDelivered')
export class ReleasePartsWhenVehicleDelivered {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ visitId }: VehicleDelivered, call: Call): Promise<void> {
    const { room, reservation } = await this.stockrooms.openFor(visitId, call);
    reservation?.releaseAfterDelivery(room);
    this.stockrooms.keep(room);
  }
}
