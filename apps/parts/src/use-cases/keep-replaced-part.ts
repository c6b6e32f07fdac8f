import { UseCase, type Call } from '@waystation/call';
import type { KeepReplacedPartRequest, KeepReplacedPartResponse } from '@waystation/contracts/parts/v1/service';
import { milliOf } from '../model/quantity.ts';
import { ReplacedPart } from '../model/replaced-part.ts';
import { ReplacedParts } from '../store/replaced-part.mapping.ts';
import { Reservations } from '../store/reservation.mapping.ts';

@UseCase()
export class KeepReplacedPart {
  constructor(
    private readonly replaced: ReplacedParts,
    private readonly reservations: Reservations,
  ) {}

  async execute(
    { visitId, itemId, partNumber, quantity }: KeepReplacedPartRequest,
    { actor, now, newId }: Call,
  ): Promise<KeepReplacedPartResponse> {
    const reservation = await this.reservations.get(visitId);
    reservation.mustHaveOrdered(itemId);
    const removed = { itemId, partNumber, milli: milliOf(quantity) };
    const kept = ReplacedPart.keep(newId(), reservation, removed, actor.id, now);
    this.replaced.add(kept);
    return { replacedPartId: kept.id };
  }
}
