import { UseCase, type Call } from '@waystation/call';
import type { ConfirmPreparationRequest, ConfirmPreparationResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class ConfirmPreparation {
  constructor(
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
  ) {}

  async execute(
    { visitId, ready }: ConfirmPreparationRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<ConfirmPreparationResponse> {
    const [visit, checkIn] = await Promise.all([this.visits.get(visitId), this.checkIns.get(visitId)]);
    checkIn.confirmPreparation(ready, actor.id, at);
    return { visitId, stage: visit.stage };
  }
}
