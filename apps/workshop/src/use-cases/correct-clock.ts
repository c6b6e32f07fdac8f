import { UseCase, type Call } from '@waystation/call';
import type { CorrectClockRequest, CorrectClockResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class CorrectClock {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, entryNumber, startedAt, endedAt, reason, remarks }: CorrectClockRequest,
    { actor, now }: Call,
  ): Promise<CorrectClockResponse> {
    const job = await this.jobs.get(jobId);
    job.correctClock({ entryNumber, startedAt: startedAt!, endedAt, reason, remarks }, actor, now);
    return { jobId, status: job.status };
  }
}
