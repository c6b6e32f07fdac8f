import { UseCase, type Call } from '@waystation/call';
import type { ConfirmConcernsRequest, ConfirmConcernsResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class ConfirmConcerns {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId, concerns }: ConfirmConcernsRequest,
    { happenedAt: at }: Call,
  ): Promise<ConfirmConcernsResponse> {
    const checkIn = await this.checkIns.get(visitId);
    checkIn.confirmConcerns(concerns, at);
    return { visitId };
  }
}
