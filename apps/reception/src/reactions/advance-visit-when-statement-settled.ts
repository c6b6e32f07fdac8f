import { Reaction, type Call } from '@waystation/call';
import type { StatementSettled } from '@waystation/contracts/billing/v1/events';
import { Visits } from '../store/visit.mapping.ts';

@Reaction('waystation.billing.v1.StatementSettled')
export class AdvanceVisitWhenStatementSettled {
  constructor(private readonly visits: Visits) {}

  async execute({ visitId }: StatementSettled, call: Call): Promise<void> {
    const visit = await this.visits.findOrExpect(visitId, call);
    visit.note('statement_settled', call.happenedAt);
  }
}
