import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderSigned } from '@waystation/contracts/reception/v1/events';
import { Deliveries } from '../store/delivery.mapping.ts';

@Reaction('waystation.reception.v1.RepairOrderSigned')
export class NoteDocumentWhenRepairOrderSigned {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ visitId, documentId, documentHash }: RepairOrderSigned, call: Call): Promise<void> {
    const delivery = await this.deliveries.findOrOpen(visitId, call);
    delivery.noteDocument({ kind: 'repair_order', documentId, documentHash }, call.happenedAt);
  }
}
