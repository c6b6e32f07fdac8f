import type { OrderedItem, OrderedOperation } from '@waystation/contracts/reception/v1/events';
import { Aggregate, NotAllowed, NotFound, Refused, type StepFacts } from '@waystation/model';
import { withoutNotes, type Inspection } from './inspection.ts';
import type { JobEvents } from './job-events.ts';
import { jobSteps, type JobStatus } from './job-steps.ts';
import { isRunning, minutesOn, workersOn, type ClockCorrection, type ClockEntry } from './labour-clock.ts';

export type JobOperation = Pick<OrderedOperation, 'code' | 'labourMinutes' | 'skill'>;

export interface Citation {
  document: string;
  section: string;
  /** `diagnosis` or `work`. */
  purpose: string;
  technicianId: string;
  citedAt: Date;
}

export interface ToolUse {
  toolNumber: string;
  technicianId: string;
  takenAt: Date;
  /** Null for a tool that needs no calibration. */
  calibrationDueAt: Date | null;
  /** Null while it is out. */
  returnedAt: Date | null;
}

export interface SafetyConfirmation {
  code: string;
  technicianId: string;
  confirmedAt: Date;
}

/** What was found, as it is reported. */
export interface Observation {
  words: string;
  place: string;
  /** `immediate`, `soon` or `later`. */
  severity: string;
  unsafe: boolean;
  componentCode: string;
  photoHashes: string[];
}

export interface Finding extends Observation {
  findingId: string;
  technicianId: string;
  foundAt: Date;
}

export interface ExpertQuestion {
  questionId: string;
  words: string;
  technicianId: string;
  askedAt: Date;
  answer: string | null;
  expertId: string | null;
  answeredAt: Date | null;
}

/** A part that was issued for the job. */
export interface IssuedPart {
  issueLineId: string;
  partNumber: string;
  /** Decimal number in the unit of the issue slip. */
  quantity: string;
}

export interface FittedPart extends IssuedPart {
  technicianId: string;
  fittedAt: Date;
}

export interface SelfInspection extends Inspection {
  technicianId: string;
  completedAt: Date;
}

/** What the technician writes and signs. */
export interface Report {
  workDone: string;
  signatureHash: string;
}

export interface RepairReport extends Report {
  technicianId: string;
  signedAt: Date;
}

/** Where a job is worked on, and by whom. */
export interface Team {
  bayId: string;
  leadTechnicianId: string;
  /** The others. */
  technicianIds: string[];
}

/** Which of the times on a job is wrong, and what it should be. */
export interface Correction {
  entryNumber: number;
  startedAt: Date;
  /** Left out where the clock runs on. */
  endedAt?: Date | undefined;
  reason: string;
  note: string;
}

/** The visit that a job belongs to. */
export interface VisitOfJob {
  stationId: string;
  visitId: string;
  standardVersion?: string | undefined;
}

/**
 * The work on one repair item, whose id it bears: planned with the promise, authorised by the customer's signature, given
 * to a bay and technicians, done, inspected by who did it, reported.
 */
export class Job extends Aggregate<typeof jobSteps, JobEvents, 'job'> {
  declare visitId: string;
  declare workKind: string;
  declare guaranteeClass: string;
  declare payer: string;
  declare operations: JobOperation[];
  declare labourMinutes: number;
  declare mandatorySafety: string[];
  declare advisedSafety: string[];
  /** Of the order that it is done by; 0 until it is authorised. */
  declare orderRevision: number;
  /** Since when it has its status. */
  declare since: Date;
  declare pauseReason: string | null;
  declare bayId: string | null;
  declare leadTechnicianId: string | null;
  declare technicianIds: string[];
  declare clock: ClockEntry[];
  declare clockCorrections: ClockCorrection[];
  declare citations: Citation[];
  declare tools: ToolUse[];
  declare safetyConfirmations: SafetyConfirmation[];
  declare findings: Finding[];
  declare expertQuestions: ExpertQuestion[];
  /** When the oldest question was asked that waits for an answer. */
  declare expertAskedAt: Date | null;
  declare parts: FittedPart[];
  declare selfInspection: SelfInspection | null;
  declare repairReport: RepairReport | null;
  declare protectionConfirmedAt: Date | null;

