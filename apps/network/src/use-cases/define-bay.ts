import { UseCase, type Call } from '@waystation/call';
import type { DefineBayRequest, DefineBayResponse } from '@waystation/contracts/network/v1/service';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class DefineBay {
  constructor(private readonly stations: Stations) {}

  async execute(
    { stationId, bayId: known, name, kind }: DefineBayRequest,
    { now, newId }: Call,
  ): Promise<DefineBayResponse> {
    const station = await this.stations.get(stationId);
    const bayId = known || newId();
    station.defineBay({ bayId, name, kind }, known === '', now);
    return { stationId, status: station.status, bayId };
  }
}
