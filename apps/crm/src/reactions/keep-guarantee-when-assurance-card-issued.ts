import { Reaction, type Call } from '@waystation/call';
import type { AssuranceCardIssued } from '@waystation/contracts/quality/v1/events';
import { Vehicles } from '../store/vehicle.mapping.ts';

@Reaction('waystation.quality.v1.AssuranceCardIssued')
export class KeepGuaranteeWhenAssuranceCardIssued {
  constructor(private readonly vehicles: Vehicles) {}

  async execute({ visitId, vehicleId, guarantees }: AssuranceCardIssued, { happenedAt }: Call): Promise<void> {
    const vehicle = await this.vehicles.findKnown(vehicleId);
    vehicle?.keepGuarantees(visitId, guarantees, happenedAt);
  }
}
