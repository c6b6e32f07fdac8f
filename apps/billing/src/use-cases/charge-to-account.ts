import { UseCase, type Call } from '@waystation/call';
import type { ChargeToAccountRequest, ChargeToAccountResponse } from '@waystation/contracts/billing/v1/service';
import { Invoices } from '../store/invoice.mapping.ts';
import { Statements } from '../store/statement.mapping.ts';

@UseCase()
export class ChargeToAccount {
  constructor(
    private readonly statements: Statements,
    private readonly invoices: Invoices,
  ) {}

  async execute(
    { invoiceId, termsDays }: ChargeToAccountRequest,
    { actor, now }: Call,
  ): Promise<ChargeToAccountResponse> {
    const [statement, invoice, owedMinor] = await Promise.all([
      this.statements.ofInvoice(invoiceId),
      this.invoices.get(invoiceId),
      this.invoices.owedWith(invoiceId),
    ]);
    invoice.chargeToAccount(termsDays, { ...statement.credit, owedMinor }, actor.id, now);
    statement.statementSettled(invoiceId, now);
    return { invoiceId, status: invoice.status, dueAt: invoice.dueAt ?? undefined };
  }
}
