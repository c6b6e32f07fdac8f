import { UseCase, type Call } from '@waystation/call';
import type { AnswerExpertHelpRequest, AnswerExpertHelpResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class AnswerExpertHelp {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, questionId, answer }: AnswerExpertHelpRequest,
    { actor, now }: Call,
  ): Promise<AnswerExpertHelpResponse> {
    const job = await this.jobs.get(jobId);
    job.answerExpertHelp({ questionId, answer }, actor, now);
    return { jobId, status: job.status };
  }
}
