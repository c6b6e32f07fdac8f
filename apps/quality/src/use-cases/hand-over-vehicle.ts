import { UseCase, type Call } from '@waystation/call';
import type { HandOverVehicleRequest, HandOverVehicleResponse } from '@waystation/contracts/quality/v1/service';
import { Staff } from '@waystation/reference';
import { Inspections } from '../store/inspection.mapping.ts';
import { VisitFiles } from '../store/visit-file.mapping.ts';

@UseCase()
export class HandOverVehicle {
  constructor(
    private readonly inspections: Inspections,
    private readonly files: VisitFiles,
    private readonly staff: Staff,
  ) {}

  async execute({ visitId, ...offer }: HandOverVehicleRequest, { actor, now }: Call): Promise<HandOverVehicleResponse> {
    const [inspection, file] = await Promise.all([this.inspections.get(visitId), this.files.find(visitId)]);
    const advisorId = offer.advisorId || (file?.advisorId ?? '');
    const advisor = await this.staff.member(advisorId);
    inspection.handOverVehicle({ ...offer, advisorId }, { file, advisor }, actor, now);
    return { visitId, status: inspection.status, advisorId };
  }
}
