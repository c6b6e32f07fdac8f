import { UseCase, type Call } from '@waystation/call';
import type {
  RequestAppointmentRequest,
  RequestAppointmentResponse,
} from '@waystation/contracts/appointments/v1/service';
import { Standards, Stations } from '@waystation/reference';
import { Crm, filesOf } from '../clients.ts';
import { Appointment } from '../model/appointment.ts';
import { customsOf, mustTakeVisits, wishOf, type Files } from '../model/wish.ts';
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

  ask(request: RequestAppointmentRequest, call: Call): Promise<Files> {
    return filesOf(this.crm, request, call);
  }

  async execute(
    request: RequestAppointmentRequest,
    { stationId, now, newId }: Call,
    files: Files,
  ): Promise<RequestAppointmentResponse> {
    const [station, standardVersion = ''] = await Promise.all([
      this.stations.own(),
      this.standards.versionInForce(now),
    ]);
    mustTakeVisits(station);
    const beginnings = {
      appointmentId: newId(),
      visitId: newId(),
      stationId,
      standardVersion,
      source: request.source,
    };
    const said = request.concerns.map(({ kind, description }) => ({ concernId: newId(), kind, description }));
    const appointment = Appointment.request(beginnings, indexed(wishOf(request, files, customsOf(station))), said, now);
    this.appointments.add(appointment);
    const { id: appointmentId, visitId, status, revision } = appointment;
    const concernIds = said.map(({ concernId }) => concernId);
    return { appointmentId, status, revision, visitId, concernIds, standardVersion };
  }
}