  protected get steps() {
    return jobSteps;
  }
  protected get subject() {
    return 'job' as const;
  }

  static plan(item: OrderedItem, { stationId, visitId, standardVersion }: VisitOfJob, at: Date): Job {
    const job = new Job();
    job.begin({ id: item.itemId, stationId, visitId, ...(standardVersion != null && { standardVersion }) }, 'planned');
    job.since = at;
    job.orderRevision = 0;
    job.pauseReason = job.bayId = job.leadTechnicianId = null;
    job.expertAskedAt = job.selfInspection = job.repairReport = job.protectionConfirmedAt = null;
    job.technicianIds = [];
    job.clock = [];
    job.clockCorrections = [];
    job.citations = [];
    job.tools = [];
    job.safetyConfirmations = [];
    job.findings = [];
    job.expertQuestions = [];
    job.parts = [];
    job.agree(item);
    const { workKind, guaranteeClass, payer, operations, labourMinutes, mandatorySafety, advisedSafety } = job;
    const work = { workKind, guaranteeClass, payer, operations, labourMinutes, mandatorySafety, advisedSafety };
    job.publish('JobOpened', at, work);
    return job;
  }

  /** Whether it is still to be done. */
  get isOpen(): boolean {
    return this.status !== 'finished' && this.status !== 'withdrawn';
  }

  /** Staff ids of all who worked on it. */
  get workerIds(): string[] {
    return workersOn(this.clock);
  }

  /** Brings it in line with what the customer agreed to; nothing happens where that is so already. */
  follow(item: OrderedItem, orderRevision: number, at: Date): void {
    if (!this.isOpen) return;
    const before = JSON.stringify(this.agreed);
    this.agree(item);
    const isAgreed = this.status !== 'planned' && before === JSON.stringify(this.agreed);
    this.orderRevision = orderRevision;
    if (isAgreed) return;
    const { operations, labourMinutes } = this;
    if (this.status === 'planned') this.step('authorise', at, { orderRevision, operations, labourMinutes });
    else this.step('amend', at, { orderRevision, operations, labourMinutes });
  }

  dispatch(team: Team, at: Date): void {
    this.step('dispatch', at, withoutDoubles(team));
    this.giveTo(team);
  }

  start(technicianId: string, at: Date): void {
    this.requires('REP-D01', this.isAuthorised, 'JOB_NOT_AUTHORISED');
    for (const code of this.mandatorySafety) {
      this.requires('REP-D13', this.hasConfirmed(code), 'MANDATORY_SAFETY_MISSING', code);
    }
    this.step('start', at, { technicianId });
    this.clockOn(technicianId, at);
  }

  pause(technicianId: string, reason: string, at: Date): void {
    const own = this.running.filter((entry) => entry.technicianId === technicianId);
    const othersWorking = this.running.length > own.length;
    this.step(othersWorking ? 'leave' : 'pause', at, {
      technicianId,
      reason,
      othersWorking,
      workedMinutes: minutesOn(own, at),
    });
    if (own.length === 0) throw new Refused('TECHNICIAN_NOT_CLOCKED_ON', { technicianId });
    this.clockOff(own, reason, at);
    if (!othersWorking) this.pauseReason = reason;
  }

  resume(technicianId: string, at: Date): void {
    this.step('resume', at, { technicianId });
    this.clockOn(technicianId, at);
    this.pauseReason = null;
  }

  /** @returns staff ids of those who were at work on it and are taken off */
  reassign(team: Team, at: Date): string[] {
    const previousLeadTechnicianId = this.leadTechnicianId ?? '';
    this.step('reassign', at, { ...withoutDoubles(team), previousLeadTechnicianId });
    this.giveTo(team);
    const takenOff = workersOn(this.running).filter((id) => !this.isOnTeam(id));
    for (const technicianId of takenOff) this.pause(technicianId, 'reassigned', at);
    return takenOff;
  }

