import { UseCase, type Call } from '@waystation/call';
import type { CloseStationRequest, CloseStationResponse } from '@waystation/contracts/network/v1/service';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class CloseStation {
  constructor(private readonly stations: Stations) {}

  async execute({ stationId, reason, remarks }: CloseStationRequest, { now }: Call): Promise<CloseStationResponse> {
    const station = await this.stations.get(stationId);
    station.close(reason, remarks, now);
    return { stationId, status: station.status };
  }
}
