import { UseCase, type Call } from '@waystation/call';
import type { ExplainDifferenceRequest, ExplainDifferenceResponse } from '@waystation/contracts/billing/v1/service';
import { Statements } from '../store/statement.mapping.ts';

@UseCase()
export class ExplainDifference {
  constructor(private readonly statements: Statements) {}

  async execute(
    { visitId, differenceId, reason, remarks }: ExplainDifferenceRequest,
    { actor, now }: Call,
  ): Promise<ExplainDifferenceResponse> {
    const statement = await this.statements.get(visitId);
    statement.explainDifference(differenceId, { reason, remarks }, actor.id, now);
    return { visitId, differenceId, differencesLeft: statement.unexplained.length };
  }
}
