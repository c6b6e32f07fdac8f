import { UseCase, type Call } from '@waystation/call';
import type { ConfirmPreparationRequest, ConfirmPreparationResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class ConfirmPreparation {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId, ready }: ConfirmPreparationRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<ConfirmPreparationResponse> {
    const checkIn = await this.checkIns.get(visitId);
    checkIn.confirmPreparation(ready, actor.id, at);
    return { visitId };
  }
}
