import { UseCase, type Call } from '@waystation/call';
import type { PutOnAccountRequest, PutOnAccountResponse } from '@waystation/contracts/billing/v1/service';
import { Invoices } from '../store/invoice.mapping.ts';
import { Statements } from '../store/statement.mapping.ts';

@UseCase()
export class PutOnAccount {
  constructor(
    private readonly statements: Statements,
    private readonly invoices: Invoices,
  ) {}

  async execute({ invoiceId, termsDays }: PutOnAccountRequest, { actor, now }: Call): Promise<PutOnAccountResponse> {
    const [statement, invoice, owedMinor] = await Promise.all([
      this.statements.ofInvoice(invoiceId),
      this.invoices.get(invoiceId),
      this.invoices.owedWith(invoiceId),
    ]);
    invoice.putOnAccount(termsDays, { ...statement.credit, owedMinor }, actor.id, now);
    statement.billSettled(invoiceId, now);
    return { invoiceId, status: invoice.status, dueAt: invoice.dueAt ?? undefined };
  }
}
