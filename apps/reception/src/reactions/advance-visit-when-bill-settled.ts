import { Reaction, type Call } from '@waystation/call';
import type { BillSettled } from '@waystation/contracts/billing/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.billing.v1.BillSettled')
export class AdvanceVisitWhenBillSettled {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: BillSettled, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.note('bill_settled', call.happenedAt);
  }
}
