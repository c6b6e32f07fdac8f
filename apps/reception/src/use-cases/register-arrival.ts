import { UseCase, type Call } from '@waystation/call';
import type { RegisterArrivalRequest, RegisterArrivalResponse } from '@waystation/contracts/reception/v1/service';
import type { VehicleIdentity } from '@waystation/model';
import { Standards, Stations } from '@waystation/reference';
import { unlessUnavailable } from '@waystation/service';
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
  timeZone: string;
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
    const { stationId, appointmentId, vehicleConflictReason } = request;
    const vehicle = seenVehicle(request);
    const { timeZone } = await this.stations.own();
    if (!appointmentId) {
      const arrived = { stationId, arrivedAt: call.happenedAt, timeZone };
      const expected = expectedOf(await expectedFor(this.appointments, vehicle, arrived, call), timeZone);
      const { appointmentId: found = '', status } = expected ?? {};
      return {
        vehicle: withBooked({ seen: vehicle, booked: expected, vehicleConflictReason: '' }),
        appointmentId: found,
        status,
        timeZone,
      };
    }
    const [answer] = await Promise.allSettled([this.appointments.getAppointment({ stationId, appointmentId }, call)]);
    const booked = unlessUnavailable(answer);
    const recognised = { seen: vehicle, booked, vehicleConflictReason };
    mustBeAsBooked(recognised);
    return { vehicle: withBooked(recognised), appointmentId, status: booked?.status, timeZone };
  }

  async execute(
    request: RegisterArrivalRequest,
    { stationId, happenedAt: at, newId }: Call,
    { vehicle, appointmentId, status: appointmentStatus, timeZone }: Seen,
  ): Promise<RegisterArrivalResponse> {
    const { plate, vin, source, vehicleConflictReason } = request;
    const marks = marksOf(vehicle, vehicleConflictReason);
    const [booked, open, { status }, standardVersion] = await Promise.all([
      appointmentId ? this.visits.ofAppointment(appointmentId, appointmentStatus) : undefined,
      this.visits.openOf(marks),
      this.stations.own(),
      this.standards.versionInForce(at),
    ]);
    mustNotBeHere(open, timeZone);
    if (!booked) mustTakeIn(status);
    const visit = booked ?? this.visits.expect({ visitId: newId(), stationId, standardVersion });
    visit.identify(marks, vehicleConflictReason);
    const sighting = { appointmentId, plate, vin, source, vehicleConflictReason };
    const arrival = Arrival.register(newId(), visit, sighting, at);
    this.arrivals.add(arrival);
    visit.arrive({ arrivalId: arrival.id, source, vehicleConflictReason }, at);
    return { arrivalId: arrival.id, visitId: visit.id, stage: visit.stage, appointmentId };
  }
}
