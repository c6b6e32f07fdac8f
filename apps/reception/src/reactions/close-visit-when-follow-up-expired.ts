import { Reaction, type Call } from '@waystation/call';
import type { FollowUpExpired } from '@waystation/contracts/crm/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.crm.v1.FollowUpExpired')
export class CloseVisitWhenFollowUpExpired {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: FollowUpExpired, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.note('follow_up_expired', call.happenedAt);
  }
}
