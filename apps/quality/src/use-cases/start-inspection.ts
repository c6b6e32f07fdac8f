import { UseCase, type Call } from '@waystation/call';
import type { StartInspectionRequest, StartInspectionResponse } from '@waystation/contracts/quality/v1/service';
import { Inspections } from '../store/inspection.mapping.ts';
import { Forms, Staff } from '../store/reference-data.ts';

@UseCase()
export class StartInspection {
  constructor(
    private readonly inspections: Inspections,
    private readonly forms: Forms,
    private readonly staff: Staff,
  ) {}

  async execute(
    { visitId, formId, formVersion }: StartInspectionRequest,
    { actor, stationId, now }: Call,
  ): Promise<StartInspectionResponse> {
    const [inspection, forms, member] = await Promise.all([
      this.inspections.get(visitId),
      this.forms.versionAndNext(formId, formVersion),
      this.staff.member(stationId, actor.id),
    ]);
    inspection.start({ formId, formVersion }, { ...forms, member }, actor, now);
    return { visitId, status: inspection.status };
  }
}
