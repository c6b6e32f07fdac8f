import { minute, type Place } from '@waystation/testing/model';
import type { Job } from '../src/model/job.ts';
import { VisitWork } from '../src/model/visit-work.ts';
import { ids, orderForm, passedInspection, technician, type JobBuilder } from './a-job.ts';

/** Builds the work of a visit with its jobs: `aVisit(aJob().finished())`. */
export function aVisit(...jobs: JobBuilder[]): VisitBuilder {
  return new VisitBuilder(jobs);
}

export class VisitBuilder {
  private readonly jobs: readonly JobBuilder[];
  private readonly changes: ((work: VisitWork, lead: string, at: Date) => void)[] = [];

  constructor(jobs: readonly JobBuilder[]) {
    this.jobs = jobs;
  }

  /** Completes the inspection of the whole order by its lead technician. */
  finished(): this {
    return this.having((work, lead, at) =>
      work.completeOrderInspection(passedInspection, orderForm, technician(lead), at),
    );
  }

  /** @param change gets the id of the lead technician */
  having(change: (work: VisitWork, lead: string, at: Date) => void): this {
    this.changes.push(change);
    return this;
  }

  /** @returns the work, then its jobs */
  build(place?: Place): [VisitWork, ...Job[]] {
    const id = (atA: string) => place?.id(atA) ?? atA;
    const at = place?.now ?? minute(60);
    const jobs = this.jobs.map((job) => job.build(place));
    const stationId = place?.stationId ?? ids.station;
    const work = VisitWork.plan({ stationId, visitId: id(ids.visit), standardVersion: '7' });
    if (jobs.some(({ status }) => status !== 'planned')) {
      work.follow(1, jobs, at);
      for (const job of jobs) work.dispatched(job);
    }
    for (const change of this.changes) change(work, work.leadTechnicianId ?? id(ids.anna), at);
    return [work, ...jobs];
  }
}
