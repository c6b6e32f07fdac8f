import { UseCase, type Call } from '@waystation/call';
import type { GreetCustomerRequest, GreetCustomerResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class GreetCustomer {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId, introduced, otherAdvisorReason }: GreetCustomerRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<GreetCustomerResponse> {
    const checkIn = await this.checkIns.get(visitId);
    checkIn.greet({ introduced, otherAdvisorReason }, actor.id, at);
    return { visitId };
  }
}
