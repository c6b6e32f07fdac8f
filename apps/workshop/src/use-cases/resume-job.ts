import { UseCase, type Call } from '@waystation/call';
import type { ResumeJobRequest, ResumeJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class ResumeJob {
  constructor(private readonly jobs: Jobs) {}

  async execute({ jobId }: ResumeJobRequest, { actor, happenedAt: at }: Call): Promise<ResumeJobResponse> {
    const job = await this.jobs.get(jobId);
    job.resume(actor, at);
    return { jobId, status: job.status };
  }
}
