import { mapping, Store } from '@waystation/store';
import { Region, regionSteps } from '../model/region.ts';

export const regionMapping = mapping(Region, {
  table: 'region',
  subject: 'region',
  network: true,
  steps: { table: regionSteps, initial: 'defined' },
  properties: (p) => ({ id: p.uuid().primary(), version: p.integer(), status: p.string(), name: p.string() }),
});

export class Regions extends Store.of(regionMapping) {}
