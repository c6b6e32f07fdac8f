import { Reaction, type Call } from '@waystation/call';
import type { RepairOrderCountersigned } from '@waystation/contracts/reception/v1/events';
import { Deliveries } from '../store/delivery.mapping.ts';

@Reaction('waystation.reception.v1.RepairOrderCountersigned')
export class NoteDocumentWhenRepairOrderCountersigned {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ visitId, documentId, documentHash }: RepairOrderCountersigned, call: Call): Promise<void> {
    const delivery = await this.deliveries.findOrOpen(visitId, call);
    delivery.noteDocument({ kind: 'repair_order', documentId, documentHash }, call.happenedAt);
  }
}
