import { UseCase, type Call } from '@waystation/call';
import type { GreetCustomerRequest, GreetCustomerResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class GreetCustomer {
  constructor(
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
  ) {}

  async execute(
    { visitId, introduced, reasonOther }: GreetCustomerRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<GreetCustomerResponse> {
    const [visit, checkIn] = await Promise.all([this.visits.get(visitId), this.checkIns.get(visitId)]);
    checkIn.greet(introduced, reasonOther, actor.id, at);
    return { visitId, stage: visit.stage };
  }
}
