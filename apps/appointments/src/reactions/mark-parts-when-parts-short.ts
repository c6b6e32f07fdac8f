import { Reaction, type Call } from '@waystation/call';
import type { PartsShort } from '@waystation/contracts/parts/v1/events';
import { Appointments } from '../store/appointment.mapping.ts';

@Reaction('waystation.parts.v1.PartsShort')
export class MarkPartsWhenPartsShort {
  constructor(private readonly appointments: Appointments) {}

  async execute({ visitId }: PartsShort, { happenedAt }: Call): Promise<void> {
    const appointment = await this.appointments.ofVisit(visitId);
    appointment?.markAutomatically({ item: 'parts', ready: false, reason: 'parts_short' }, happenedAt);
  }
}
