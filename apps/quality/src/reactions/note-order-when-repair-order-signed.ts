import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderSigned } from '@waystation/contracts/reception/v1/events';
import { VisitFiles } from '../store/visit-file.mapping.ts';

@Reaction('waystation.reception.v1.RepairOrderSigned')
export class NoteOrderWhenRepairOrderSigned {
  constructor(private readonly files: VisitFiles) {}

  async execute({ visitId, ...order }: RepairOrderSigned, call: Call): Promise<void> {
    (await this.files.findOrOpen(visitId, call)).noteOrder(order);
  }
}
