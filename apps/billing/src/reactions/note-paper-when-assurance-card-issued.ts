import { Reaction, type Call } from '@waystation/call';
import type { AssuranceCardIssued } from '@waystation/contracts/quality/v1/events';
import { Deliveries } from '../store/delivery.mapping.ts';

@Reaction('waystation.quality.v1.AssuranceCardIssued')
export class NotePaperWhenAssuranceCardIssued {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ visitId, documentId, documentHash }: AssuranceCardIssued, call: Call): Promise<void> {
    const delivery = await this.deliveries.findOrOpen(visitId, call);
    delivery.notePaper({ kind: 'assurance_card', documentId, documentHash }, call.happenedAt);
  }
}
