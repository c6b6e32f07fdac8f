import { Reaction, type Call } from '@waystation/call';
import type { VisitCancelled } from '@waystation/contracts/reception/v1/events';
import { Stockrooms } from '../store/stockrooms.ts';

@Reaction('waystation.reception.v1.VisitCancelled')
export class ReleasePartsWhenVisitCancelled {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ visitId }: VisitCancelled, call: Call): Promise<void> {
    const { room, reservation } = await this.stockrooms.openFor(visitId, call);
    reservation?.release('visit_cancelled', room);
    this.stockrooms.keep(room);
  }
}
