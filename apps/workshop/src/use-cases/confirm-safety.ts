import { UseCase, type Call } from '@waystation/call';
import type { ConfirmSafetyRequest, ConfirmSafetyResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class ConfirmSafety {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, code }: ConfirmSafetyRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<ConfirmSafetyResponse> {
    const job = await this.jobs.get(jobId);
    job.confirmSafety(code, actor, at);
    return { jobId, status: job.status };
  }
}
