import { UseCase, type Call } from '@waystation/call';
import type { FitPartRequest, FitPartResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class FitPart {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, issueLineId, partNumber, quantity }: FitPartRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<FitPartResponse> {
    const job = await this.jobs.get(jobId);
    job.fitPart({ issueLineId, partNumber, quantity }, actor, at);
    return { jobId, status: job.status };
  }
}
