import type { RegionState } from '@waystation/contracts/network/v1/state';
import { Aggregate, type Steps } from '@waystation/model';

export interface RegionEvents {
  RegionState: RegionState;
}

export const regionSteps = {
  rename: { from: ['defined'], event: 'RegionState' },
} as const satisfies Steps<'defined', RegionEvents>;

/** Region of the network. */
export class Region extends Aggregate<typeof regionSteps, RegionEvents, 'region', 'network'> {
  declare name: string;

  protected get steps() {
    return regionSteps;
  }
  protected get subject() {
    return 'region' as const;
  }

  static define(id: string, name: string, at: Date): Region {
    const region = new Region();
    region.begin({ id }, 'defined');
    region.rename(name, at);
    return region;
  }

  rename(name: string, at: Date): void {
    this.step('rename', at, { name });
    this.name = name;
  }
}
