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
    const relevant = layersOf(station, before);
    const published = standard.publishVersion({ version, from }, rules, baseStandard, relevant, newId(), now);
    this.versions.add(published);
    station.adoptStandards(standardsOf(station, baseStandard, [...before, published], now), now);
    return { version, standardVersion: String(station.standards) };
  }
}
