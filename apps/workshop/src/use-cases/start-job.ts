import { UseCase, type Call } from '@waystation/call';
import type { StartJobRequest, StartJobResponse } from '@waystation/contracts/workshop/v1/service';
import { TechnicianClock } from '../model/technician-clock.ts';
import { Jobs } from '../store/job.mapping.ts';
import { TechnicianClocks } from '../store/technician-clock.mapping.ts';

@UseCase()
export class StartJob {
  constructor(
    private readonly jobs: Jobs,
    private readonly clocks: TechnicianClocks,
  ) {}

  async execute({ jobId }: StartJobRequest, { actor, happenedAt: at, newId }: Call): Promise<StartJobResponse> {
    const job = await this.jobs.get(jobId);
    job.start(actor.id, at);
    this.clocks.add(TechnicianClock.start(newId(), actor.id, job, at));
    return { jobId, status: job.status };
  }
}
