import { UseCase, type Call } from '@waystation/call';
import type { RequestExpertHelpRequest, RequestExpertHelpResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class RequestExpertHelp {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, question }: RequestExpertHelpRequest,
    { actor, now, newId }: Call,
  ): Promise<RequestExpertHelpResponse> {
    const job = await this.jobs.get(jobId);
    const questionId = newId();
    job.requestExpertHelp({ questionId, question }, actor, now);
    return { jobId, status: job.status, questionId };
  }
}
