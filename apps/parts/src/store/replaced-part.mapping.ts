import { mapping, Store } from '@waystation/store';
import { ReplacedPart, replacedPartSteps } from '../model/replaced-part.ts';

export const replacedPartMapping = mapping(ReplacedPart, {
  table: 'replaced_part',
  subject: 'replaced part',
  steps: { table: replacedPartSteps, initial: 'kept' },
  properties: (p) => ({
    id: p.uuid().primary(),
    stationId: p.uuid(),
    visitId: p.uuid(),
    standardVersion: p.string().nullable(),
    version: p.integer(),
    status: p.string(),
    itemId: p.uuid(),
    partNumber: p.string(),
    milli: p.bigint('number'),
    technicianId: p.uuid(),
    keptAt: p.datetime(),
    disposition: p.string().nullable(),
    customerAsked: p.boolean(),
  }),
});

export class ReplacedParts extends Store.of(replacedPartMapping) {}
