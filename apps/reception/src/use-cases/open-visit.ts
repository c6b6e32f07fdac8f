import { UseCase, type Call } from '@waystation/call';
import type { OpenVisitRequest, OpenVisitResponse } from '@waystation/contracts/reception/v1/service';
import { unlessAway } from '@waystation/service';
import { Appointments, Crm } from '../clients.ts';
import { CheckIn } from '../model/check-in.ts';
import type { BookedConcern } from '../model/concern.ts';
import { openingFrom } from '../model/opening.ts';
import { RepairOrder } from '../model/repair-order.ts';
import type { Opening } from '../model/visit.ts';
import { Arrivals } from '../store/arrival.mapping.ts';
import { CheckIns } from '../store/check-in.mapping.ts';
import { Lookups } from '../store/lookups.ts';
import { RepairOrders } from '../store/repair-order.mapping.ts';
import { Visits } from '../store/visit.mapping.ts';

/** What arrival, appointment and crm know together. */
interface Known {
  visitId: string;
  opening: Opening;
  concerns: BookedConcern[];
}

@UseCase()
export class OpenVisit {
  constructor(
    private readonly lookups: Lookups,
    private readonly appointments: Appointments,
    private readonly crm: Crm,
    private readonly arrivals: Arrivals,
    private readonly visits: Visits,
    private readonly checkIns: CheckIns,
    private readonly orders: RepairOrders,
  ) {}

  async ask(request: OpenVisitRequest, call: Call): Promise<Known> {
    const { stationId, arrivalId } = request;
    const { visitId, appointmentId, plate } = await this.lookups.arrival(arrivalId);
    const appointment = appointmentId
      ? await this.appointments.getAppointment({ stationId, appointmentId }, call)
      : undefined;
    const named = request.customerId || appointment?.customerId;
    const vehicleId = request.vehicleId || appointment?.vehicleId;
    const customerOf = (customerId: string | undefined) =>
      customerId ? this.crm.getCustomer({ stationId, customerId }, call) : undefined;
    const [known, vehicle] = await Promise.allSettled([
      customerOf(named),
      vehicleId ? this.crm.getVehicle({ stationId, vehicleId }, call) : undefined,
    ]);
    const files = { customer: unlessAway(known), vehicle: unlessAway(vehicle) };
    // Of a customer whom nobody named the truck's own file may know.
    const [owner] = await Promise.allSettled([named ? undefined : customerOf(files.vehicle?.customerId)]);
    const customer = files.customer ?? unlessAway(owner!);
    const opening = openingFrom(request, { appointment, customer, vehicle: files.vehicle, plate });
    return { visitId, opening, concerns: appointment?.concerns ?? [] };
  }

  async execute(
    { arrivalId }: OpenVisitRequest,
    { actor, happenedAt: at, newId }: Call,
    known: Known,
  ): Promise<OpenVisitResponse> {
    const { visitId, opening, concerns } = known;
    const [arrival, visit, drafted] = await Promise.all([
      this.arrivals.get(arrivalId),
      this.visits.get(visitId),
      this.orders.findOfVisit(visitId),
    ]);
    visit.open(opening, actor.id, at);
    arrival.receive(at);
    this.checkIns.add(CheckIn.open(visit, concerns, actor.id, at));
    const order = drafted ?? RepairOrder.draft(newId(), visit, [], at);
    if (!drafted) this.orders.add(order);
    order.giveTo(actor.id);
    return { visitId, stage: visit.stage, repairOrderId: order.id };
  }
}
