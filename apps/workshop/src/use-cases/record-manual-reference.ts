import { UseCase, type Call } from '@waystation/call';
import type {
  RecordManualReferenceRequest,
  RecordManualReferenceResponse,
} from '@waystation/contracts/workshop/v1/service';
import { Jobs } from '../store/job.mapping.ts';

@UseCase()
export class RecordManualReference {
  constructor(private readonly jobs: Jobs) {}

  async execute(
    { jobId, document, section, purpose }: RecordManualReferenceRequest,
    { actor, now }: Call,
  ): Promise<RecordManualReferenceResponse> {
    const job = await this.jobs.get(jobId);
    job.recordManualReference({ document, section, purpose }, actor, now);
    return { jobId, status: job.status };
  }
}
