import type { CourtesyWorkRecorded, WorkFinished, WorkReopened } from '@waystation/contracts/workshop/v1/events';
import { Aggregate, Refused, WrongState, type Steps } from '@waystation/model';
import { withoutNotes, type Inspection } from './inspection.ts';
import type { Job } from './job.ts';

export type VisitWorkStatus = 'planned' | 'open' | 'finished' | 'cancelled';

export interface VisitWorkEvents {
  CourtesyWorkRecorded: CourtesyWorkRecorded;
  WorkFinished: WorkFinished;
  WorkReopened: WorkReopened;
}

export const visitWorkSteps = {
  authorise: { from: ['planned'], to: 'open' },
  finish: { from: ['open'], to: 'finished', event: 'WorkFinished' },
  reopen: { from: ['finished'], to: 'open', event: 'WorkReopened' },
  cancel: { from: ['planned', 'open', 'finished'], to: 'cancelled' },
} as const satisfies Steps<VisitWorkStatus, VisitWorkEvents>;

/** What the whole order needs to know of a job. */
export interface JobLine {
  jobId: string;
  workKind: string;
  guaranteeClass: string;
  /** `open`, `done` or `withdrawn`. */
  outcome: string;
  workerIds: string[];
}

/** A small fault, as it was mended without charge. */
export interface Courtesy {
  /** Stands on the statement. */
  words: string;
  workedMinutes: number;
  amountMinor: bigint;
  currency: string;
}

export interface CourtesyWork extends Courtesy {
  courtesyId: string;
  technicianId: string;
  doneAt: Date;
}

export interface OrderInspection extends Inspection {
  technicianId: string;
  completedAt: Date;
}

/**
 * All work of one visit, whose id it bears. It is the one row that every job's end changes, so that the last of them is
 * known to be the last, even if two end at once.
 */
export class VisitWork extends Aggregate<typeof visitWorkSteps, VisitWorkEvents, 'visit work'> {
  declare visitId: string;
  /** Of the order that is worked by; 0 until it is signed. */
  declare orderRevision: number;
  /** 1 at first, one more each time that the work was reopened. */
  declare round: number;
  declare jobs: JobLine[];
  /** Since when no job is open; null while one is. */
  declare readyAt: Date | null;
  declare leadTechnicianId: string | null;
  declare inspection: OrderInspection | null;
  declare courtesies: CourtesyWork[];

  protected get steps() {
    return visitWorkSteps;
  }
  protected get subject() {
    return 'visit work' as const;
  }

  static plan(visit: { stationId: string; visitId: string; standardVersion?: string | undefined }): VisitWork {
    const { stationId, visitId, standardVersion } = visit;
    const work = new VisitWork();
    work.begin({ id: visitId, stationId, visitId, ...(standardVersion != null && { standardVersion }) }, 'planned');
    work.orderRevision = 0;
    work.round = 1;
    work.jobs = [];
    work.courtesies = [];
    work.readyAt = work.leadTechnicianId = work.inspection = null;
    return work;
  }

  /** Brings it in line with the order: `jobs` are all of the visit, as they stand since then. */
  follow(orderRevision: number, jobs: readonly Job[], at: Date): void {
    this.orderRevision = orderRevision;
    for (const job of jobs) this.note(job, at);
    if (this.status === 'planned') {
      this.step('authorise', at);
    } else if (this.status === 'finished') {
      // Even if no job is open: what goes to inspection must have been finished at the revision that is in force.
      this.round += 1;
      this.inspection = null;
      this.step('reopen', at, { round: this.round, orderRevision });
    }
  }

  /** Who leads the first job that is given out leads the work, and hands it on with that job. */
  dispatched({ leadTechnicianId }: Job): void {
    this.leadTechnicianId ??= leadTechnicianId;
  }

  /** @param before the lead technician that the job had */
  reassigned({ leadTechnicianId }: Job, before: string | null): void {
    if (this.leadTechnicianId === before) this.leadTechnicianId = leadTechnicianId;
  }

  /** Takes note of how a job stands. */
  note(job: Job, at: Date): void {
    const { id: jobId, workKind, guaranteeClass, workerIds } = job;
    const outcome = job.isOpen ? 'open' : job.status === 'finished' ? 'done' : 'withdrawn';
    const line = { jobId, workKind, guaranteeClass, outcome, workerIds };
    const isKnown = this.jobs.some((known) => known.jobId === jobId);
    this.jobs = isKnown ? this.jobs.map((known) => (known.jobId === jobId ? line : known)) : [...this.jobs, line];
    this.readyAt = this.openJobIds.length > 0 ? null : (this.readyAt ?? at);
  }

  recordCourtesy(courtesyId: string, courtesy: Courtesy, technicianId: string, at: Date): void {
    if (this.status !== 'open') {
      throw new WrongState({ subject: this.subject, step: 'recordCourtesy', state: this.status, allowed: ['open'] });
    }
    const { words, workedMinutes, amountMinor, currency } = courtesy;
    this.publish('CourtesyWorkRecorded', at, { courtesyId, technicianId, workedMinutes, amountMinor, currency });
    const work = { courtesyId, words, workedMinutes, amountMinor, currency, technicianId, doneAt: at };
    this.courtesies = [...this.courtesies, work];
  }

  /** The lead technician's inspection of the whole order, with which the work is finished. */
  finish(inspection: Inspection, technicianId: string, at: Date): void {
    for (const jobId of this.openJobIds) this.requires('REP-D15', false, 'JOB_NOT_FINISHED', jobId);
    for (const { pointId, result } of inspection.points) {
      this.requires('REP-D15', result !== 'not_ok', 'ORDER_INSPECTION_POINT_FAILED', pointId);
    }
    const { round, orderRevision, leadTechnicianId } = this;
    this.step('finish', at, {
      round,
      orderRevision,
      leadTechnicianId: leadTechnicianId ?? technicianId,
      workerIds: [...new Set(this.jobs.flatMap(({ workerIds }) => workerIds))],
      items: this.jobs.map(({ jobId, workKind, guaranteeClass, outcome }) => ({
        itemId: jobId,
        workKind,
        guaranteeClass,
        outcome,
      })),
      ...withoutNotes(inspection),
    });
    if (leadTechnicianId !== null && technicianId !== leadTechnicianId) {
      throw new Refused('NOT_THE_LEAD_TECHNICIAN', { leadTechnicianId });
    }
    this.inspection = { ...inspection, technicianId, completedAt: at };
  }

  /** The visit ends without repair. */
  cancel(jobs: readonly Job[], at: Date): void {
    for (const job of jobs) this.note(job, at);
    this.step('cancel', at);
  }

  private get openJobIds(): string[] {
    return this.jobs.filter(({ outcome }) => outcome === 'open').map(({ jobId }) => jobId);
  }
}
