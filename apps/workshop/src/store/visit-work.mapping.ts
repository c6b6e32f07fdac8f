import { defineEntity, p } from '@mikro-orm/postgresql';
import { NotFound, type VisitRef } from '@waystation/model';
import { mapping, Store } from '@waystation/store';
import { VisitWork, visitWorkSteps } from '../model/visit-work.ts';
import { inspectionPoint } from './inspection-point.mapping.ts';

const jobLine = defineEntity({
  name: 'JobLine',
  embeddable: true,
  properties: {
    jobId: p.uuid(),
    workKind: p.string(),
    guaranteeClass: p.string(),
    outcome: p.string(),
    workerIds: p.json<string[]>(),
  },
});

const courtesyWork = defineEntity({
  name: 'CourtesyWork',
  embeddable: true,
  properties: {
    courtesyId: p.uuid(),
    description: p.string(),
    workedMinutes: p.integer(),
    amountMinor: p.bigint(),
    currency: p.string(),
    technicianId: p.uuid(),
    doneAt: p.datetime(),
  },
});

const orderInspection = defineEntity({
  name: 'OrderInspection',
  embeddable: true,
  properties: {
    formId: p.uuid(),
    formVersion: p.integer(),
    points: p.embedded(inspectionPoint).array(),
    technicianId: p.uuid(),
    completedAt: p.datetime(),
  },
});

export const visitWorkMapping = mapping(VisitWork, {
  table: 'visit_work',
  subject: 'visit work',
  // Without the lock, two jobs that end at once would each see the other still open.
  lock: true,
  steps: { table: visitWorkSteps, initial: 'planned' },
  embeds: [jobLine, courtesyWork, inspectionPoint, orderInspection],
  visit: true,
  properties: (p) => ({
    orderRevision: p.integer(),
    round: p.integer(),
    jobs: p.embedded(jobLine).array(),
    readyAt: p.datetime().nullable(),
    leadTechnicianId: p.uuid().nullable(),
    inspection: p.embedded(orderInspection).object().nullable(),
    courtesies: p.embedded(courtesyWork).array(),
  }),
});

export class VisitWorks extends Store.of(visitWorkMapping) {
  /** Work of the visit that a job belongs to, so that a step can load it together with the job. */
  async ofJob(jobId: string): Promise<VisitWork> {
    const ofVisit = 'id = (select visit_id from job where station_id = $1 and id = $2)';
    const [found] = await this.listWhere(ofVisit, [jobId]);
    if (!found) throw new NotFound('job', jobId);
    return found;
  }

  /** Work of a visit; a new one if an event of the visit arrives before it was planned. */
  findOrPlan(visitId: string, { stationId, standardVersion }: Omit<VisitRef, 'visitId'>): Promise<VisitWork> {
    return this.findOrAdd(visitId, () => VisitWork.plan({ visitId, stationId, standardVersion }));
  }
}
