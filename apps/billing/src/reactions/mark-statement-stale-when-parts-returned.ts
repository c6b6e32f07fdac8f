import { Reaction, type Call } from '@waystation/call';
import type { PartsReturned } from '@waystation/contracts/parts/v1/events';
import { Statements } from '../store/statement.mapping.ts';

@Reaction('waystation.parts.v1.PartsReturned')
export class MarkStatementStaleWhenPartsReturned {
  constructor(private readonly statements: Statements) {}

  async execute({ visitId, parts }: PartsReturned, { happenedAt, now }: Call): Promise<void> {
    const statement = await this.statements.find(visitId);
    statement?.partsReturned(parts, happenedAt, now);
  }
}
