import { UseCase, type Call } from '@waystation/call';
import type { PickToShelfRequest, PickToShelfResponse } from '@waystation/contracts/parts/v1/service';
import { milliOf } from '../model/quantity.ts';
import { Stockrooms } from '../store/stockrooms.ts';

@UseCase()
export class PickToShelf {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ visitId, shelf, bin, parts }: PickToShelfRequest, call: Call): Promise<PickToShelfResponse> {
    const wanted = parts.map(({ partNumber, quantity }) => ({ partNumber, milli: milliOf(quantity) }));
    const { room, reservation } = await this.stockrooms.openForReserved(visitId, call);
    const place = { shelf, bin, clerkId: call.actor.id };
    const picked = reservation.pick(place, wanted.length > 0 ? wanted : undefined, room);
    this.stockrooms.keep(room);
    return { visitId, ...picked };
  }
}
