import { UseCase, type Call } from '@waystation/call';
import { Appointments } from '../store/appointment.mapping.ts';

/** Requests the reconfirmation of an appointment a day before. */
@UseCase()
export class RemindOneDayBefore {
  constructor(private readonly appointments: Appointments) {}

  async execute({ subjectId }: { stationId: string; subjectId: string }, { now }: Call): Promise<void> {
    const appointment = await this.appointments.get(subjectId);
    appointment.remind('day', now);
  }
}
