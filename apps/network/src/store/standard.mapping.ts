import { mapping, Store } from '@waystation/store';
import { wholeNetwork } from '../model/merged-standard.ts';
import { Standard, standardSteps, type StandardOwner } from '../model/standard.ts';

export const standardMapping = mapping(Standard, {
  table: 'standard',
  subject: 'standard',
  network: true,
  // A station that is authorised while a version is published would be told by neither.
  lock: true,
  steps: { table: standardSteps, initial: 'published' },
  constraints: { standard_once: 'VERSION_NOT_NEWER' },
  properties: (p) => ({
    ofStation: p.uuid().nullable(),
    level: p.text(),
    ownerId: p.uuid(),
    latestVersion: p.integer(),
    latestFrom: p.datetime().nullable(),
  }),
});

export class Standards extends Store.of(standardMapping) {
  /** Those of the maker, of a class and of a region; nobody publishes a version of them until the step ends. */
  holdAbove({ stationClassId, regionId }: { stationClassId: string; regionId: string }): Promise<Standard[]> {
    return this.listWhere('owner_id = any($1)', [[wholeNetwork, stationClassId, regionId]], { order: 'id' });
  }

  /** Standard of an owner; a new one with this id where they have published nothing so far. */
  findOrOpen(owner: StandardOwner, newId: string): Promise<Standard> {
    return this.findOrAdd({ ownerId: owner.ownerId }, () => Standard.open(newId, owner));
  }
}
