import { UseCase, type Call } from '@waystation/call';
import type { FinishJobRequest, FinishJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';
import { TechnicianClocks } from '../store/technician-clock.mapping.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class FinishJob {
  constructor(
    private readonly jobs: Jobs,
    private readonly works: VisitWorks,
    private readonly clocks: TechnicianClocks,
  ) {}

  async execute({ jobId }: FinishJobRequest, { actor, happenedAt: at }: Call): Promise<FinishJobResponse> {
    const [job, work] = await Promise.all([this.jobs.get(jobId), this.works.ofJob(jobId)]);
    job.finish(actor.id, at);
    work.note(job, at);
    this.clocks.stopAll([jobId]);
    return { jobId, status: job.status };
  }
}
