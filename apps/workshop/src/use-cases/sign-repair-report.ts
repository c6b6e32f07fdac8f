import { UseCase, type Call } from '@waystation/call';
import type { SignRepairReportRequest, SignRepairReportResponse } from '@waystation/contracts/workshop/v1/service';
import { contentHash } from '../store/content-hash.ts';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class SignRepairReport {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, workDone, signatureHash }: SignRepairReportRequest,
    { actor, now }: Call,
  ): Promise<SignRepairReportResponse> {
    const job = await this.jobs.get(jobId);
    const reportHash = contentHash(job.reportOf(workDone));
    job.signRepairReport({ workDone, signatureHash, reportHash }, actor, now);
    return { jobId, status: job.status };
  }
}
