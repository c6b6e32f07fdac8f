import { Reaction, type Call } from '@waystation/call';
import type { NonconformityRaised } from '@waystation/contracts/quality/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.quality.v1.NonconformityRaised')
export class HoldVisitWhenNonconformityRaised {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId, nonconformityId }: NonconformityRaised, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.failInspection(nonconformityId, call.happenedAt);
  }
}
