import { UseCase, type Call } from '@waystation/call';
import type { PauseJobRequest, PauseJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class PauseJob {
  constructor(private readonly jobs: Jobs) {}

  async execute({ jobId, reason }: PauseJobRequest, { actor, happenedAt: at }: Call): Promise<PauseJobResponse> {
    const job = await this.jobs.get(jobId);
    job.pause(actor, reason, at);
    return { jobId, status: job.status };
  }
}
