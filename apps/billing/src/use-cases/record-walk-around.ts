import { UseCase, type Call } from '@waystation/call';
import type { RecordWalkAroundRequest, RecordWalkAroundResponse } from '@waystation/contracts/billing/v1/service';
import { Deliveries } from '../store/delivery.mapping.ts';

@UseCase()
export class RecordWalkAround {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ visitId }: RecordWalkAroundRequest, { actor, now }: Call): Promise<RecordWalkAroundResponse> {
    const delivery = await this.deliveries.get(visitId);
    delivery.recordWalkAround(actor.id, now);
    return { visitId, status: delivery.status };
  }
}
