import { UseCase, type Call } from '@waystation/call';
import type { ReportProgressRequest, ReportProgressResponse } from '@waystation/contracts/reception/v1/service';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class ReportProgress {
  constructor(private readonly visits: Visits) {}

  async execute(
    { visitId, kind, channel, remarks }: ReportProgressRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<ReportProgressResponse> {
    const visit = await this.visits.get(visitId);
    visit.reportProgress({ kind, channel, remarks }, actor.id, at);
    return { visitId, stage: visit.stage };
  }
}
