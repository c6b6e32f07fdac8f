import { UseCase, type Call } from '@waystation/call';
import type { DefineRegionRequest, DefineRegionResponse } from '@waystation/contracts/network/v1/service';
import { Region } from '../model/region.ts';
import { Regions } from '../store/region.mapping.ts';

@UseCase()
export class DefineRegion {
  constructor(private readonly regions: Regions) {}

  async execute({ regionId, name }: DefineRegionRequest, { now, newId }: Call): Promise<DefineRegionResponse> {
    if (regionId) {
      const region = await this.regions.get(regionId);
      region.rename(name, now);
      return { regionId };
    }
    const region = Region.define(newId(), name, now);
    this.regions.add(region);
    return { regionId: region.id };
  }
}
