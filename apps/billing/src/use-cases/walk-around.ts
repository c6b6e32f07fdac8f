import { UseCase, type Call } from '@waystation/call';
import type { WalkAroundRequest, WalkAroundResponse } from '@waystation/contracts/billing/v1/service';
import { Deliveries } from '../store/delivery.mapping.ts';

@UseCase()
export class WalkAround {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ visitId }: WalkAroundRequest, { actor, now }: Call): Promise<WalkAroundResponse> {
    const delivery = await this.deliveries.get(visitId);
    delivery.walkAround(actor.id, now);
    return { visitId, status: delivery.status };
  }
}
