import { UseCase, type Call } from '@waystation/call';
import type { ExplainDifferenceRequest, ExplainDifferenceResponse } from '@waystation/contracts/billing/v1/service';
import { Statements } from '../store/statement.mapping.ts';

@UseCase()
export class ExplainDifference {
  constructor(private readonly statements: Statements) {}

  async execute(
    { visitId, differenceId, reason, words }: ExplainDifferenceRequest,
    { actor, now }: Call,
  ): Promise<ExplainDifferenceResponse> {
    const statement = await this.statements.get(visitId);
    statement.explainDifference(differenceId, { reason, words }, actor.id, now);
    return { visitId, differenceId, differencesLeft: statement.unexplained.length };
  }
}
