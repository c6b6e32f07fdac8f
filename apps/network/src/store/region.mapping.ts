import { mapping, Store } from '@waystation/store';
import { Region, regionSteps } from '../model/region.ts';

export const regionMapping = mapping(Region, {
  table: 'region',
  subject: 'region',
  network: true,
  steps: { table: regionSteps, initial: 'defined' },
  properties: (p) => ({ name: p.text() }),
});

export class Regions extends Store.of(regionMapping) {}
