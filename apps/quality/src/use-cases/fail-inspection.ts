import { UseCase, type Call } from '@waystation/call';
import type { FailInspectionRequest, FailInspectionResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class FailInspection {
  constructor(private readonly inspections: Inspections) {}

  async execute({ visitId }: FailInspectionRequest, { actor, now }: Call): Promise<FailInspectionResponse> {
    const inspection = await this.inspections.get(visitId);
    inspection.fail(actor, now);
    return { visitId, status: inspection.status };
  }
}
