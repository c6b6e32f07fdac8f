import { UseCase, type Call } from '@waystation/call';
import type { PauseJobRequest, PauseJobResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';
import { TechnicianClocks } from '../store/technician-clock.mapping.ts';

@UseCase()
export class PauseJob {
  constructor(
    private readonly jobs: Jobs,
    private readonly clocks: TechnicianClocks,
  ) {}

  async execute({ jobId, reason }: PauseJobRequest, { actor, happenedAt: at }: Call): Promise<PauseJobResponse> {
    const job = await this.jobs.get(jobId);
    job.pause(actor.id, reason, at);
    this.clocks.stop(actor.id, jobId);
    return { jobId, status: job.status };
  }
}
