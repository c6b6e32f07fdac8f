import { UseCase, type Call } from '@waystation/call';
import type { GreetCustomerRequest, GreetCustomerResponse } from '@waystation/contracts/reception/v1/service';
import { CheckIns } from '../store/check-in.mapping.ts';

@UseCase()
export class GreetCustomer {
  constructor(private readonly checkIns: CheckIns) {}

  async execute(
    { visitId, introduced, reasonOther }: GreetCustomerRequest,
    { actor, happenedAt: at }: Call,
  ): Promise<GreetCustomerResponse> {
    const checkIn = await this.checkIns.get(visitId);
    checkIn.greet({ introduced, reasonOther }, actor.id, at);
    return { visitId };
  }
}
