import { UseCase, type Call } from '@waystation/call';
import type { HandOnWorkRequest, HandOnWorkResponse } from '@waystation/contracts/workshop/v1/service';
import { Staff } from '../store/reference-data.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class HandOnWork {
  constructor(
    private readonly works: VisitWorks,
    private readonly staff: Staff,
  ) {}

  async execute(
    { visitId, leadTechnicianId }: HandOnWorkRequest,
    { stationId, now }: Call,
  ): Promise<HandOnWorkResponse> {
    const [work, staff] = await Promise.all([this.works.get(visitId), this.staff.of(stationId, [leadTechnicianId])]);
    work.handOn(leadTechnicianId, staff, now);
    return { visitId, status: work.status };
  }
}
