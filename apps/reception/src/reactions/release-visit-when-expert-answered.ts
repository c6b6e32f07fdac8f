import { Reaction, type Call } from '@waystation/call';
import type { ExpertAnswered } from '@waystation/contracts/workshop/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.workshop.v1.ExpertAnswered')
export class ReleaseVisitWhenExpertAnswered {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId, questionId }: ExpertAnswered, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.hearExpert(questionId, call.happenedAt);
  }
}
