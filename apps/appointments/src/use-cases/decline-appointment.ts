import { UseCase, type Call } from '@waystation/call';
import type {
  DeclineAppointmentRequest,
  DeclineAppointmentResponse,
} from '@waystation/contracts/appointments/v1/service';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class DeclineAppointment {
  constructor(private readonly appointments: Appointments) {}

  async execute(
    { appointmentId, reason, otherStationIds }: DeclineAppointmentRequest,
    { now }: Call,
  ): Promise<DeclineAppointmentResponse> {
    const appointment = await this.appointments.get(appointmentId);
    appointment.decline(reason, otherStationIds, now);
    return { appointmentId, status: appointment.status, revision: appointment.revision };
  }
}
