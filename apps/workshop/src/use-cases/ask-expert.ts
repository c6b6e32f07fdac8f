import { UseCase, type Call } from '@waystation/call';
import type { AskExpertRequest, AskExpertResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class AskExpert {
  constructor(private readonly jobs: Jobs) {}

  async execute({ jobId, words }: AskExpertRequest, { actor, now, newId }: Call): Promise<AskExpertResponse> {
    const job = await this.jobs.get(jobId);
    const questionId = newId();
    job.askExpert(questionId, words, actor, now);
    return { jobId, status: job.status, questionId };
  }
}
