import { UseCase, type Call } from '@waystation/call';
import type { ConfirmProtectionRequest, ConfirmProtectionResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class ConfirmProtection {
  constructor(private readonly jobs: Jobs) {}

  async execute({ jobId }: ConfirmProtectionRequest, { actor, now }: Call): Promise<ConfirmProtectionResponse> {
    const job = await this.jobs.get(jobId);
    job.confirmProtection(actor, now);
    return { jobId, status: job.status };
  }
}
