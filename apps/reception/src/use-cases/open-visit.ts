import { UseCase, type Call } from '@waystation/call';
import type { OpenVisitRequest, OpenVisitResponse } from '@waystation/contracts/reception/v1/service';
import { Stations } from '@waystation/reference';
import { unlessUnavailable } from '@waystation/service';
import { Appointments, Crm, expectedFor } from '../clients.ts';
import { CheckIn } from '../model/check-in.ts';
import type { BookedConcern } from '../model/concern.ts';
import { mustBeUnexpected } from '../model/expected.ts';
import { openingFrom, vehicleOf } from '../model/opening.ts';
import { RepairOrder } from '../model/repair-order.ts';
import { mustBeAsBooked, mustNotBeHere, seenVehicle } from '../model/vehicle-here.ts';
import type { Opening } from '../model/visit.ts';
import { Arrivals } from '../store/arrival.mapping.ts';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Lookups } from '../store/lookups.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { marksOf } from '../store/vehicle-marks.ts';
import { Visits } from '../store/visit.mapping.ts';

/** Facts from arrival, appointment and crm. */
interface Known {
  visitId: string;
  appointmentId: string;
  appointmentStatus: string | undefined;
  /** True if the arrival was registered without the appointment. */
  isFoundLate: boolean;
  vehicleConflictReason: string;
  timeZone: string;
  opening: Opening;
  concerns: BookedConcern[];
}

@UseCase()
export class OpenVisit {
  constructor(
    private readonly lookups: Lookups,
    private readonly stations: Stations,
    private readonly appointments: Appointments,
    private readonly crm: Crm,
    private readonly arrivals: Arrivals,
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
    private readonly orders: RepairOrders,
  ) {}

  async ask(request: OpenVisitRequest, call: Call): Promise<Known> {
    const { stationId, arrivalId } = request;
    const [arrival, { timeZone }] = await Promise.all([this.lookups.arrival(arrivalId), this.stations.own()]);
    const { visitId, plate, vin } = arrival;
    const appointmentId = arrival.appointmentId ?? request.appointmentId;
    const vehicleConflictReason = request.vehicleConflictReason || arrival.vehicleConflictReason;
    const appointment = appointmentId
      ? await this.appointments.getAppointment({ stationId, appointmentId }, call)
      : undefined;
    const seen = seenVehicle({ ...request, plate: request.plate || plate, vin: request.vin || vin });
    mustBeAsBooked({ seen, booked: appointment, vehicleConflictReason });
    const booked = vehicleConflictReason === 'other_vehicle' ? undefined : appointment;
    const named = request.customerId || appointment?.customerId;
    const vehicleId = request.vehicleId || booked?.vehicleId || (arrival.vehicleId ?? '');
    const customerOf = (customerId: string | undefined) =>
      customerId ? this.crm.getCustomer({ stationId, customerId }, call) : undefined;
    const [known, vehicle] = await Promise.allSettled([
      customerOf(named),
      vehicleId ? this.crm.getVehicle({ stationId, vehicleId }, call) : undefined,
    ]);
    const files = { customer: unlessUnavailable(known), vehicle: unlessUnavailable(vehicle) };
    // If no customer was named, the record of the vehicle may name its owner.
    const [owner] = await Promise.allSettled([named ? undefined : customerOf(files.vehicle?.customerId)]);
    const customer = files.customer ?? unlessUnavailable(owner!);
    const typed = { ...request, vehicleId, vin: seen.vin };
    const opening = openingFrom(typed, { appointment, booked, customer, vehicle: files.vehicle, plate });
    if (!appointment && !request.walkIn) {
      const arrived = { stationId, arrivedAt: arrival.arrivedAt, timeZone };
      mustBeUnexpected(await expectedFor(this.appointments, vehicleOf(opening), arrived, call), timeZone);
    }
    const isFoundLate = arrival.appointmentId === null && appointmentId !== '';
    const concerns = appointment?.concerns ?? [];
    const appointmentStatus = appointment?.status;
    return {
      visitId,
      appointmentId,
      appointmentStatus,
      isFoundLate,
      vehicleConflictReason,
      timeZone,
      opening,
      concerns,
    };
  }

  async execute(
    { arrivalId }: OpenVisitRequest,
    { actor, happenedAt: at, newId }: Call,
    known: Known,
  ): Promise<OpenVisitResponse> {
    const { appointmentId, opening, concerns, vehicleConflictReason } = known;
    const marks = marksOf(vehicleOf(opening), vehicleConflictReason);
    const [arrival, arrived, drafted, booked, open] = await Promise.all([
      this.arrivals.get(arrivalId),
      this.visits.get(known.visitId),
      this.orders.findOfVisit(known.visitId),
      known.isFoundLate ? this.visits.ofAppointment(appointmentId, known.appointmentStatus) : undefined,
      this.visits.openOf(marks, known.visitId),
    ]);
    mustNotBeHere(open, known.timeZone);
    if (booked) {
      arrived.cancel('came_for_appointment', at);
      arrival.belongTo(booked);
      const { id: arrivalId, source, arrivedAt } = arrival;
      booked.arrive({ arrivalId, source, vehicleConflictReason }, arrivedAt);
    }
    const visit = booked ?? arrived;
    visit.identify(marks, vehicleConflictReason);
    visit.open(opening, actor.id, at);
    arrival.receive(at);
    this.checkIns.add(CheckIn.open(visit, concerns, actor.id, at));
    const prepared = booked ? await this.orders.findOfVisit(booked.id) : drafted;
    const order = prepared ?? RepairOrder.draft(newId(), visit, [], at);
    if (!prepared) this.orders.add(order);
    order.giveTo(actor.id);
    return { visitId: visit.id, stage: visit.stage, repairOrderId: order.id };
  }
}
