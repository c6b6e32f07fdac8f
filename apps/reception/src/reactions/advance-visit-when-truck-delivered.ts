import { Reaction, type Call } from '@waystation/call';
import type { TruckDelivered } from '@waystation/contracts/billing/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.billing.v1.TruckDelivered')
export class AdvanceVisitWhenTruckDelivered {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: TruckDelivered, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.note('truck_delivered', call.happenedAt);
  }
}
