import type { Call } from '@waystation/call';
import { CrmServiceService } from '@waystation/contracts/crm/v1/service';
import { WorkshopServiceService } from '@waystation/contracts/workshop/v1/service';
import { Client, unlessAway } from '@waystation/service';
import { lacksVehicle, type Files, type TypedWish } from './model/wish.ts';

export class Workshop extends Client.of(WorkshopServiceService) {}

export class Crm extends Client.of(CrmServiceService) {}

/**
 * What the files say of the customer, and of what was not typed of the truck. A service that is away is done without: a
 * station goes on taking appointments.
 */
export async function filesOf(crm: Crm, typed: TypedWish & { stationId: string }, call: Call): Promise<Files> {
  const { stationId, customerId, vehicleId } = typed;
  const [customer, vehicle] = await Promise.allSettled([
    customerId !== '' ? crm.getCustomer({ stationId, customerId }, call) : undefined,
    lacksVehicle(typed) ? crm.getVehicle({ stationId, vehicleId }, call) : undefined,
  ]);
  return { customer: unlessAway(customer), vehicle: unlessAway(vehicle) };
}
