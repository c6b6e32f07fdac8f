import { UseCase, type Call } from '@waystation/call';
import type { SuspendStationRequest, SuspendStationResponse } from '@waystation/contracts/network/v1/service';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class SuspendStation {
  constructor(private readonly stations: Stations) {}

  async execute({ stationId, reason, remarks }: SuspendStationRequest, { now }: Call): Promise<SuspendStationResponse> {
    const station = await this.stations.get(stationId);
    station.suspend(reason, remarks, now);
    return { stationId, status: station.status };
  }
}
