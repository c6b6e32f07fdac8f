import { UseCase, type Call } from '@waystation/call';
import type { PublishStandardRequest, PublishStandardResponse } from '@waystation/contracts/network/v1/service';
import { baseStandard } from '../base-standard.ts';
import { standardsOf } from '../model/merged-standard.ts';
import { ownerOf } from '../model/standard.ts';
import { Regions } from '../store/region.mapping.ts';
import { StandardVersions } from '../store/standard-version.mapping.ts';
import { Standards } from '../store/standard.mapping.ts';
import { StationClasses } from '../store/station-class.mapping.ts';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class PublishStandard {
  constructor(
    private readonly standards: Standards,
    private readonly versions: StandardVersions,
    private readonly stations: Stations,
    private readonly regions: Regions,
    private readonly classes: StationClasses,
  ) {}

  async execute(request: PublishStandardRequest, { actor, now, newId }: Call): Promise<PublishStandardResponse> {
    const { regionId, stationClassId, version, from, rules } = request;
    const owner = ownerOf(request);
    const [standard, stations] = await Promise.all([
      this.standards.findOrOpen(owner, newId()),
      this.stations.governedBy(owner),
      regionId ? this.regions.get(regionId) : undefined,
      stationClassId ? this.classes.get(stationClassId) : undefined,
    ]);
    standard.mustBePublishableBy(actor);
    const before = await this.versions.countingFor(
      stations.map(({ id }) => id),
      now,
    );
    const published = standard.publishVersion({ version, from }, rules, baseStandard, before, newId(), now);
    this.versions.add(published);
    for (const station of stations) {
      station.adoptStandards(standardsOf(station, baseStandard, [...before, published], now), now);
    }
    this.stations.scheduleForOthers('AdoptStandard', owner, stations, now);
    return { version, stations: stations.length };
  }
}
