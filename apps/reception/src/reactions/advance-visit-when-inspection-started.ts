import { Reaction, type Call } from '@waystation/call';
import type { InspectionStarted } from '@waystation/contracts/quality/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.quality.v1.InspectionStarted')
export class AdvanceVisitWhenInspectionStarted {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: InspectionStarted, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.note('inspection_started', call.happenedAt);
  }
}
