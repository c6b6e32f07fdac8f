import { UseCase, type Call } from '@waystation/call';
import type { ReassignJobRequest, ReassignJobResponse } from '@waystation/contracts/workshop/v1/service';
import { membersOf } from '../model/team.ts';
import { Jobs } from '../store/job.mapping.ts';
import { Staff, Stations } from '../store/reference-data.ts';
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
    { stationId, now }: Call,
  ): Promise<ReassignJobResponse> {
    const team = { bayId, leadTechnicianId, otherTechnicianIds };
    const [work, job, bays, staff, bayJobId] = await Promise.all([
      this.works.ofJob(jobId),
      this.jobs.get(jobId),
      this.stations.baysOf(stationId),
      this.staff.of(stationId, membersOf(team)),
      this.jobs.otherInProgress(bayId, jobId),
    ]);
    const before = job.leadTechnicianId;
    job.reassign(team, { bays, staff, bayJobId }, now);
    work.reassigned(job, before, now);
    return { jobId, status: job.status };
  }
}
