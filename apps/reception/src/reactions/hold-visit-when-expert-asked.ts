import { Reaction, type Call } from '@waystation/call';
import type { ExpertAsked } from '@waystation/contracts/workshop/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.workshop.v1.ExpertAsked')
export class HoldVisitWhenExpertAsked {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId, questionId }: ExpertAsked, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.askExpert(questionId, call.happenedAt);
  }
}
