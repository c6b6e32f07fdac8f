import { UseCase, type Call } from '@waystation/call';
import type { ReassignJobRequest, ReassignJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';
import { TechnicianClocks } from '../store/technician-clock.mapping.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class ReassignJob {
  constructor(
    private readonly jobs: Jobs,
    private readonly works: VisitWorks,
    private readonly clocks: TechnicianClocks,
  ) {}

  async execute(
    { jobId, bayId, leadTechnicianId, technicianIds }: ReassignJobRequest,
    { now }: Call,
  ): Promise<ReassignJobResponse> {
    const [job, work] = await Promise.all([this.jobs.get(jobId), this.works.ofJob(jobId)]);
    const before = job.leadTechnicianId;
    const takenOff = job.reassign({ bayId, leadTechnicianId, technicianIds }, now);
    work.reassigned(job, before);
    for (const technicianId of takenOff) this.clocks.stop(technicianId, jobId);
    return { jobId, status: job.status };
  }
}
