import { UseCase, type Call } from '@waystation/call';
import type { AmendAppointmentRequest, AmendAppointmentResponse } from '@waystation/contracts/appointments/v1/service';
import { Stations } from '@waystation/reference';
import { Crm, recordsOf } from '../clients.ts';
import { defaultsOf, requestDetailsOf, type KnownRecords } from '../model/request-details.ts';
import { Appointments } from '../store/appointment.mapping.ts';
import { indexed } from '../store/look-ups.ts';

@UseCase()
export class AmendAppointment {
  constructor(
    private readonly appointments: Appointments,
    private readonly stations: Stations,
    private readonly crm: Crm,
  ) {}

  ask(request: AmendAppointmentRequest, call: Call): Promise<KnownRecords> {
    return recordsOf(this.crm, request, call);
  }

  async execute(
    request: AmendAppointmentRequest,
    { now, newId }: Call,
    records: KnownRecords,
  ): Promise<AmendAppointmentResponse> {
    const { appointmentId } = request;
    const [appointment, station] = await Promise.all([this.appointments.get(appointmentId), this.stations.own()]);
    const stated = request.concerns.map(({ concernId, ...concern }) => ({
      concernId: concernId || newId(),
      ...concern,
    }));
    appointment.amend(request.revision, indexed(requestDetailsOf(request, records, defaultsOf(station))), stated, now);
    const { status, revision } = appointment;
    return { appointmentId, status, revision, concernIds: stated.map(({ concernId }) => concernId) };
  }
}
