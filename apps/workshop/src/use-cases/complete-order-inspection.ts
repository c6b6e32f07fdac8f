import { UseCase, type Call } from '@waystation/call';
import type {
  CompleteOrderInspectionRequest,
  CompleteOrderInspectionResponse,
} from '@waystation/contracts/workshop/v1/service';
import { Forms } from '@waystation/reference';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class CompleteOrderInspection {
  constructor(
    private readonly works: VisitWorks,
    private readonly forms: Forms,
  ) {}

  async execute(
    { visitId, formId, formVersion, points }: CompleteOrderInspectionRequest,
    { actor, now }: Call,
  ): Promise<CompleteOrderInspectionResponse> {
    const [work, form] = await Promise.all([this.works.get(visitId), this.forms.version(formId, formVersion)]);
    work.completeOrderInspection({ formId, formVersion, points }, form, actor, now);
    return { visitId, status: work.status };
  }
}
