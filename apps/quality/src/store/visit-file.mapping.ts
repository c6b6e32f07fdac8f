import type { VisitRef } from '@waystation/model';
import { mapping, Store } from '@waystation/store';
import { VisitFile, visitFileSteps, type OrderedWork, type Recommendation } from '../model/visit-file.ts';

export const visitFileMapping = mapping(VisitFile, {
  table: 'visit_file',
  subject: 'visit file',
  // Events of several topics change it at the same time.
  lock: true,
  steps: { table: visitFileSteps, initial: 'open' },
  visit: true,
  properties: (p) => ({
    vehicleId: p.uuid().nullable(),
    advisorId: p.uuid().nullable(),
    odometerKm: p.integer().nullable(),
    orderRevision: p.integer(),
    items: p.json<OrderedWork[]>(),
    recommendations: p.json<Recommendation[]>(),
  }),
});

export class VisitFiles extends Store.of(visitFileMapping) {
  /** File of a visit; a new one for the first event of the visit. */
  findOrOpen(visitId: string, { stationId, standardVersion }: Omit<VisitRef, 'visitId'>): Promise<VisitFile> {
    return this.findOrAdd(visitId, () => VisitFile.open({ visitId, stationId, standardVersion }));
  }
}
