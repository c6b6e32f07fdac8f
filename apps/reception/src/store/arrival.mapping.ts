import { encrypted, mapping, Store } from '@waystation/store';
import { Arrival, arrivalSteps } from '../model/arrival.ts';

export const arrivalMapping = mapping(Arrival, {
  table: 'arrival',
  subject: 'arrival',
  steps: { table: arrivalSteps, initial: 'waiting' },
  visit: true,
  properties: (p) => ({
    appointmentId: p.uuid().nullable(),
    source: p.text(),
    plate: encrypted<string>(),
    vin: encrypted<string>(),
    vehicleConflictReason: p.text(),
    arrivedAt: p.datetime(),
  }),
});

export class Arrivals extends Store.of(arrivalMapping) {}