  /** @param ofOthers whether he may correct another's time than his own */
  correctClock(correction: Correction, correctedBy: string, ofOthers: boolean, at: Date): void {
    this.mustAllow('correctClock');
    const { entryNumber, startedAt, reason, note } = correction;
    const endedAt = correction.endedAt ?? null;
    const entry = this.clock.find((candidate) => candidate.entryNumber === entryNumber);
    if (!entry) throw new NotFound('clock entry', String(entryNumber));
    if (!ofOthers && entry.technicianId !== correctedBy) throw new NotAllowed('CLOCK_OF_ANOTHER');
    if (isRunning(entry) !== (endedAt === null))
      throw new Refused('CLOCK_END_MUST_MATCH', { entryNumber: String(entryNumber) });
    if ((endedAt ?? at) < startedAt) throw new Refused('CLOCK_ENDS_BEFORE_START');
    if ((endedAt ?? startedAt) > at) throw new Refused('CLOCK_IN_FUTURE');
    const { technicianId, startedAt: previousStartedAt, endedAt: previousEndedAt } = entry;
    const others = this.clock.filter((other) => other !== entry && other.technicianId === technicianId);
    if (others.some((other) => startedAt < (other.endedAt ?? at) && other.startedAt < (endedAt ?? at))) {
      throw new Refused('CLOCK_OVERLAPS', { technicianId });
    }
    this.step('correctClock', at, {
      technicianId,
      entryNumber,
      startedAt,
      endedAt: endedAt ?? undefined,
      previousStartedAt,
      previousEndedAt: previousEndedAt ?? undefined,
      reason,
      correctedBy,
    });
    const kept = {
      entryNumber,
      startedAt: previousStartedAt,
      endedAt: previousEndedAt,
      reason,
      note,
      correctedBy,
      correctedAt: at,
    };
    this.clockCorrections = [...this.clockCorrections, kept];
    this.clock = this.clock.map((other) => (other === entry ? { ...entry, startedAt, endedAt } : other));
  }

  citeManual(source: Pick<Citation, 'document' | 'section' | 'purpose'>, technicianId: string, at: Date): void {
    this.step('citeManual', at, { technicianId, ...source });
    this.citations = [...this.citations, { ...source, technicianId, citedAt: at }];
  }

  takeTool(toolNumber: string, calibrationDueAt: Date | undefined, technicianId: string, at: Date): void {
    const isCalibrated = calibrationDueAt === undefined || calibrationDueAt >= at;
    this.requires('REP-D06', isCalibrated, 'TOOL_CALIBRATION_EXPIRED', toolNumber);
    this.step('takeTool', at, { technicianId, toolNumber, calibrationDueAt });
    if (this.toolsOut.some((tool) => tool.toolNumber === toolNumber))
      throw new Refused('TOOL_TAKEN_ALREADY', { toolNumber });
    const taken = {
      toolNumber,
      technicianId,
      takenAt: at,
      calibrationDueAt: calibrationDueAt ?? null,
      returnedAt: null,
    };
    this.tools = [...this.tools, taken];
  }

  returnTool(toolNumber: string, technicianId: string, at: Date): void {
    this.step('returnTool', at, { technicianId, toolNumber });
    const out = this.toolsOut.find((tool) => tool.toolNumber === toolNumber);
    if (!out) throw new Refused('TOOL_NOT_TAKEN', { toolNumber });
    this.tools = this.tools.map((tool) => (tool === out ? { ...tool, returnedAt: at } : tool));
  }

  confirmSafety(code: string, technicianId: string, at: Date): void {
    this.step('confirmSafety', at, { technicianId, code, mandatory: this.mandatorySafety.includes(code) });
    this.safetyConfirmations = [...this.safetyConfirmations, { code, technicianId, confirmedAt: at }];
  }

  confirmProtection(technicianId: string, at: Date): void {
    this.step('confirmProtection', at, { technicianId });
    this.protectionConfirmedAt = at;
  }

