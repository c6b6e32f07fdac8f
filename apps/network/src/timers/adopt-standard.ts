import { UseCase, type Call } from '@waystation/call';
import { baseStandard } from '../base-standard.ts';
import { standardsOf } from '../model/merged-standard.ts';
import { StandardVersions } from '../store/standard-version.mapping.ts';
import { Stations } from '../store/station.mapping.ts';

/** Publishes the standard for a station that the publishing step did not reach, because it applies to too many stations. */
@UseCase()
export class AdoptStandard {
  constructor(
    private readonly stations: Stations,
    private readonly versions: StandardVersions,
  ) {}

  async execute({ subjectId }: { stationId: string; subjectId: string }, { now }: Call): Promise<void> {
    const [station, versions] = await Promise.all([
      this.stations.get(subjectId),
      this.versions.countingFor([subjectId], now),
    ]);
    if (station.status === 'closed') return;
    station.adoptStandards(standardsOf(station, baseStandard, versions, now), now);
  }
}
