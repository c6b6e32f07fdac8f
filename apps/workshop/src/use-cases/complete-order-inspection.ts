import { UseCase, type Call } from '@waystation/call';
import type {
  CompleteOrderInspectionRequest,
  CompleteOrderInspectionResponse,
} from '@waystation/contracts/workshop/v1/service';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class CompleteOrderInspection {
  constructor(private readonly works: VisitWorks) {}

  async execute(
    { visitId, formId, formVersion, points }: CompleteOrderInspectionRequest,
    { actor, now }: Call,
  ): Promise<CompleteOrderInspectionResponse> {
    const work = await this.works.get(visitId);
    work.finish({ formId, formVersion, points }, actor.id, now);
    return { visitId, status: work.status };
  }
}
