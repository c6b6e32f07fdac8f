import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderCountersigned } from '@waystation/contracts/reception/v1/events';
import { VisitFiles } from '../store/visit-file.mapping.ts';

@Reaction('waystation.reception.v1.RepairOrderCountersigned')
export class NoteOrderWhenRepairOrderCountersigned {
  constructor(private readonly files: VisitFiles) {}

  async execute({ visitId, ...order }: RepairOrderCountersigned, call: Call): Promise<void> {
    (await this.files.findOrOpen(visitId, call)).noteOrder(order);
  }
}
