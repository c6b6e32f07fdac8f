import { UseCase, type Call } from '@waystation/call';
import type { ParkVehicleRequest, ParkVehicleResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class ParkVehicle {
  constructor(private readonly inspections: Inspections) {}

  async execute({ visitId, space }: ParkVehicleRequest, { actor, now }: Call): Promise<ParkVehicleResponse> {
    const inspection = await this.inspections.get(visitId);
    inspection.parkVehicle(space, actor, now);
    return { visitId, status: inspection.status };
  }
}
