import { UseCase, type Call } from '@waystation/call';
import type { ReturnToolRequest, ReturnToolResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class ReturnTool {
  constructor(private readonly jobs: Jobs) {}

  async execute({ jobId, toolNumber }: ReturnToolRequest, { actor, now }: Call): Promise<ReturnToolResponse> {
    const job = await this.jobs.get(jobId);
    job.returnTool(toolNumber, actor, now);
    return { jobId, status: job.status };
  }
}
