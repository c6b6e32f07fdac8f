import { UseCase, type Call } from '@waystation/call';
import type { RemoveCoversRequest, RemoveCoversResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class RemoveCovers {
  constructor(
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
  ) {}

  async execute({ visitId }: RemoveCoversRequest, { actor, happenedAt: at }: Call): Promise<RemoveCoversResponse> {
    const [visit, checkIn] = await Promise.all([this.visits.get(visitId), this.checkIns.get(visitId)]);
    checkIn.removeCovers(actor.id, at);
    return { visitId, stage: visit.stage };
  }
}
