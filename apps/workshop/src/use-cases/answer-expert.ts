import { UseCase, type Call } from '@waystation/call';
import type { AnswerExpertRequest, AnswerExpertResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class AnswerExpert {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, questionId, words }: AnswerExpertRequest,
    { actor, now }: Call,
  ): Promise<AnswerExpertResponse> {
    const job = await this.jobs.get(jobId);
    job.answerExpert(questionId, words, actor, now);
    return { jobId, status: job.status };
  }
}
