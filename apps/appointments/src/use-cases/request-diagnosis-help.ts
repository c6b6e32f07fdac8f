import { UseCase, type Call } from '@waystation/call';
import type {
  RequestDiagnosisHelpRequest,
  RequestDiagnosisHelpResponse,
} from '@waystation/contracts/appointments/v1/service';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class RequestDiagnosisHelp {
  constructor(private readonly appointments: Appointments) {}

  async execute(
    { appointmentId, concernId, question }: RequestDiagnosisHelpRequest,
    { actor, now, newId }: Call,
  ): Promise<RequestDiagnosisHelpResponse> {
    const appointment = await this.appointments.get(appointmentId);
    const questionId = newId();
    appointment.requestDiagnosisHelp({ questionId, concernId, question }, actor, now);
    return { appointmentId, status: appointment.status, revision: appointment.revision, questionId };
  }
}
