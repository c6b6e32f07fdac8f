import { UseCase, type Call } from '@waystation/call';
import type { ReassignJobRequest, ReassignJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Staff, Stations } from '@waystation/reference';
import { membersOf } from '../model/team.ts';
import { Jobs } from '../store/job.mapping.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class ReassignJob {
  constructor(
    private readonly works: VisitWorks,
    private readonly jobs: Jobs,
    private readonly stations: Stations,
    private readonly staff: Staff,
  ) {}

  async execute(
    { jobId, bayId, leadTechnicianId, otherTechnicianIds }: ReassignJobRequest,
    { now }: Call,
  ): Promise<ReassignJobResponse> {
    const team = { bayId, leadTechnicianId, otherTechnicianIds };
    const [work, job, station, staff, bayJobId] = await Promise.all([
      this.works.ofJob(jobId),
      this.jobs.get(jobId),
      this.stations.findOwn(),
      this.staff.members(membersOf(team)),
      this.jobs.otherInProgress(bayId, jobId),
    ]);
    const before = job.leadTechnicianId;
    job.reassign(team, { bays: station?.bays ?? [], staff, bayJobId }, now);
    work.reassigned(job, before, now);
    return { jobId, status: job.status };
  }
}
