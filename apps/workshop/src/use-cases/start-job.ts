import { UseCase, type Call } from '@waystation/call';
import type { StartJobRequest, StartJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class StartJob {
  constructor(private readonly jobs: Jobs) {}

  async execute({ jobId }: StartJobRequest, { actor, happenedAt: at }: Call): Promise<StartJobResponse> {
    const job = await this.jobs.get(jobId);
    job.start(actor, at);
    return { jobId, status: job.status };
  }
}
