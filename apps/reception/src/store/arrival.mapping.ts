import { encrypted, mapping, Store } from '@waystation/store';
import { Arrival, arrivalSteps } from '../model/arrival.ts';

export const arrivalMapping = mapping(Arrival, {
  table: 'arrival',
  subject: 'arrival',
  steps: { table: arrivalSteps, initial: 'waiting' },
  properties: (p) => ({
    id: p.uuid().primary(),
    stationId: p.uuid(),
    visitId: p.uuid(),
    standardVersion: p.string().nullable(),
    version: p.integer(),
    status: p.string(),
    appointmentId: p.uuid().nullable(),
    noticedBy: p.string(),
    plate: encrypted<string>(),
    vin: encrypted<string>(),
    vehicleReason: p.string(),
    arrivedAt: p.datetime(),
  }),
});

export class Arrivals extends Store.of(arrivalMapping) {}
