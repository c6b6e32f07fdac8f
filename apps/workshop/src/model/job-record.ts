import { Aggregate, type StepFacts } from '@waystation/model';
import type { AgreedWork, JobOperation } from './agreed-work.ts';
import type { ManualReferences } from './manual-references.ts';
import { ExpertQuestions } from './expert-questions.ts';
import type { Findings } from './findings.ts';
import type { FittedParts } from './fitted-parts.ts';
import type { CompletedInspection } from './inspection.ts';
import type { JobEvents } from './job-events.ts';
import { jobSteps } from './job-steps.ts';
import { LabourClock, type ClockCorrections } from './labour-clock.ts';
import { ReplacedReports, reportContent, type RepairReport } from './repair-reports.ts';
import type { SafetyConfirmations } from './safety-confirmations.ts';
import type { ToolLog } from './tool-log.ts';

/** Fields of a job and the changes that concern several of them. `Job` has the steps and rules. */
export abstract class JobRecord extends Aggregate<typeof jobSteps, JobEvents, 'job'> implements AgreedWork {
  declare visitId: string;
  declare workKind: string;
  declare guaranteeClass: string;
  declare payer: string;
  declare operations: JobOperation[];
  declare labourMinutes: number;
  declare mandatorySafety: string[];
  declare advisedSafety: string[];
  concernId: string | null = null;
  declare cause: string;
  reworksItemId: string | null = null;
  /** Order revision that this job follows; 0 until it is authorised. */
  declare orderRevision: number;
  declare openedAt: Date;
  /** Time of the last authorisation; null before the first. */
  authorisedAt: Date | null = null;
  /** Time of the last change of status. */
  declare since: Date;
  pauseReason: string | null = null;
  bayId: string | null = null;
  leadTechnicianId: string | null = null;
  declare otherTechnicianIds: string[];
  declare clock: LabourClock;
  declare clockCorrections: ClockCorrections;
  declare manualReferences: ManualReferences;
  declare tools: ToolLog;
  declare safetyConfirmations: SafetyConfirmations;
  declare findings: Findings;
  declare expertQuestions: ExpertQuestions;
  /** Time of the oldest question that waits for an answer. */
  expertHelpRequestedAt: Date | null = null;
  declare parts: FittedParts;
  selfInspection: CompletedInspection | null = null;
  repairReport: RepairReport | null = null;
  /** Signed reports that no longer count, oldest first, kept as evidence. */
  declare replacedReports: ReplacedReports;
  protectionConfirmedAt: Date | null = null;

  protected get steps() {
    return jobSteps;
  }
  protected get subject() {
    return 'job' as const;
  }

  /** True if work is left to do: the job is neither finished nor withdrawn. */
  get isOpen(): boolean {
    return this.status !== 'finished' && this.status !== 'withdrawn';
  }

  /** Staff ids of all technicians who worked on the job. */
  get workerIds(): string[] {
    return LabourClock.technicians(this.clock);
  }

  /** Content of a report on this job, to be hashed and signed. */
  reportOf(workDone: string): unknown[] {
    return reportContent(this, workDone);
  }

  protected override step<V extends keyof typeof jobSteps>(
    verb: V,
    at: Date,
    ...facts: StepFacts<(typeof jobSteps)[V], JobEvents, 'job'>
  ): void {
    const before = this.status;
    super.step(verb, at, ...facts);
    if (this.status !== before) this.since = at;
  }

  /** @returns number of the new entry */
  protected clockOn({ id: technicianId }: { id: string }, at: Date): number {
    this.clock = LabourClock.clockOn(this.clock, { jobId: this.id, technicianId }, at);
    return this.clock.length;
  }

  protected dropReport(): void {
    if (!this.repairReport) return;
    this.replacedReports = ReplacedReports.add(this.replacedReports, this.repairReport);
    this.repairReport = null;
  }

  protected keepQuestions(questions: ExpertQuestions): void {
    this.expertQuestions = questions;
    this.expertHelpRequestedAt = ExpertQuestions.waitingSince(questions);
  }
}
