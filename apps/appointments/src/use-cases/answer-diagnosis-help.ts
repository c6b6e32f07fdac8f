import { UseCase, type Call } from '@waystation/call';
import type {
  AnswerDiagnosisHelpRequest,
  AnswerDiagnosisHelpResponse,
} from '@waystation/contracts/appointments/v1/service';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class AnswerDiagnosisHelp {
  constructor(private readonly appointments: Appointments) {}

  async execute(
    { appointmentId, questionId, answer }: AnswerDiagnosisHelpRequest,
    { actor, now }: Call,
  ): Promise<AnswerDiagnosisHelpResponse> {
    const appointment = await this.appointments.get(appointmentId);
    appointment.answerDiagnosisHelp({ questionId, answer }, actor, now);
    return { appointmentId, status: appointment.status, revision: appointment.revision };
  }
}
