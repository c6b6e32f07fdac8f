import { Reaction, type Call } from '@waystation/call';
import type { GuaranteeCertificateIssued } from '@waystation/contracts/quality/v1/events';
import { Vehicles } from '../store/vehicle.mapping.ts';

@Reaction('waystation.quality.v1.GuaranteeCertificateIssued')
export class KeepGuaranteeWhenGuaranteeCertificateIssued {
  constructor(private readonly vehicles: Vehicles) {}

  async execute({ visitId, vehicleId, guarantees }: GuaranteeCertificateIssued, { happenedAt }: Call): Promise<void> {
    const vehicle = await this.vehicles.findKnown(vehicleId);
    vehicle?.keepGuarantees(visitId, guarantees, happenedAt);
  }
}
