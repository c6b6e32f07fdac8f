import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderChanged } from '@waystation/contracts/reception/v1/events';
import { Statements } from '../store/statement.mapping.ts';

@Reaction('waystation.reception.v1.RepairOrderChanged')
export class MarkStatementStaleWhenRepairOrderChanged {
  constructor(private readonly statements: Statements) {}

  async execute({ visitId, orderRevision }: RepairOrderChanged, { now }: Call): Promise<void> {
    const statement = await this.statements.find(visitId);
    statement?.orderChanged(orderRevision, now);
  }
}
