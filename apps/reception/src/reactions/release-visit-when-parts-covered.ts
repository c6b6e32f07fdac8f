import { Reaction, type Call } from '@waystation/call';
import type { PartsCovered } from '@waystation/contracts/parts/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.parts.v1.PartsCovered')
export class ReleaseVisitWhenPartsCovered {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: PartsCovered, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.reportPartsCovered(call.happenedAt);
  }
}
