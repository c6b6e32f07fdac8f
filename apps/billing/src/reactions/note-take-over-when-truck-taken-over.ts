import { Reaction, type Call } from '@waystation/call';
import type { TruckTakenOver } from '@waystation/contracts/reception/v1/events';
import { Deliveries } from '../store/delivery.mapping.ts';

@Reaction('waystation.reception.v1.TruckTakenOver')
export class NoteTakeOverWhenTruckTakenOver {
  constructor(private readonly deliveries: Deliveries) {}

  async execute({ visitId, advisorId }: TruckTakenOver, call: Call): Promise<void> {
    const delivery = await this.deliveries.findOrOpen(visitId, call);
    delivery.noteTakeOver(advisorId, call.happenedAt);
  }
}
