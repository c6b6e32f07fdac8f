import { Reaction, type Call } from '@waystation/call';
import type { VehicleDelivered } from '@waystation/contracts/billing/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.billing.v1.VehicleDelivered')
export class AdvanceVisitWhenVehicleDelivered {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: VehicleDelivered, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.note('vehicle_delivered', call.happenedAt);
  }
}
