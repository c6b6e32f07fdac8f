import { Reaction, type Call } from '@waystation/call';
import type { InspectionPassed } from '@waystation/contracts/quality/v1/events';
import { Deliveries } from '../store/delivery.mapping.ts';

@Reaction('waystation.quality.v1.InspectionPassed')
export class NoteDocumentWhenInspectionPassed {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ visitId, documentId, documentHash }: InspectionPassed, call: Call): Promise<void> {
    const delivery = await this.deliveries.findOrOpen(visitId, call);
    delivery.noteDocument({ kind: 'inspection_sheet', documentId, documentHash }, call.happenedAt);
  }
}
