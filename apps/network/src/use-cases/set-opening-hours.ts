import { UseCase, type Call } from '@waystation/call';
import type { SetOpeningHoursRequest, SetOpeningHoursResponse } from '@waystation/contracts/network/v1/service';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class SetOpeningHours {
  constructor(private readonly stations: Stations) {}

  async execute({ stationId, ...times }: SetOpeningHoursRequest, { now }: Call): Promise<SetOpeningHoursResponse> {
    const station = await this.stations.get(stationId);
    station.setOpeningHours(times, now);
    return { stationId, status: station.status };
  }
}
