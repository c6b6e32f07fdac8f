import { Reaction, type Call } from '@waystation/call';
import type { VehicleDelivered } from '@waystation/contracts/billing/v1/events';
import { FollowUp } from '../model/follow-up.ts';
import { FollowUps } from '../store/follow-up.mapping.ts';

@Reaction('waystation.billing.v1.VehicleDelivered')
export class OpenFollowUpWhenVehicleDelivered {
  constructor(private readonly followUps: FollowUps) {}

  async execute({ visitId, customerId, vehicleId }: VehicleDelivered, call: Call): Promise<void> {
    const { stationId, standardVersion, happenedAt, now, newId } = call;
    const [opened, standard] = await Promise.all([this.followUps.findBy({ visitId }), call.standard(standardVersion)]);
    if (opened) return;
    const delivery = { stationId, visitId, standardVersion, customerId, vehicleId };
    this.followUps.add(FollowUp.open(newId(), delivery, standard.limit('FUP-D01', 'days'), happenedAt, now));
  }
}
