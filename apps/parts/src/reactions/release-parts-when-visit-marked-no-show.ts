import { Reaction, type Call } from '@waystation/call';
import type { VisitMarkedNoShow } from '@waystation/contracts/reception/v1/events';
import { Stockrooms } from '../store/stockrooms.ts';

@Reaction('waystation.reception.v1.VisitMarkedNoShow')
export class ReleasePartsWhenVisitMarkedNoShow {
  constructor(private readonly stockrooms: Stockrooms) {}

  async execute({ visitId }: VisitMarkedNoShow, call: Call): Promise<void> {
    const { room, reservation } = await this.stockrooms.openFor(visitId, call);
    reservation?.release('visit_marked_no_show', room);
    this.stockrooms.keep(room);
  }
}
