import { UseCase, type Call } from '@waystation/call';
import type { ParkTruckRequest, ParkTruckResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class ParkTruck {
  constructor(private readonly inspections: Inspections) {}

  async execute({ visitId, space }: ParkTruckRequest, { actor, now }: Call): Promise<ParkTruckResponse> {
    const inspection = await this.inspections.get(visitId);
    inspection.park(space, actor, now);
    return { visitId, status: inspection.status };
  }
}
