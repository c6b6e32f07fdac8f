import type { Call } from '@waystation/call';
import { AppointmentsServiceService } from '@waystation/contracts/appointments/v1/service';
import { CrmServiceService } from '@waystation/contracts/crm/v1/service';
import { PartsServiceService } from '@waystation/contracts/parts/v1/service';
import { WorkshopServiceService } from '@waystation/contracts/workshop/v1/service';
import type { VehicleIdentity } from '@waystation/model';
import { Client, unlessUnavailable } from '@waystation/service';
import { expectedWithin, type Expected } from './model/expected.ts';

export class Appointments extends Client.of(AppointmentsServiceService) {}
export class Crm extends Client.of(CrmServiceService) {}
export class Parts extends Client.of(PartsServiceService) {}
export class Workshop extends Client.of(WorkshopServiceService) {}

/** Time and place of an arrival. */
interface ArrivedAt {
  stationId: string;
  arrivedAt: Date;
  /** IANA name of the station's zone. */
  timeZone: string;
}

/**
 * Confirmed appointments and no-shows that a vehicle may have come for. An outage of appointments gives none, so that the
 * gate can still register arrivals.
 */
export async function expectedFor(
  appointments: Appointments,
  vehicle: VehicleIdentity,
  { stationId, arrivedAt, timeZone }: ArrivedAt,
  call: Call,
): Promise<(Expected & VehicleIdentity)[]> {
  if ([vehicle.vehicleId, vehicle.vin, vehicle.plate].every((each) => each === '')) return [];
  const { start: from, end: to } = expectedWithin(arrivedAt, timeZone);
  const question = { stationId, ...vehicle, phone: '', from, to, statuses: ['confirmed', 'no_show'] };
  const [answer] = await Promise.allSettled([appointments.findAppointments(question, call)]);
  const found = unlessUnavailable(answer)?.appointments ?? [];
  return found.map(({ slot, ...appointment }) => ({ ...appointment, startAt: slot?.startAt }));
}
