import { UseCase, type Call } from '@waystation/call';
import type { DispatchJobRequest, DispatchJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Staff, Stations } from '@waystation/reference';
import { membersOf } from '../model/team.ts';
import { Jobs } from '../store/job.mapping.ts';
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
    { now }: Call,
  ): Promise<DispatchJobResponse> {
    const team = { bayId, leadTechnicianId, otherTechnicianIds };
    const [work, job, station, staff] = await Promise.all([
      this.works.ofJob(jobId),
      this.jobs.get(jobId),
      this.stations.findOwn(),
      this.staff.members(membersOf(team)),
    ]);
    job.dispatch(team, { bays: station?.bays ?? [], staff }, now);
    work.dispatched(job);
    return { jobId, status: job.status };
  }
}
