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
  /** That of a visit; a new one where reception speaks of it for the first time. */
  async findOrOpen(visitId: string, { stationId, standardVersion }: VisitSeen): Promise<VisitFile> {
    const found = await this.find(visitId);
    if (found) return found;
    const file = VisitFile.open({ visitId, stationId, standardVersion });
    this.add(file);
    return file;
  }
}

/** What an event says of the visit that it belongs to. */
interface VisitSeen {
  stationId: string;
  standardVersion: string | undefined;
}
