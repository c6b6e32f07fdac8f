import { Reaction, type Call } from '@waystation/call';
import type { JobStarted } from '@waystation/contracts/workshop/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.workshop.v1.JobStarted')
export class AdvanceVisitWhenJobStarted {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: JobStarted, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.note('job_started', call.happenedAt);
  }
}
