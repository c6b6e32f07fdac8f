import { UseCase, type Call } from '@waystation/call';
import { Appointments } from '../store/appointment.mapping.ts';

/** A day before, whether all is ready and whether the customer comes is to be confirmed. */
@UseCase()
export class RemindOneDayBefore {
  constructor(private readonly appointments: Appointments) {}

  async execute({ subjectId }: { stationId: string; subjectId: string }, { now }: Call): Promise<void> {
    const appointment = await this.appointments.get(subjectId);
    appointment.fallDue('day', now);
  }
}
