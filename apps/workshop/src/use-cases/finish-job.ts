import { UseCase, type Call } from '@waystation/call';
import type { FinishJobRequest, FinishJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';
import { VisitWorks } from '../store/visit-work.mapping.ts';

@UseCase()
export class FinishJob {
  constructor(
    private readonly works: VisitWorks,
    private readonly jobs: Jobs,
  ) {}

  async execute({ jobId }: FinishJobRequest, { actor, happenedAt: at }: Call): Promise<FinishJobResponse> {
    const [work, job] = await Promise.all([this.works.ofJob(jobId), this.jobs.get(jobId)]);
    job.finish(actor, at);
    work.note(job, at);
    return { jobId, status: job.status };
  }
}
