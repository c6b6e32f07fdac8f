import { Reaction, type Call } from '@waystation/call';
import type { PartsShort } from '@waystation/contracts/parts/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.parts.v1.PartsShort')
export class HoldVisitWhenPartsShort {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: PartsShort, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.reportPartsShort(call.happenedAt);
  }
}
