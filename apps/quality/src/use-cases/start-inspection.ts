import { UseCase, type Call } from '@waystation/call';
import type { StartInspectionRequest, StartInspectionResponse } from '@waystation/contracts/quality/v1/service';
import { Forms, Staff } from '@waystation/reference';
import { Inspections } from '../store/inspection.mapping.ts';

@UseCase()
export class StartInspection {
  constructor(
    private readonly inspections: Inspections,
    private readonly forms: Forms,
    private readonly staff: Staff,
  ) {}

  async execute(
    { visitId, formId, formVersion }: StartInspectionRequest,
    { actor, now }: Call,
  ): Promise<StartInspectionResponse> {
    const [inspection, forms, member] = await Promise.all([
      this.inspections.get(visitId),
      this.forms.versionAndNext(formId, formVersion),
      this.staff.member(actor.id),
    ]);
    inspection.start({ formId, formVersion }, { ...forms, member }, actor, now);
    return { visitId, status: inspection.status };
  }
}
