import type { Call } from '@waystation/call';
import { CrmServiceService } from '@waystation/contracts/crm/v1/service';
import { WorkshopServiceService } from '@waystation/contracts/workshop/v1/service';
import { Client, unlessUnavailable } from '@waystation/service';
import { lacksVehicle, type KnownRecords, type TypedRequest } from './model/request-details.ts';

export class Workshop extends Client.of(WorkshopServiceService) {}

export class Crm extends Client.of(CrmServiceService) {}

/**
 * Reads the customer's record and, if facts of the vehicle were not typed, the vehicle's. An outage of crm leaves them
 * out, so that a station can still take appointments.
 */
export async function recordsOf(
  crm: Crm,
  typed: TypedRequest & { stationId: string },
  call: Call,
): Promise<KnownRecords> {
  const { stationId, customerId, vehicleId } = typed;
  const [customer, vehicle] = await Promise.allSettled([
    customerId !== '' ? crm.getCustomer({ stationId, customerId }, call) : undefined,
    lacksVehicle(typed) ? crm.getVehicle({ stationId, vehicleId }, call) : undefined,
  ]);
  return { customer: unlessUnavailable(customer), vehicle: unlessUnavailable(vehicle) };
}
