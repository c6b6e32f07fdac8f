import { Reaction, type Call } from '@waystation/call';
import type { VehicleHandedOver } from '@waystation/contracts/quality/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.quality.v1.VehicleHandedOver')
export class AdvanceVisitWhenVehicleHandedOver {
  constructor(private readonly visits: Visits) {}

  async execute(
    { visitId, inspectorId, orderRevision, repairExplained: isExplained }: VehicleHandedOver,
    call: Call,
  ): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.offer({ inspectorId, orderRevision, isExplained, handedOverAt: call.happenedAt });
  }
}
