import { UseCase, type Call } from '@waystation/call';
import type { RegisterArrivalRequest, RegisterArrivalResponse } from '@waystation/contracts/reception/v1/service';
import { Arrival } from '../model/arrival.ts';
import { Arrivals } from '../store/arrival.mapping.ts';
import { StandardVersions } from '../store/reference-data.ts';
import { Visits } from '../store/visit.mapping.ts';

@UseCase()
export class RegisterArrival {
  constructor(
    private readonly arrivals: Arrivals,
    private readonly visits: Visits,
    private readonly standards: StandardVersions,
  ) {}

  async execute(
    { appointmentId, plate, noticedBy }: RegisterArrivalRequest,
    { stationId, happenedAt: at, newId }: Call,
  ): Promise<RegisterArrivalResponse> {
    const visit = appointmentId
      ? await this.visits.getBy({ appointmentId })
      : this.visits.expect({
          visitId: newId(),
          stationId,
          standardVersion: await this.standards.inForce(stationId, at),
        });
    const arrival = Arrival.register(newId(), visit, { appointmentId, plate, noticedBy }, at);
    this.arrivals.add(arrival);
    visit.arrive(arrival.id, noticedBy, at);
    return { arrivalId: arrival.id, visitId: visit.id, stage: visit.stage };
  }
}
