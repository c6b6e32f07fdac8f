import { Reaction, type Call } from '@waystation/call';
import type { ExpertHelpRequested } from '@waystation/contracts/workshop/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.workshop.v1.ExpertHelpRequested')
export class HoldVisitWhenExpertHelpRequested {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId, questionId }: ExpertHelpRequested, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.requestExpertHelp(questionId, call.happenedAt);
  }
}
