import { UseCase, type Call } from '@waystation/call';
import type { DispatchJobRequest, DispatchJobResponse } from '@waystation/contracts/workshop/v1/service';
import { membersOf } from '../model/team.ts';
import { Jobs } from '../store/job.mapping.ts';
import { Staff, Stations } from '../store/reference-data.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class DispatchJob {
  constructor(
    private readonly works: VisitWorks,
    private readonly jobs: Jobs,
    private readonly stations: Stations,
    private readonly staff: Staff,
  ) {}

  async execute(
    { jobId, bayId, leadTechnicianId, otherTechnicianIds }: DispatchJobRequest,
    { stationId, now }: Call,
  ): Promise<DispatchJobResponse> {
    const team = { bayId, leadTechnicianId, otherTechnicianIds };
    const [work, job, bays, staff] = await Promise.all([
      this.works.ofJob(jobId),
      this.jobs.get(jobId),
      this.stations.baysOf(stationId),
      this.staff.of(stationId, membersOf(team)),
    ]);
    job.dispatch(team, { bays, staff }, now);
    work.dispatched(job);
    return { jobId, status: job.status };
  }
}
