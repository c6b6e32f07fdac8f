import { UseCase, type Call } from '@waystation/call';
import type { ReportFindingRequest, ReportFindingResponse } from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class ReportFinding {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, description, place, severity, unsafe, componentCode, photoHashes }: ReportFindingRequest,
    { actor, happenedAt: at, newId }: Call,
  ): Promise<ReportFindingResponse> {
    const job = await this.jobs.get(jobId);
    const findingId = newId();
    const observation = { description, place, severity, unsafe, componentCode, photoHashes };
    job.reportFinding(findingId, observation, actor, at);
    return { jobId, status: job.status, findingId };
  }
}
