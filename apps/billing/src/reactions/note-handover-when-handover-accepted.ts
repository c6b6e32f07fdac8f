import { Reaction, type Call } from '@waystation/call';
import type { HandoverAccepted } from '@waystation/contracts/reception/v1/events';
import { Deliveries } from '../store/delivery.mapping.ts';

@Reaction('waystation.reception.v1.HandoverAccepted')
export class NoteHandoverWhenHandoverAccepted {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ visitId, advisorId }: HandoverAccepted, call: Call): Promise<void> {
    const delivery = await this.deliveries.findOrOpen(visitId, call);
    delivery.noteHandover(advisorId, call.happenedAt);
  }
}
