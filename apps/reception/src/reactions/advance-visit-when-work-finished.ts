import { Reaction, type Call } from '@waystation/call';
import type { WorkFinished } from '@waystation/contracts/workshop/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.workshop.v1.WorkFinished')
export class AdvanceVisitWhenWorkFinished {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: WorkFinished, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.note('work_finished', call.happenedAt);
  }
}
