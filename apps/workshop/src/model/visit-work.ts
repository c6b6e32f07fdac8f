import type {
  CourtesyWorkRecorded,
  WorkFinished,
  LeadTechnicianReassigned,
  WorkReopened,
} from '@waystation/contracts/workshop/v1/events';
import { Aggregate, appended, Refused, type Steps, type StepActor } from '@waystation/model';
import {
  failedPoints,
  mustBeForm,
  pointsWithoutResult,
  withoutNotes,
  type Inspection,
  type InspectionForm,
} from './inspection.ts';
import type { Job } from './job.ts';
import { mustBeTechnician, type TeamFacts } from './team.ts';

export type VisitWorkStatus = 'planned' | 'open' | 'finished' | 'cancelled';

export interface VisitWorkEvents {
  CourtesyWorkRecorded: CourtesyWorkRecorded;
  WorkFinished: WorkFinished;
  LeadTechnicianReassigned: LeadTechnicianReassigned;
  WorkReopened: WorkReopened;
}

export const visitWorkSteps = {
  authorise: { from: ['planned'], to: 'open' },
  recordCourtesyWork: { from: ['open'], event: 'CourtesyWorkRecorded' },
  handOn: { from: ['open'], event: 'LeadTechnicianReassigned' },
  completeOrderInspection: { from: ['open'], to: 'finished', event: 'WorkFinished' },
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
  description: string;
  workedMinutes: number;
  amountMinor: bigint;
  currency: string;
}

export interface CourtesyWork extends Courtesy {
  courtesyId: string;
  technicianId: string;
  doneAt: Date;
}

/** How much a visit may have mended without charge, all together; undefined where the standard says nothing. */
export interface CourtesyCap {
  minutes: number | undefined;
  amountMinor: number | undefined;
}

export interface OrderInspection extends Inspection {
  technicianId: string;
  completedAt: Date;
}

const maxCourtesies = 50;

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
  /** Since when no job is open; null while one is, and before the order is signed. */
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
    const wasFinished = this.status === 'finished';
    if (wasFinished) {
      // Even if no job is open: what goes to inspection must have been finished at the revision that is in force.
      this.round += 1;
      this.inspection = this.readyAt = null;
    }
    for (const job of jobs) this.take(job);
    this.judgeReadiness(at);
    if (this.status === 'planned') this.step('authorise', at);
    else if (wasFinished) this.step('reopen', at, { round: this.round, orderRevision });
  }

  /** Who leads the first job that is given out leads the work, and hands it on with that job. */
  dispatched({ leadTechnicianId }: Job): void {
    this.leadTechnicianId ??= leadTechnicianId;
  }

  /** @param before the lead technician that the job had */
  reassigned({ leadTechnicianId }: Job, before: string | null, at: Date): void {
    if (this.leadTechnicianId === before && leadTechnicianId !== before) this.handOnTo(leadTechnicianId!, at);
  }

  /** Names another lead technician: the one who has led it may be away when the whole order is to be inspected. */
  handOn(leadTechnicianId: string, staff: TeamFacts['staff'], at: Date): void {
    mustBeTechnician(leadTechnicianId, staff, at);
    this.handOnTo(leadTechnicianId, at);
  }

  /** Takes note of how a job stands. */
  note(job: Job, at: Date): void {
    this.take(job);
    this.judgeReadiness(at);
  }

  recordCourtesyWork(courtesyId: string, courtesy: Courtesy, cap: CourtesyCap, { id }: StepActor, at: Date): void {
    const { description, workedMinutes, amountMinor, currency } = courtesy;
    const all = [...this.courtesies, courtesy];
    const minutes = all.reduce((sum, each) => sum + each.workedMinutes, 0);
    const amount = all.reduce((sum, each) => sum + each.amountMinor, 0n);
    const { minutes: mostMinutes = Infinity, amountMinor: mostMinor = Infinity } = cap;
    this.requires('REP-D10', minutes <= mostMinutes, 'COURTESY_OVER_CAP', 'minutes');
    this.requires('REP-D10', amount <= mostMinor, 'COURTESY_OVER_CAP', 'amount');
    if (this.courtesies.some((earlier) => earlier.currency !== currency))
      throw new Refused('COURTESY_CURRENCY_DIFFERS');
    const facts = { courtesyId, technicianId: id, workedMinutes, amountMinor, currency };
    this.courtesies = appended(this.courtesies, { ...facts, description, doneAt: at }, maxCourtesies);
    this.step('recordCourtesyWork', at, facts);
  }

  /**
   * The lead technician's inspection of the whole order, with which the work is finished.
   *
   * @param form the one that it goes by, if there is one of its id and version
   */
  completeOrderInspection(inspection: Inspection, form: InspectionForm | undefined, { id }: StepActor, at: Date): void {
    for (const jobId of this.openJobIds) this.requires('REP-D15', false, 'JOB_NOT_FINISHED', jobId);
    for (const point of pointsWithoutResult(form, inspection)) {
      this.requires('REP-D15', false, 'ORDER_INSPECTION_POINT_MISSING', point);
    }
    for (const pointId of failedPoints(inspection)) {
      this.requires('REP-D15', false, 'ORDER_INSPECTION_POINT_FAILED', pointId);
    }
    this.mustAllow('completeOrderInspection');
    const { round, orderRevision } = this;
    const leadTechnicianId = this.leadTechnicianId ?? id;
    if (id !== leadTechnicianId) throw new Refused('NOT_THE_LEAD_TECHNICIAN', { leadTechnicianId });
    mustBeForm(form, 'order_inspection', inspection);
    this.inspection = { ...inspection, technicianId: id, completedAt: at };
    this.step('completeOrderInspection', at, {
      round,
      orderRevision,
      leadTechnicianId,
      workerIds: this.workerIds,
      items: this.jobs.map(({ jobId, workKind, guaranteeClass, outcome }) => ({
        itemId: jobId,
        workKind,
        guaranteeClass,
        outcome,
      })),
      ...withoutNotes(inspection),
    });
  }

  /** The visit ends without repair. */
  cancel(jobs: readonly Job[], at: Date): void {
    for (const job of jobs) this.note(job, at);
    this.step('cancel', at);
  }

  private handOnTo(leadTechnicianId: string, at: Date): void {
    const previousLeadTechnicianId = this.leadTechnicianId ?? '';
    this.leadTechnicianId = leadTechnicianId;
    this.step('handOn', at, { leadTechnicianId, previousLeadTechnicianId });
  }

  private take(job: Job): void {
    const { id: jobId, workKind, guaranteeClass, workerIds } = job;
    const outcome = job.isOpen ? 'open' : job.status === 'finished' ? 'done' : 'withdrawn';
    const line = { jobId, workKind, guaranteeClass, outcome, workerIds };
    const isKnown = this.jobs.some((known) => known.jobId === jobId);
    this.jobs = isKnown ? this.jobs.map((known) => (known.jobId === jobId ? line : known)) : [...this.jobs, line];
  }

  private judgeReadiness(at: Date): void {
    this.readyAt = this.openJobIds.length > 0 ? null : (this.readyAt ?? at);
  }

  /** Staff ids of all who worked on the truck, whether it is charged or not. */
  private get workerIds(): string[] {
    const ofJobs = this.jobs.flatMap(({ workerIds }) => workerIds);
    return [...new Set([...ofJobs, ...this.courtesies.map(({ technicianId }) => technicianId)])];
  }

  private get openJobIds(): string[] {
    return this.jobs.filter(({ outcome }) => outcome === 'open').map(({ jobId }) => jobId);
  }
}
