import { mapping, Store } from '@waystation/store';
import { ReplacedPart, replacedPartSteps } from '../model/replaced-part.ts';

export const replacedPartMapping = mapping(ReplacedPart, {
  table: 'replaced_part',
  subject: 'replaced part',
  steps: { table: replacedPartSteps, initial: 'kept' },
  visit: true,
  properties: (p) => ({
    itemId: p.uuid(),
    partNumber: p.text(),
    milli: p.bigint('number'),
    technicianId: p.uuid(),
    keptAt: p.datetime(),
    disposition: p.text().nullable(),
    customerAsked: p.boolean(),
  }),
});

export class ReplacedParts extends Store.of(replacedPartMapping) {}
