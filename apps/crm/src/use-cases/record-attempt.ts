import { UseCase, type Call } from '@waystation/call';
import type { RecordAttemptRequest, RecordAttemptResponse } from '@waystation/contracts/crm/v1/service';
import { Customers } from '../store/customer.mapping.ts';
import { FollowUps } from '../store/follow-up.mapping.ts';

@UseCase()
export class RecordAttempt {
  constructor(
    private readonly followUps: FollowUps,
    private readonly customers: Customers,
  ) {}

  async execute(
    { followUpId, channel, outcome }: RecordAttemptRequest,
    { actor, now }: Call,
  ): Promise<RecordAttemptResponse> {
    const [followUp, customer] = await Promise.all([
      this.followUps.get(followUpId),
      this.customers.ofFollowUp(followUpId),
    ]);
    followUp.attempt({ channel, outcome }, customer?.channelsOptedOutOf('follow_up') ?? [], actor, now);
    return { followUpId, status: followUp.status, attempts: followUp.attempts.length };
  }
}
