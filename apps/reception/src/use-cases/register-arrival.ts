import { UseCase, type Call } from '@waystation/call';
import type { RegisterArrivalRequest, RegisterArrivalResponse } from '@waystation/contracts/reception/v1/service';
import type { VehicleIdentity } from '@waystation/model';
import { Standards, Stations } from '@waystation/reference';
import { unlessAway } from '@waystation/service';
import { Appointments, expectedFor } from '../clients.ts';
import { Arrival } from '../model/arrival.ts';
import { expectedOf } from '../model/expected.ts';
import { mustBeAsBooked, mustNotBeHere, mustTakeIn, seenVehicle, withBooked } from '../model/vehicle-here.ts';
import { Arrivals } from '../store/arrival.mapping.ts';
import { marksOf } from '../store/vehicle-marks.ts';
import { Visits } from '../store/visit.mapping.ts';

/** Vehicle at the gate, and its appointment. */
interface Seen {
  vehicle: VehicleIdentity;
  /** Named in the request or found by the vehicle; empty: no appointment. */
  appointmentId: string;
  /** Status of the appointment; undefined during an outage of appointments. */
  status?: string | undefined;
  zone: string;
}

@UseCase()
export class RegisterArrival {
  constructor(
    private readonly appointments: Appointments,
    private readonly arrivals: Arrivals,
    private readonly visits: Visits,
    private readonly stations: Stations,
    private readonly standards: Standards,
  ) {}

  async ask(request: RegisterArrivalRequest, call: Call): Promise<Seen> {
    const { stationId, appointmentId, vehicleReason } = request;
    const vehicle = seenVehicle(request);
    const { zone } = await this.stations.own();
    if (!appointmentId) {
      const arrived = { stationId, arrivedAt: call.happenedAt, zone };
      const expected = expectedOf(await expectedFor(this.appointments, vehicle, arrived, call), zone);
      const { appointmentId: found = '', status } = expected ?? {};
      return {
        vehicle: withBooked({ seen: vehicle, booked: expected, vehicleReason: '' }),
        appointmentId: found,
        status,
        zone,
      };
    }
    const [answer] = await Promise.allSettled([this.appointments.getAppointment({ stationId, appointmentId }, call)]);
    const booked = unlessAway(answer);
    const recognised = { seen: vehicle, booked, vehicleReason };
    mustBeAsBooked(recognised);
    return { vehicle: withBooked(recognised), appointmentId, status: booked?.status, zone };
  }

  async execute(
    request: RegisterArrivalRequest,
    { stationId, happenedAt: at, newId }: Call,
    { vehicle, appointmentId, status: appointmentStatus, zone }: Seen,
  ): Promise<RegisterArrivalResponse> {
    const { plate, vin, noticedBy, vehicleReason } = request;
    const marks = marksOf(vehicle, vehicleReason);
    const [booked, open, { status }, standardVersion] = await Promise.all([
      appointmentId ? this.visits.ofAppointment(appointmentId, appointmentStatus) : undefined,
      this.visits.openOf(marks),
      this.stations.own(),
      this.standards.versionInForce(at),
    ]);
    mustNotBeHere(open, zone);
    if (!booked) mustTakeIn(status);
    const visit = booked ?? this.visits.expect({ visitId: newId(), stationId, standardVersion });
    visit.identify(marks, vehicleReason);
    const sighting = { appointmentId, plate, vin, noticedBy, vehicleReason };
    const arrival = Arrival.register(newId(), visit, sighting, at);
    this.arrivals.add(arrival);
    visit.arrive({ arrivalId: arrival.id, noticedBy, vehicleReason }, at);
    return { arrivalId: arrival.id, visitId: visit.id, stage: visit.stage, appointmentId };
  }
}
