import { UseCase, type Call } from '@waystation/call';
import type { HandOverDocumentsRequest, HandOverDocumentsResponse } from '@waystation/contracts/billing/v1/service';
import { ownDocuments } from '../model/delivery.ts';
import { Deliveries } from '../store/delivery.mapping.ts';
import { Invoices } from '../store/invoice.mapping.ts';
import { Statements } from '../store/statement.mapping.ts';

@UseCase()
export class HandOverDocuments {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly statements: Statements,
    private readonly invoices: Invoices,
  ) {}

  async execute(
    { visitId, medium }: HandOverDocumentsRequest,
    { actor, now }: Call,
  ): Promise<HandOverDocumentsResponse> {
    const [delivery, statement, invoices] = await Promise.all([
      this.deliveries.get(visitId),
      this.statements.get(visitId),
      this.invoices.ofVisit(visitId),
    ]);
    delivery.handOverDocuments(medium, statement, ownDocuments(statement, invoices), actor.id, now);
    return { visitId, documents: delivery.handedOver };
  }
}
