import { UseCase, type Call } from '@waystation/call';
import type {
  CancelAppointmentRequest,
  CancelAppointmentResponse,
} from '@waystation/contracts/appointments/v1/service';
import { Stations } from '@waystation/reference';
import { noticeOf } from '../model/notice.ts';
import { Appointments } from '../store/appointment.mapping.ts';

@UseCase()
export class CancelAppointment {
  constructor(
    private readonly appointments: Appointments,
    private readonly stations: Stations,
  ) {}

  async execute(request: CancelAppointmentRequest, { now }: Call): Promise<CancelAppointmentResponse> {
    const { appointmentId, cancelledBy, reason } = request;
    const [appointment, { timeZone }] = await Promise.all([this.appointments.get(appointmentId), this.stations.own()]);
    appointment.cancel({ cancelledBy, reason }, noticeOf(request), timeZone, now);
    return { appointmentId, status: appointment.status, revision: appointment.revision };
  }
}