  reportFinding(findingId: string, observation: Observation, technicianId: string, at: Date): void {
    const { words, place, severity, unsafe, componentCode, photoHashes } = observation;
    this.step('reportFinding', at, { findingId, technicianId, severity, unsafe, componentCode, photoHashes });
    const finding = {
      findingId,
      words,
      place,
      severity,
      unsafe,
      componentCode,
      photoHashes,
      technicianId,
      foundAt: at,
    };
    this.findings = [...this.findings, finding];
  }

  askExpert(questionId: string, words: string, technicianId: string, at: Date): void {
    this.step('askExpert', at, { questionId, technicianId });
    const question = { questionId, words, technicianId, askedAt: at, answer: null, expertId: null, answeredAt: null };
    this.askedOfExpert([...this.expertQuestions, question]);
  }

  answerExpert(questionId: string, answer: string, expertId: string, at: Date): void {
    this.mustAllow('answerExpert');
    const question = this.expertQuestions.find((candidate) => candidate.questionId === questionId);
    if (!question) throw new NotFound('question', questionId);
    if (question.answeredAt) throw new Refused('QUESTION_ANSWERED_ALREADY', { questionId });
    this.step('answerExpert', at, { questionId, expertId, askedAt: question.askedAt });
    const answered = { ...question, answer, expertId, answeredAt: at };
    this.askedOfExpert(this.expertQuestions.map((other) => (other === question ? answered : other)));
  }

  fitPart({ issueLineId, partNumber, quantity }: IssuedPart, technicianId: string, at: Date): void {
    this.requires('REP-D01', this.isAuthorised, 'JOB_NOT_AUTHORISED');
    this.step('fitPart', at, { technicianId, issueLineId, partNumber, quantity });
    this.parts = [...this.parts, { issueLineId, partNumber, quantity, technicianId, fittedAt: at }];
  }

  completeSelfInspection(inspection: Inspection, technicianId: string, at: Date): void {
    for (const { pointId, result } of inspection.points) {
      this.requires('REP-D15', result !== 'not_ok', 'SELF_INSPECTION_POINT_FAILED', pointId);
    }
    this.step('completeSelfInspection', at, { technicianId, ...withoutNotes(inspection) });
    this.mustBeOnTeam(technicianId);
    this.selfInspection = { ...inspection, technicianId, completedAt: at };
  }

  signRepairReport({ workDone, signatureHash }: Report, technicianId: string, at: Date): void {
    this.step('signRepairReport', at, { technicianId, signatureHash });
    this.mustBeOnTeam(technicianId);
    this.repairReport = { workDone, signatureHash, technicianId, signedAt: at };
  }

  finish(technicianId: string, at: Date): void {
    const isDiagnosis = this.workKind === 'diagnosis';
    this.requires('REP-D05', isDiagnosis || this.hasCited('work'), 'MANUAL_NOT_CITED');
    this.requires('REP-D07', !isDiagnosis || this.hasCited('diagnosis'), 'DIAGNOSIS_DOCUMENT_NOT_CITED');
    this.requires('REP-D12', this.protectionConfirmedAt != null, 'PROTECTION_NOT_CONFIRMED');
    this.requires('REP-D14', this.expertAskedAt == null, 'EXPERT_ANSWER_MISSING');
    this.requires('REP-D15', this.selfInspection != null, 'SELF_INSPECTION_MISSING');
    this.requires('REP-D16', this.repairReport != null, 'REPAIR_REPORT_MISSING');
    const { workerIds, labourMinutes } = this;
    this.step('finish', at, { workerIds, labourMinutes, workedMinutes: minutesOn(this.clock, at) });
    this.mustBeOnTeam(technicianId);
    const out = this.toolsOut.map(({ toolNumber }) => toolNumber);
    if (out.length > 0) throw new Refused('TOOLS_NOT_RETURNED', { toolNumbers: out.join(',') });
    this.clockOff(this.running, 'finished', at);
  }

