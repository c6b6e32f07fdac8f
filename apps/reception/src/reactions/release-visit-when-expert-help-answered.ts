import { Reaction, type Call } from '@waystation/call';
import type { ExpertHelpAnswered } from '@waystation/contracts/workshop/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.workshop.v1.ExpertHelpAnswered')
export class ReleaseVisitWhenExpertHelpAnswered {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId, questionId }: ExpertHelpAnswered, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.recordExpertAnswer(questionId, call.happenedAt);
  }
}
