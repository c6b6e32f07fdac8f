import { UseCase, type Call } from '@waystation/call';
import type { FitCoversRequest, FitCoversResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class FitCovers {
  constructor(
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
  ) {}

  async execute(
    { visitId, customerPresent }: FitCoversRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<FitCoversResponse> {
    const [visit, checkIn] = await Promise.all([this.visits.get(visitId), this.checkIns.get(visitId)]);
    checkIn.fitCovers(customerPresent, actor.id, at);
    return { visitId, stage: visit.stage };
  }
}