  /** Clocks that run are stopped, at once if they were started since. */
  withdraw(reason: string, at: Date): void {
    this.step('withdraw', at, { reason, workerIds: this.workerIds, workedMinutes: minutesOn(this.clock, at) });
    this.stop(this.running, 'withdrawn', at);
    this.pauseReason = null;
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

  private get isAuthorised(): boolean {
    return this.status !== 'planned' && this.status !== 'withdrawn';
  }

  private get agreed() {
    const { workKind, guaranteeClass, payer, operations, mandatorySafety, advisedSafety } = this;
    return [
      workKind,
      guaranteeClass,
      payer,
      mandatorySafety,
      advisedSafety,
      ...operations.map(({ code, labourMinutes, skill }) => [code, labourMinutes, skill]),
    ];
  }

  private agree({ workKind, guaranteeClass, payer, operations }: OrderedItem): void {
    this.workKind = workKind;
    this.guaranteeClass = guaranteeClass;
    this.payer = payer;
    this.operations = operations.map(({ code, labourMinutes, skill }) => ({ code, labourMinutes, skill }));
    this.labourMinutes = operations.reduce((sum, { labourMinutes }) => sum + labourMinutes, 0);
    this.mandatorySafety = [...new Set(operations.flatMap(({ mandatorySafety }) => mandatorySafety))];
    this.advisedSafety = [...new Set(operations.flatMap(({ advisedSafety }) => advisedSafety))];
  }

  private giveTo(team: Team): void {
    const { bayId, leadTechnicianId, technicianIds } = withoutDoubles(team);
    this.bayId = bayId;
    this.leadTechnicianId = leadTechnicianId;
    this.technicianIds = technicianIds;
  }

  private isOnTeam(technicianId: string): boolean {
    return technicianId === this.leadTechnicianId || this.technicianIds.includes(technicianId);
  }

  private mustBeOnTeam(technicianId: string): void {
    if (!this.isOnTeam(technicianId)) throw new Refused('TECHNICIAN_NOT_ASSIGNED', { technicianId });
  }

  private get running(): ClockEntry[] {
    return this.clock.filter(isRunning);
  }

  private clockOn(technicianId: string, at: Date): void {
    this.mustBeOnTeam(technicianId);
    const own = this.clock.filter((entry) => entry.technicianId === technicianId);
    if (own.some(isRunning)) throw new Refused('TECHNICIAN_ALREADY_CLOCKED_ON', { jobId: this.id });
    if (own.some(({ endedAt }) => endedAt! > at)) throw new Refused('CLOCK_OVERLAPS', { technicianId });
    const entry = { entryNumber: this.clock.length + 1, technicianId, startedAt: at, endedAt: null, reason: null };
    this.clock = [...this.clock, entry];
  }

  private clockOff(entries: readonly ClockEntry[], reason: string, at: Date): void {
    const early = entries.find(({ startedAt }) => startedAt > at);
    if (early) throw new Refused('CLOCK_ENDS_BEFORE_START', { technicianId: early.technicianId });
    this.stop(entries, reason, at);
  }

  private stop(entries: readonly ClockEntry[], reason: string, at: Date): void {
    const ended = ({ startedAt }: ClockEntry) => (startedAt > at ? startedAt : at);
    this.clock = this.clock.map((entry) =>
      entries.includes(entry) ? { ...entry, endedAt: ended(entry), reason } : entry,
    );
  }

  private get toolsOut(): ToolUse[] {
    return this.tools.filter(({ returnedAt }) => returnedAt == null);
  }

  private hasConfirmed(code: string): boolean {
    return this.safetyConfirmations.some((confirmation) => confirmation.code === code);
  }

  private hasCited(purpose: string): boolean {
    return this.citations.some((citation) => citation.purpose === purpose);
  }

  private askedOfExpert(questions: ExpertQuestion[]): void {
    this.expertQuestions = questions;
    this.expertAskedAt = questions.find(({ answeredAt }) => !answeredAt)?.askedAt ?? null;
  }
}

/** The lead technician is not among the others. */
function withoutDoubles({ bayId, leadTechnicianId, technicianIds }: Team): Team {
  return { bayId, leadTechnicianId, technicianIds: technicianIds.filter((id) => id !== leadTechnicianId) };
}
