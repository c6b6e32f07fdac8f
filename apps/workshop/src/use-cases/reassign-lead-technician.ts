import { UseCase, type Call } from '@waystation/call';
import type {
  ReassignLeadTechnicianRequest,
  ReassignLeadTechnicianResponse,
} from '@waystation/contracts/workshop/v1/service';
import { Staff } from '@waystation/reference';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class ReassignLeadTechnician {
  constructor(
    private readonly works: VisitWorks,
    private readonly staff: Staff,
  ) {}

  async execute(
    { visitId, leadTechnicianId }: ReassignLeadTechnicianRequest,
    { now }: Call,
  ): Promise<ReassignLeadTechnicianResponse> {
    const [work, staff] = await Promise.all([this.works.get(visitId), this.staff.members([leadTechnicianId])]);
    work.reassignLeadTechnician(leadTechnicianId, staff, now);
    return { visitId, status: work.status };
  }
}
