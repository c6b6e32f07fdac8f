import { UseCase, type Call } from '@waystation/call';
import type { SetApprovalLimitRequest, SetApprovalLimitResponse } from '@waystation/contracts/crm/v1/service';
import { Customers } from '../store/customer.mapping.ts';

@UseCase()
export class SetApprovalLimit {
  constructor(private readonly customers: Customers) {}

  async execute(
    { customerId, contactId, mayApprove, approvalLimitMinor }: SetApprovalLimitRequest,
    { now }: Call,
  ): Promise<SetApprovalLimitResponse> {
    const customer = await this.customers.get(customerId);
    customer.setApprovalLimit(contactId, { mayApprove, approvalLimitMinor }, now);
    return { customerId, revision: customer.revision };
  }
}
