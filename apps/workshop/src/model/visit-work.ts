import type {
  CourtesyWorkRecorded,
  WorkFinished,
  LeadTechnicianReassigned,
  WorkReopened,
} from '@waystation/contracts/workshop/v1/events';
import { Aggregate, appended, Refused, type Steps, type StepActor, type VisitRef } from '@waystation/model';
import { mustBeForm, mustBeTechnician, pointsWithoutResult, type PublishedForm } from '@waystation/reference/model';
import { failedPoints, withoutRemarks, type CompletedInspection, type Inspection } from './inspection.ts';
import type { Job } from './job.ts';
import { memberOf, type TeamFacts } from './team.ts';

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
  reassignLeadTechnician: { from: ['open'], event: 'LeadTechnicianReassigned' },
  completeOrderInspection: { from: ['open'], to: 'finished', event: 'WorkFinished' },
  reopen: { from: ['finished'], to: 'open', event: 'WorkReopened' },
  cancel: { from: ['planned', 'open', 'finished'], to: 'cancelled' },
} as const satisfies Steps<VisitWorkStatus, VisitWorkEvents>;

/** Summary of a job for the whole order. */
export interface JobLine {
  jobId: string;
  workKind: string;
  guaranteeClass: string;
  /** `open`, `done` or `withdrawn`. */
  outcome: string;
  workerIds: string[];
}

/** Repair of a small fault without charge. */
export interface Courtesy {
  /** Printed on the statement. */
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

/** Limit of all courtesy work of a visit; undefined if the standard sets none. */
export interface CourtesyCap {
  minutes: number | undefined;
  amountMinor: number | undefined;
}

const maxCourtesies = 50;

/**
 * All work of one visit, with the same id. The end of every job changes this row, so that two jobs that end at once do not
 * both see the other still open.
 */
export class VisitWork extends Aggregate<typeof visitWorkSteps, VisitWorkEvents, 'visit work'> {
  declare visitId: string;
  /** Order revision that the work follows; 0 until the order is signed. */
  orderRevision = 0;
  /** Starts at 1 and rises each time the work is reopened. */
  round = 1;
  jobs: JobLine[] = [];
  /** Time at which the last open job ended; null while a job is open and before the order is signed. */
  readyAt: Date | null = null;
  leadTechnicianId: string | null = null;
  inspection: CompletedInspection | null = null;
  courtesies: CourtesyWork[] = [];

  protected get steps() {
    return visitWorkSteps;
  }
  protected get subject() {
    return 'visit work' as const;
  }

  static plan(visit: VisitRef): VisitWork {
    const { stationId, visitId, standardVersion } = visit;
    const work = new VisitWork();
    work.begin({ id: visitId, stationId, visitId, standardVersion }, 'planned');
    return work;
  }

  /** Brings the work in line with the order. @param jobs all jobs of the visit, in line with the order already */
  follow(orderRevision: number, jobs: readonly Job[], at: Date): void {
    this.orderRevision = orderRevision;
    const wasFinished = this.status === 'finished';
    if (wasFinished) {
      // Also if no job is open: only work that was finished at the current revision goes to inspection.
      this.round += 1;
      this.inspection = this.readyAt = null;
    }
    for (const job of jobs) this.take(job);
    this.judgeReadiness(at);
    if (this.status === 'planned') this.step('authorise', at);
    else if (wasFinished) this.step('reopen', at, { round: this.round, orderRevision });
  }

  /** Makes the lead technician of the first dispatched job responsible for the whole order. */
  dispatched({ leadTechnicianId }: Job): void {
    this.leadTechnicianId ??= leadTechnicianId;
  }

  /** Follows a reassigned job whose lead technician led the whole order. @param before previous lead technician of the job */
  reassigned({ leadTechnicianId }: Job, before: string | null, at: Date): void {
    if (this.leadTechnicianId === before && leadTechnicianId !== before) this.giveLeadTo(leadTechnicianId!, at);
  }

  /** Assigns another lead technician, for example if the present one is away when the whole order is inspected. */
  reassignLeadTechnician(leadTechnicianId: string, staff: TeamFacts['staff'], at: Date): void {
    mustBeTechnician(leadTechnicianId, memberOf(staff, leadTechnicianId), at);
    this.giveLeadTo(leadTechnicianId, at);
  }

  /** Records the status of a job. */
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
    this.requires('REP-D10', minutes <= mostMinutes, 'COURTESY_ABOVE_LIMIT', 'minutes');
    this.requires('REP-D10', amount <= mostMinor, 'COURTESY_ABOVE_LIMIT', 'amount');
    if (this.courtesies.some((earlier) => earlier.currency !== currency))
      throw new Refused('COURTESY_CURRENCY_DIFFERS');
    const facts = { courtesyId, technicianId: id, workedMinutes, amountMinor, currency };
    this.courtesies = appended(this.courtesies, { ...facts, description, doneAt: at }, maxCourtesies);
    this.step('recordCourtesyWork', at, facts);
  }

  /**
   * Finishes the work with the lead technician's inspection of the whole order.
   *
   * @param form published form with the id and version of the inspection; undefined if it does not exist
   */
  completeOrderInspection(inspection: Inspection, form: PublishedForm | undefined, { id }: StepActor, at: Date): void {
    this.requiresNone('REP-D15', 'JOB_NOT_FINISHED', this.openJobIds);
    this.requiresNone('REP-D15', 'ORDER_INSPECTION_POINT_MISSING', pointsWithoutResult(form, inspection));
    this.requiresNone('REP-D15', 'ORDER_INSPECTION_POINT_FAILED', failedPoints(inspection));
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
      ...withoutRemarks(inspection),
    });
  }

  /** Ends the work of a cancelled visit. */
  cancel(jobs: readonly Job[], at: Date): void {
    for (const job of jobs) this.note(job, at);
    this.step('cancel', at);
  }

  private giveLeadTo(leadTechnicianId: string, at: Date): void {
    const previousLeadTechnicianId = this.leadTechnicianId ?? '';
    this.leadTechnicianId = leadTechnicianId;
    this.step('reassignLeadTechnician', at, { leadTechnicianId, previousLeadTechnicianId });
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

  /** Staff ids of all who worked on the vehicle, with or without charge. */
  private get workerIds(): string[] {
    const ofJobs = this.jobs.flatMap(({ workerIds }) => workerIds);
    return [...new Set([...ofJobs, ...this.courtesies.map(({ technicianId }) => technicianId)])];
  }

  private get openJobIds(): string[] {
    return this.jobs.filter(({ outcome }) => outcome === 'open').map(({ jobId }) => jobId);
  }
}
