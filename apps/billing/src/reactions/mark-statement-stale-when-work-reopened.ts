import { Reaction, type Call } from '@waystation/call';
import type { WorkReopened } from '@waystation/contracts/workshop/v1/events';
import { Statements } from '../store/statement.mapping.ts';

@Reaction('waystation.workshop.v1.WorkReopened')
export class MarkStatementStaleWhenWorkReopened {
  constructor(private readonly statements: Statements) {}

  async execute({ visitId, round }: WorkReopened, { now }: Call): Promise<void> {
    const statement = await this.statements.find(visitId);
    statement?.workReopened(round, now);
  }
}
