import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderChanged } from '@waystation/contracts/reception/v1/events';
import { VisitFiles } from '../store/visit-file.mapping.ts';

@Reaction('waystation.reception.v1.RepairOrderChanged')
export class NoteOrderWhenRepairOrderChanged {
  constructor(private readonly files: VisitFiles) {}

  async execute({ visitId, ...order }: RepairOrderChanged, call: Call): Promise<void> {
    (await this.files.findOrOpen(visitId, call)).noteOrder(order);
  }
}
