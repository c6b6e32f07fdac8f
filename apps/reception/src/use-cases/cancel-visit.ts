import { UseCase, type Call } from '@waystation/call';
import type { CancelVisitRequest, CancelVisitResponse } from '@waystation/contracts/reception/v1/service';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class CancelVisit {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId, reason }: CancelVisitRequest, { happenedAt: at }: Call): Promise<CancelVisitResponse> {
    const visit = await this.visits.get(visitId);
    visit.cancel(reason, at);
    return { visitId, stage: visit.stage };
  }
}
