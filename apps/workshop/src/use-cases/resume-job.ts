import { UseCase, type Call } from '@waystation/call';
import type { ResumeJobRequest, ResumeJobResponse } from '@waystation/contracts/workshop/v1/service';
import { TechnicianClock } from '../model/technician-clock.ts';
import { Jobs } from '../store/job.mapping.ts';
import { TechnicianClocks } from '../store/technician-clock.mapping.ts';

@UseCase()
export class ResumeJob {
  constructor(
    private readonly jobs: Jobs,
    private readonly clocks: TechnicianClocks,
  ) {}

  async execute({ jobId }: ResumeJobRequest, { actor, happenedAt: at, newId }: Call): Promise<ResumeJobResponse> {
    const job = await this.jobs.get(jobId);
    job.resume(actor.id, at);
    this.clocks.add(TechnicianClock.start(newId(), actor.id, job, at));
    return { jobId, status: job.status };
  }
}
