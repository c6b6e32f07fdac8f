import { UseCase, type Call } from '@waystation/call';
import type { TakePaymentRequest, TakePaymentResponse } from '@waystation/contracts/billing/v1/service';
import { Invoices } from '../store/invoice.mapping.ts';
import { Statements } from '../store/statement.mapping.ts';

@UseCase()
export class TakePayment {
  constructor(
    private readonly statements: Statements,
    private readonly invoices: Invoices,
  ) {}

  async execute(request: TakePaymentRequest, { actor, now, newId }: Call): Promise<TakePaymentResponse> {
    const { invoiceId, amountMinor, method, accompaniedBy, reference } = request;
    const [statement, invoice] = await Promise.all([
      this.statements.ofInvoice(invoiceId),
      this.invoices.get(invoiceId),
    ]);
    const paymentId = newId();
    invoice.takePayment({ paymentId, amountMinor, method, cashierId: actor.id, accompaniedBy, reference }, now);
    if (invoice.isSettled) statement.statementSettled(invoiceId, now);
    return { invoiceId, status: invoice.status, paymentId, openMinor: invoice.openMinor };
  }
}
