import { UseCase, type Call } from '@waystation/call';
import type {
  PublishStationStandardRequest,
  PublishStationStandardResponse,
} from '@waystation/contracts/network/v1/service';
import { baseStandard } from '../base-standard.ts';
import { layersOf, standardsOf } from '../model/merged-standard.ts';
import { StandardVersions } from '../store/standard-version.mapping.ts';
import { Standards } from '../store/standard.mapping.ts';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class PublishStationStandard {
  constructor(
    private readonly standards: Standards,
    private readonly versions: StandardVersions,
    private readonly stations: Stations,
  ) {}

  async execute(
    { stationId, version, from, rules }: PublishStationStandardRequest,
    { now, newId }: Call,
  ): Promise<PublishStationStandardResponse> {
    const [station, standard, before] = await Promise.all([
      this.stations.get(stationId),
      this.standards.findOrOpen({ level: 'station', ownerId: stationId }, newId()),
      this.versions.countingFor([stationId], now),
    ]);
    const concerned = layersOf(station, before);
    const said = standard.publishVersion({ version, from }, rules, baseStandard, concerned, newId(), now);
    this.versions.add(said);
    station.takeStandards(standardsOf(station, baseStandard, [...before, said], now), now);
    return { version, standardVersion: String(station.standards) };
  }
}
