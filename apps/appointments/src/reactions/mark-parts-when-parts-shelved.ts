import { Reaction, type Call } from '@waystation/call';
import type { PartsShelved } from '@waystation/contracts/parts/v1/events';
import { Appointments } from '../store/appointment.mapping.ts';

@Reaction('waystation.parts.v1.PartsShelved')
export class MarkPartsWhenPartsShelved {
  constructor(private readonly appointments: Appointments) {}

  async execute({ visitId, complete }: PartsShelved, { happenedAt }: Call): Promise<void> {
    const appointment = await this.appointments.ofVisit(visitId);
    if (complete) appointment?.markAutomatically({ item: 'parts', ready: true, reason: '' }, happenedAt);
  }
}
