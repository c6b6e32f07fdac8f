import { UseCase, type Call } from '@waystation/call';
import type {
  CompleteSelfInspectionRequest,
  CompleteSelfInspectionResponse,
} from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class CompleteSelfInspection {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, formId, formVersion, points }: CompleteSelfInspectionRequest,
    { actor, now }: Call,
  ): Promise<CompleteSelfInspectionResponse> {
    const job = await this.jobs.get(jobId);
    job.completeSelfInspection({ formId, formVersion, points }, actor.id, now);
    return { jobId, status: job.status };
  }
}
