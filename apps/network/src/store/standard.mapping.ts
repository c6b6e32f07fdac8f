import { mapping, Store } from '@waystation/store';
import { wholeNetwork } from '../model/merged-standard.ts';
import { Standard, standardSteps, type StandardOwner } from '../model/standard.ts';

export const standardMapping = mapping(Standard, {
  table: 'standard',
  subject: 'standard',
  network: true,
  // Without the lock, a station authorised during a publication would miss the new version.
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
  /** Locks the standards of the manufacturer, a class and a region, so that no version is published until the step ends. */
  lockAbove({ stationClassId, regionId }: { stationClassId: string; regionId: string }): Promise<Standard[]> {
    return this.listWhere('owner_id = any($1)', [[wholeNetwork, stationClassId, regionId]], { order: 'id' });
  }

  /** Standard of an owner, opened with the new id before the first version. */
  findOrOpen(owner: StandardOwner, newId: string): Promise<Standard> {
    return this.findOrAdd({ ownerId: owner.ownerId }, () => Standard.open(newId, owner));
  }
}
