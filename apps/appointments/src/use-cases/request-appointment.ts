import { UseCase, type Call } from '@waystation/call';
import type {
  RequestAppointmentRequest,
  RequestAppointmentResponse,
} from '@waystation/contracts/appointments/v1/service';
import { Crm, filesOf } from '../clients.ts';
import { Appointment } from '../model/appointment.ts';
import { wishOf, type Files } from '../model/wish.ts';
import { Appointments } from '../store/appointment.mapping.ts';
import { indexed } from '../store/look-ups.ts';
import { Standards, Stations } from '../store/reference-data.ts';

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
    const [customs, standardVersion] = await Promise.all([
      this.stations.openCustoms(stationId),
      this.standards.versionInForce(stationId, now),
    ]);
    const beginnings = {
      appointmentId: newId(),
      visitId: newId(),
      stationId,
      standardVersion,
      source: request.source,
    };
    const said = request.concerns.map(({ kind, description }) => ({ concernId: newId(), kind, description }));
    const appointment = Appointment.request(beginnings, indexed(wishOf(request, files, customs)), said, now);
    this.appointments.add(appointment);
    const { id: appointmentId, visitId, status, revision } = appointment;
    const concernIds = said.map(({ concernId }) => concernId);
    return { appointmentId, status, revision, visitId, concernIds, standardVersion };
  }
}
