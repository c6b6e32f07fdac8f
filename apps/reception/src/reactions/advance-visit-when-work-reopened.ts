import { Reaction, type Call } from '@waystation/call';
import type { WorkReopened } from '@waystation/contracts/workshop/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.workshop.v1.WorkReopened')
export class AdvanceVisitWhenWorkReopened {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: WorkReopened, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.reopenWork(call.happenedAt);
  }
}
