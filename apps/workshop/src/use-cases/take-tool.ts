import { UseCase, type Call } from '@waystation/call';
import type { TakeToolRequest, TakeToolResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class TakeTool {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, toolNumber, toolKind, calibrationDueAt }: TakeToolRequest,
    { actor, now }: Call,
  ): Promise<TakeToolResponse> {
    const job = await this.jobs.get(jobId);
    job.takeTool({ toolNumber, toolKind, calibrationDueAt }, actor, now);
    return { jobId, status: job.status };
  }
}
