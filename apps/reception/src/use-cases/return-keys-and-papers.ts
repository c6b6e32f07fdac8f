import { UseCase, type Call } from '@waystation/call';
import type {
  ReturnKeysAndPapersRequest,
  ReturnKeysAndPapersResponse,
} from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class ReturnKeysAndPapers {
  constructor(
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
  ) {}

  async execute(
    { visitId }: ReturnKeysAndPapersRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<ReturnKeysAndPapersResponse> {
    const [visit, checkIn] = await Promise.all([this.visits.get(visitId), this.checkIns.get(visitId)]);
    checkIn.returnKeysAndPapers(actor.id, at);
    return { visitId, stage: visit.stage };
  }
}
