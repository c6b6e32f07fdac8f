import { UseCase, type Call } from '@waystation/call';
import type { AuthoriseStationRequest, AuthoriseStationResponse } from '@waystation/contracts/network/v1/service';
import { baseStandard } from '../base-standard.ts';
import { standardsOf } from '../model/merged-standard.ts';
import { Station } from '../model/station.ts';
import { Applications } from '../store/application.mapping.ts';
import { StandardVersions } from '../store/standard-version.mapping.ts';
import { Standards } from '../store/standard.mapping.ts';
import { Stations } from '../store/station.mapping.ts';

@UseCase()
export class AuthoriseStation {
  constructor(
    private readonly applications: Applications,
    private readonly stations: Stations,
    private readonly standards: Standards,
    private readonly versions: StandardVersions,
  ) {}

  async execute(
    { applicationId, acceptedGaps, ...facts }: AuthoriseStationRequest,
    { actor, now, newId }: Call,
  ): Promise<AuthoriseStationResponse> {
    const application = await this.applications.get(applicationId);
    // The order matters: the lock waits for a running publication, and the query then reads its result.
    const [, versions] = await Promise.all([this.standards.lockAbove(application), this.versions.countingFor([], now)]);
    const stationId = newId();
    application.authorise(stationId, acceptedGaps, actor.id, now);
    const { regionId, stationClassId } = application;
    const station = Station.authorise(stationId, { ...facts, regionId, stationClassId }, now);
    station.adoptStandards(standardsOf(station, baseStandard, versions, now), now);
    this.stations.add(station);
    return { applicationId, status: application.status, stationId };
  }
}
