import { UseCase, type Call } from '@waystation/call';
import type { ExplainInvoiceRequest, ExplainInvoiceResponse } from '@waystation/contracts/billing/v1/service';
import { Deliveries } from '../store/delivery.mapping.ts';
import { Statements } from '../store/statement.mapping.ts';

@UseCase()
export class ExplainInvoice {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly statements: Statements,
  ) {}

  async execute({ visitId }: ExplainInvoiceRequest, { actor, now }: Call): Promise<ExplainInvoiceResponse> {
    const [delivery, statement] = await Promise.all([this.deliveries.get(visitId), this.statements.get(visitId)]);
    delivery.explainInvoice(statement, actor.id, now);
    return { visitId, status: delivery.status };
  }
}
