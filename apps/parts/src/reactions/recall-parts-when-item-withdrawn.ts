import { Reaction, type Call } from '@waystation/call';
import type { ItemWithdrawn } from '@waystation/contracts/reception/v1/events';
import { Stockrooms } from '../store/stockrooms.ts';

@Reaction('waystation.reception.v1.ItemWithdrawn')
export class RecallPartsWhenItemWithdrawn {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ visitId, itemId }: ItemWithdrawn, call: Call): Promise<void> {
    const { room, reservation } = await this.stockrooms.openFor(visitId, call);
    reservation?.recall(itemId, room);
    this.stockrooms.keep(room);
  }
}
