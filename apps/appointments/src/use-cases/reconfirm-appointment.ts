import { UseCase, type Call } from '@waystation/call';
import type {
  ReconfirmAppointmentRequest,
  ReconfirmAppointmentResponse,
} from '@waystation/contracts/appointments/v1/service';
import type { LeadTime } from '../model/reminders.ts';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class ReconfirmAppointment {
  constructor(private readonly appointments: Appointments) {}

  async execute(
    { appointmentId, leadTime, answer }: ReconfirmAppointmentRequest,
    { actor, now }: Call,
  ): Promise<ReconfirmAppointmentResponse> {
    const appointment = await this.appointments.get(appointmentId);
    appointment.reconfirmAppointment({ leadTime: leadTime as LeadTime, answer }, actor, now);
    const { status, revision, isReady: ready } = appointment;
    return { appointmentId, status, revision, ready };
  }
}
