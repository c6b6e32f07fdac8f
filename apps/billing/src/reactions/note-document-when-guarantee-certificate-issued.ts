import { Reaction, type Call } from '@waystation/call';
import type { GuaranteeCertificateIssued } from '@waystation/contracts/quality/v1/events';
import { Deliveries } from '../store/delivery.mapping.ts';

@Reaction('waystation.quality.v1.GuaranteeCertificateIssued')
export class NoteDocumentWhenGuaranteeCertificateIssued {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ visitId, documentId, documentHash }: GuaranteeCertificateIssued, call: Call): Promise<void> {
    const delivery = await this.deliveries.findOrOpen(visitId, call);
    delivery.noteDocument({ kind: 'guarantee_certificate', documentId, documentHash }, call.happenedAt);
  }
}
