import { UseCase, type Call } from '@waystation/call';
import type { NotifyVehicleReadyRequest, NotifyVehicleReadyResponse } from '@waystation/contracts/billing/v1/service';
import { Deliveries } from '../store/delivery.mapping.ts';

@UseCase()
export class NotifyVehicleReady {
  constructor(private readonly deliveries: Deliveries) {}

  async execute(
    { visitId, channel }: NotifyVehicleReadyRequest,
    { actor, now }: Call,
  ): Promise<NotifyVehicleReadyResponse> {
    const delivery = await this.deliveries.get(visitId);
    delivery.notifyVehicleReady(channel, actor.id, now);
    return { visitId, status: delivery.status };
  }
}
