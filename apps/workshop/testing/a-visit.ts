import { minute, type Place } from '@waystation/testing/model';
import type { Job } from '../src/model/job.ts';
import { VisitWork } from '../src/model/visit-work.ts';
import { ids, orderForm, passedInspection, technician, type JobBuilder } from './a-job.ts';

/** The work of a visit with its jobs, which belong to it: `aVisit(aJob().finished())`. */
export function aVisit(...jobs: JobBuilder[]): VisitBuilder {
  return new VisitBuilder(jobs);
}

export class VisitBuilder {
  private readonly jobs: readonly JobBuilder[];
  private readonly lives: ((work: VisitWork, lead: string, at: Date) => void)[] = [];

  constructor(jobs: readonly JobBuilder[]) {
    this.jobs = jobs;
  }

  /** Inspected by its lead technician. */
  finished(): this {
    return this.having((work, lead, at) =>
      work.completeOrderInspection(passedInspection, orderForm, technician(lead), at),
    );
  }

  /** @param note is told the id of the lead technician */
  having(note: (work: VisitWork, lead: string, at: Date) => void): this {
    this.lives.push(note);
    return this;
  }

  /** The work first, then its jobs. */
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
    for (const live of this.lives) live(work, work.leadTechnicianId ?? id(ids.anna), at);
    return [work, ...jobs];
  }
}
