import { Reaction, type Call } from '@waystation/call';
import type { VisitMissed } from '@waystation/contracts/reception/v1/events';
import { Stockrooms } from '../store/stockrooms.ts';

@Reaction('waystation.reception.v1.VisitMissed')
export class ReleasePartsWhenVisitMissed {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ visitId }: VisitMissed, call: Call): Promise<void> {
    const { room, reservation } = await this.stockrooms.openFor(visitId, call);
    reservation?.release('visit_missed', room);
    this.stockrooms.keep(room);
  }
}
