import { UseCase, type Call } from '@waystation/call';
import type { DefineStationClassRequest, DefineStationClassResponse } from '@waystation/contracts/network/v1/service';
import { StationClass } from '../model/station-class.ts';
import { StationClasses } from '../store/station-class.mapping.ts';

@UseCase()
export class DefineStationClass {
  constructor(private readonly classes: StationClasses) {}

  async execute(
    { stationClassId, stationClass: needs }: DefineStationClassRequest,
    { now, newId }: Call,
  ): Promise<DefineStationClassResponse> {
    if (stationClassId) {
      const defined = await this.classes.get(stationClassId);
      defined.define(needs!, now);
      return { stationClassId, revision: defined.revision };
    }
    const defined = StationClass.define(newId(), needs!, now);
    this.classes.add(defined);
    return { stationClassId: defined.id, revision: defined.revision };
  }
}
