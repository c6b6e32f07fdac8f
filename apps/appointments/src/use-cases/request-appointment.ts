import { UseCase, type Call } from '@waystation/call';
import type {
  RequestAppointmentRequest,
  RequestAppointmentResponse,
} from '@waystation/contracts/appointments/v1/service';
import { Standards, Stations } from '@waystation/reference';
import { Crm, recordsOf } from '../clients.ts';
import { Appointment } from '../model/appointment.ts';
import { defaultsOf, mustTakeVisits, requestDetailsOf, type KnownRecords } from '../model/request-details.ts';
import { Appointments } from '../store/appointment.mapping.ts';
import { indexed } from '../store/look-ups.ts';

@UseCase()
export class RequestAppointment {
  constructor(
    private readonly appointments: Appointments,
    private readonly stations: Stations,
    private readonly standards: Standards,
    private readonly crm: Crm,
  ) {}

  ask(request: RequestAppointmentRequest, call: Call): Promise<KnownRecords> {
    return recordsOf(this.crm, request, call);
  }

  async execute(
    request: RequestAppointmentRequest,
    { stationId, now, newId }: Call,
    records: KnownRecords,
  ): Promise<RequestAppointmentResponse> {
    const [station, standardVersion = ''] = await Promise.all([
      this.stations.own(),
      this.standards.versionInForce(now),
    ]);
    mustTakeVisits(station);
    const identity = {
      appointmentId: newId(),
      visitId: newId(),
      stationId,
      standardVersion,
      source: request.source,
    };
    const stated = request.concerns.map(({ kind, description }) => ({ concernId: newId(), kind, description }));
    const appointment = Appointment.request(
      identity,
      indexed(requestDetailsOf(request, records, defaultsOf(station))),
      stated,
      now,
    );
    this.appointments.add(appointment);
    const { id: appointmentId, visitId, status, revision } = appointment;
    const concernIds = stated.map(({ concernId }) => concernId);
    return { appointmentId, status, revision, visitId, concernIds, standardVersion };
  }
}
