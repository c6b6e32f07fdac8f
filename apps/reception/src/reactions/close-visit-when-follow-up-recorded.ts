import { Reaction, type Call } from '@waystation/call';
import type { FollowUpRecorded } from '@waystation/contracts/crm/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.crm.v1.FollowUpRecorded')
export class CloseVisitWhenFollowUpRecorded {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: FollowUpRecorded, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.note('follow_up_recorded', call.happenedAt);
  }
}
