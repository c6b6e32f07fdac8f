import { UseCase, type Call } from '@waystation/call';
import type { CloseUnreachedRequest, CloseUnreachedResponse } from '@waystation/contracts/crm/v1/service';
import { Customers } from '../store/customer.mapping.ts';
import { FollowUps } from '../store/follow-up.mapping.ts';

@UseCase()
export class CloseUnreached {
  constructor(
    private readonly followUps: FollowUps,
    private readonly customers: Customers,
  ) {}

  async execute({ followUpId, reason }: CloseUnreachedRequest, call: Call): Promise<CloseUnreachedResponse> {
    const [followUp, customer] = await Promise.all([
      this.followUps.get(followUpId),
      this.customers.ofFollowUp(followUpId),
    ]);
    const standard = await call.standard(followUp.standardVersion);
    const optedOut = customer?.channelsOptedOutOf('follow_up') ?? [];
    followUp.closeUnreached(reason, optedOut, standard.limit('FUP-D01', 'attempts'), call.now);
    return { followUpId, status: followUp.status };
  }
}
