import { Reaction, type Call } from '@waystation/call';
import type { InspectionPassed } from '@waystation/contracts/quality/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.quality.v1.InspectionPassed')
export class AdvanceVisitWhenInspectionPassed {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: InspectionPassed, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.passInspection(call.happenedAt);
  }
}
