import { UseCase, type Call } from '@waystation/call';
import type { AskDiagnosisHelpRequest, AskDiagnosisHelpResponse } from '@waystation/contracts/appointments/v1/service';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class AskDiagnosisHelp {
  constructor(private readonly appointments: Appointments) {}

  async execute(
    { appointmentId, concernId, words }: AskDiagnosisHelpRequest,
    { actor, now, newId }: Call,
  ): Promise<AskDiagnosisHelpResponse> {
    const appointment = await this.appointments.get(appointmentId);
    const questionId = newId();
    appointment.askDiagnosisHelp(questionId, concernId, words, actor.id, now);
    return { appointmentId, status: appointment.status, revision: appointment.revision, questionId };
  }
}
