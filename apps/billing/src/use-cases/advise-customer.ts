import { UseCase, type Call } from '@waystation/call';
import type { AdviseCustomerRequest, AdviseCustomerResponse } from '@waystation/contracts/billing/v1/service';
import { Deliveries } from '../store/delivery.mapping.ts';

@UseCase()
export class AdviseCustomer {
  constructor(private readonly deliveries: Deliveries) {}

  async execute(
    { visitId, nextServiceAt, nextServiceKm, wearExplained }: AdviseCustomerRequest,
    { actor, now }: Call,
  ): Promise<AdviseCustomerResponse> {
    const delivery = await this.deliveries.get(visitId);
    delivery.adviseCustomer({ nextServiceAt, nextServiceKm, wearExplained }, actor.id, now);
    return { visitId, status: delivery.status };
  }
}
