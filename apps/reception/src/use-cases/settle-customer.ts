import { UseCase, type Call } from '@waystation/call';
import type { SettleCustomerRequest, SettleCustomerResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class SettleCustomer {
  constructor(
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
  ) {}

  async execute(
    { visitId, whereabouts, reach }: SettleCustomerRequest,
    { happenedAt: at }: Call,
  ): Promise<SettleCustomerResponse> {
    const [visit, checkIn] = await Promise.all([this.visits.get(visitId), this.checkIns.get(visitId)]);
    checkIn.settleCustomer(whereabouts, reach, at);
    return { visitId, stage: visit.stage };
  }
}
