import { UseCase, type Call } from '@waystation/call';
import type {
  CompleteSelfInspectionRequest,
  CompleteSelfInspectionResponse,
} from '@waystation/contracts/workshop/v1/service';
import { Forms } from '@waystation/reference';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class CompleteSelfInspection {
  constructor(
    private readonly jobs: Jobs,
    private readonly forms: Forms,
  ) {}

  async execute(
    { jobId, formId, formVersion, points }: CompleteSelfInspectionRequest,
    { actor, now }: Call,
  ): Promise<CompleteSelfInspectionResponse> {
    const [job, form] = await Promise.all([this.jobs.get(jobId), this.forms.version(formId, formVersion)]);
    job.completeSelfInspection({ formId, formVersion, points }, form, actor, now);
    return { jobId, status: job.status };
  }
}
