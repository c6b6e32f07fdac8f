import { UseCase, type Call } from '@waystation/call';
import type { NotifyReadyRequest, NotifyReadyResponse } from '@waystation/contracts/billing/v1/service';
import { Deliveries } from '../store/delivery.mapping.ts';

@UseCase()
export class NotifyReady {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ visitId, channel }: NotifyReadyRequest, { actor, now }: Call): Promise<NotifyReadyResponse> {
    const delivery = await this.deliveries.get(visitId);
    delivery.notifyReady(channel, actor.id, now);
    return { visitId, status: delivery.status };
  }
}
