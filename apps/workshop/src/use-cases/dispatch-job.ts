import { UseCase, type Call } from '@waystation/call';
import type { DispatchJobRequest, DispatchJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class DispatchJob {
  constructor(
    private readonly jobs: Jobs,
    private readonly works: VisitWorks,
  ) {}

  async execute(
    { jobId, bayId, leadTechnicianId, technicianIds }: DispatchJobRequest,
    { now }: Call,
  ): Promise<DispatchJobResponse> {
    const [job, work] = await Promise.all([this.jobs.get(jobId), this.works.ofJob(jobId)]);
    job.dispatch({ bayId, leadTechnicianId, technicianIds }, now);
    work.dispatched(job);
    return { jobId, status: job.status };
  }
}
