import { UseCase, type Call } from '@waystation/call';
import type {
  ReconfirmAppointmentRequest,
  ReconfirmAppointmentResponse,
} from '@waystation/contracts/appointments/v1/service';
import type { Ahead } from '../model/reminders.ts';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class ReconfirmAppointment {
  constructor(private readonly appointments: Appointments) {}

  async execute(
    { appointmentId, ahead, answer }: ReconfirmAppointmentRequest,
    { actor, now }: Call,
  ): Promise<ReconfirmAppointmentResponse> {
    const appointment = await this.appointments.get(appointmentId);
    appointment.reconfirmAppointment({ ahead: ahead as Ahead, answer }, actor, now);
    const { status, revision, isReady: ready } = appointment;
    return { appointmentId, status, revision, ready };
  }
}
