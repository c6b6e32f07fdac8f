import { mapping, Store } from '@waystation/store';
import { Movement } from '../model/balance.ts';

export const movementMapping = mapping(Movement, {
  table: 'stock_movement',
  subject: 'stock movement',
  properties: (p) => ({
    id: p.uuid().primary(),
    stationId: p.uuid(),
    version: p.integer(),
    partNumber: p.string(),
    bin: p.string(),
    kind: p.string(),
    milli: p.bigint('number'),
    keeperId: p.uuid().nullable(),
    visitId: p.uuid().nullable(),
    reference: p.string(),
    movedAt: p.datetime(),
  }),
});

export class Movements extends Store.of(movementMapping) {}
