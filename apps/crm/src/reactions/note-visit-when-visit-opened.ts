import { Reaction, type Call } from '@waystation/call';
import type { VisitOpened } from '@waystation/contracts/reception/v1/events';
import { Vehicles } from '../store/vehicle.mapping.ts';

@Reaction('waystation.reception.v1.VisitOpened')
export class NoteVisitWhenVisitOpened {
  constructor(private readonly vehicles: Vehicles) {}

  async execute({ visitId, vehicleId }: VisitOpened, { happenedAt }: Call): Promise<void> {
    const vehicle = await this.vehicles.findKnown(vehicleId);
    vehicle?.noteVisit(visitId, happenedAt);
  }
}
