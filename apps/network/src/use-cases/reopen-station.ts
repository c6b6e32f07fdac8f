import { UseCase, type Call } from '@waystation/call';
import type { ReopenStationRequest, ReopenStationResponse } from '@waystation/contracts/network/v1/service';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class ReopenStation {
  constructor(private readonly stations: Stations) {}

  async execute({ stationId }: ReopenStationRequest, { now }: Call): Promise<ReopenStationResponse> {
    const station = await this.stations.get(stationId);
    station.reopen(now);
    return { stationId, status: station.status };
  }
}
