import { UseCase, type Call } from '@waystation/call';
import type { TellCustomerRequest, TellCustomerResponse } from '@waystation/contracts/billing/v1/service';
import { Deliveries } from '../store/delivery.mapping.ts';

@UseCase()
export class TellCustomer {
  constructor(private readonly deliveries: Deliveries) {}

  async execute(
    { visitId, nextServiceAt, nextServiceKm, wearTold }: TellCustomerRequest,
    { actor, now }: Call,
  ): Promise<TellCustomerResponse> {
    const delivery = await this.deliveries.get(visitId);
    delivery.tellCustomer({ nextServiceAt, nextServiceKm, wearTold }, actor.id, now);
    return { visitId, status: delivery.status };
  }
}
