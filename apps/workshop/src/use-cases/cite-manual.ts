import { UseCase, type Call } from '@waystation/call';
import type { CiteManualRequest, CiteManualResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class CiteManual {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, document, section, purpose }: CiteManualRequest,
    { actor, now }: Call,
  ): Promise<CiteManualResponse> {
    const job = await this.jobs.get(jobId);
    job.citeManual({ document, section, purpose }, actor, now);
    return { jobId, status: job.status };
  }
}
