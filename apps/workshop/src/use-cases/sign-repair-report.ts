import { UseCase, type Call } from '@waystation/call';
import type { SignRepairReportRequest, SignRepairReportResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class SignRepairReport {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, workDone, signatureHash }: SignRepairReportRequest,
    { actor, now }: Call,
  ): Promise<SignRepairReportResponse> {
    const job = await this.jobs.get(jobId);
    job.signRepairReport({ workDone, signatureHash }, actor.id, now);
    return { jobId, status: job.status };
  }
}
