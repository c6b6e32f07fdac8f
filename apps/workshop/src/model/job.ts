import type { OrderedItem, OrderedOperation } from '@waystation/contracts/reception/v1/events';
import {
  Aggregate,
  appended,
  isGiven,
  NotAllowed,
  NotFound,
  Refused,
  type StepFacts,
  type Actor,
  type StepActor,
} from '@waystation/model';
import {
  failedPoints,
  mustBeForm,
  pointsWithoutResult,
  withoutNotes,
  type Inspection,
  type InspectionForm,
} from './inspection.ts';
import type { JobEvents } from './job-events.ts';
import { jobSteps } from './job-steps.ts';
import { isRunning, minutesOn, workedOn, workersOn, type ClockCorrection, type ClockEntry } from './labour-clock.ts';
import { leadsWorkshop, membersOf, mustBeFit, withoutDoubles, type TeamFacts, type Team } from './team.ts';

/** A repair item as far as the workshop works by it. Its parts are a matter of the store's. */
export type OrderedWork = Omit<OrderedItem, 'parts'>;

export type JobOperation = Pick<OrderedOperation, 'code' | 'labourMinutes' | 'skill' | 'tools' | 'manualReference'>;

export interface Citation {
  document: string;
  section: string;
  /** `diagnosis` or `work`. */
  purpose: string;
  technicianId: string;
  citedAt: Date;
}

/** A special tool or a tester, as it says itself what it is. */
export interface Tool {
  toolNumber: string;
  /** As operations ask for it. */
  toolKind: string;
  /** Left out for a tool that needs no calibration. */
  calibrationDueAt?: Date | undefined;
}

export interface ToolUse {
  toolNumber: string;
  toolKind: string;
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
  description: string;
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

/** Request for the technical expert's help with a job. */
export interface ExpertHelpRequest {
  questionId: string;
  question: string;
}

/** Expert's answer to one question of a job. */
export interface ExpertHelpAnswer {
  questionId: string;
  answer: string;
}

export interface ExpertQuestion {
  questionId: string;
  question: string;
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
  /** SHA-256 of what `reportOf` says, in hex. */
  reportHash: string;
}

export interface RepairReport extends Report {
  technicianId: string;
  signedAt: Date;
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

/** How many there may be of each on one job. */
const max = {
  clock: 200,
  corrections: 200,
  citations: 50,
  tools: 100,
  safety: 100,
  findings: 100,
  questions: 50,
  parts: 300,
  reports: 50,
};

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
  /** Null where it answers no concern of the customer. */
  declare concernId: string | null;
  /** Code; empty where none is known. */
  declare cause: string;
  /** Null where it is no rework. */
  declare reworksItemId: string | null;
  /** Of the order that it is done by; 0 until it is authorised. */
  declare orderRevision: number;
  declare openedAt: Date;
  /** Since when what is to be done on it may be done; null until then. */
  declare authorisedAt: Date | null;
  /** Since when it has its status. */
  declare since: Date;
  declare pauseReason: string | null;
  declare bayId: string | null;
  declare leadTechnicianId: string | null;
  declare otherTechnicianIds: string[];
  declare clock: ClockEntry[];
  declare clockCorrections: ClockCorrection[];
  declare citations: Citation[];
  declare tools: ToolUse[];
  declare safetyConfirmations: SafetyConfirmation[];
  declare findings: Finding[];
  declare expertQuestions: ExpertQuestion[];
  /** When the oldest question was asked that waits for an answer. */
  declare expertHelpRequestedAt: Date | null;
  declare parts: FittedPart[];
  declare selfInspection: SelfInspection | null;
  declare repairReport: RepairReport | null;
  /** Reports that were signed and no longer count, oldest first; kept as evidence. */
  declare replacedReports: RepairReport[];
  declare protectionConfirmedAt: Date | null;

  protected get steps() {
    return jobSteps;
  }
  protected get subject() {
    return 'job' as const;
  }

  static plan(item: OrderedWork, { stationId, visitId, standardVersion }: VisitOfJob, at: Date): Job {
    const job = new Job();
    job.begin({ id: item.itemId, stationId, visitId, ...(standardVersion != null && { standardVersion }) }, 'planned');
    job.openedAt = job.since = at;
    job.orderRevision = 0;
    job.authorisedAt = job.pauseReason = job.bayId = job.leadTechnicianId = null;
    job.expertHelpRequestedAt = job.selfInspection = job.repairReport = job.protectionConfirmedAt = null;
    job.replacedReports = [];
    job.otherTechnicianIds = [];
    job.clock = [];
    job.clockCorrections = [];
    job.citations = [];
    job.tools = [];
    job.safetyConfirmations = [];
    job.findings = [];
    job.expertQuestions = [];
    job.parts = [];
    job.agree(item);
    job.publish('JobOpened', at, job.agreed);
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

  /**
   * Brings it in line with what the customer agreed to; nothing happens where that is so already. What was inspected and
   * reported counts for the work that it was about: of other work it says nothing.
   */
  follow(item: OrderedWork, orderRevision: number, at: Date): void {
    const [workBefore, termsBefore] = [this.workAgreed, this.termsAgreed];
    this.agree(item);
    this.orderRevision = orderRevision;
    const isOtherWork = this.workAgreed !== workBefore;
    const verb = this.verbToFollow(isOtherWork, this.termsAgreed !== termsBefore);
    if (!verb) return;
    if (isOtherWork || verb === 'restore') {
      this.selfInspection = null;
      this.dropReport();
    }
    if (verb !== 'change') {
      this.authorisedAt = at;
      this.protectionConfirmedAt = this.pauseReason = null;
    }
    this.step(verb, at, { orderRevision, ...this.agreed });
  }

  dispatch(team: Team, teamFacts: TeamFacts, at: Date): void {
    this.mustSuit(team, teamFacts, at);
    this.giveTo(team);
    this.step('dispatch', at, withoutDoubles(team));
  }

  start(actor: StepActor, at: Date): void {
    this.requiresAuthority(at);
    this.requiresSafety(at);
    this.mustBeOnTeam('start', actor);
    const entryNumber = this.clockOn(actor.id, at);
    this.step('start', at, { technicianId: actor.id, entryNumber });
  }

  pause({ id }: Pick<Actor, 'id'>, reason: string, at: Date): void {
    this.mustAllow('pause');
    const own = this.running.filter(({ technicianId }) => technicianId === id);
    const [entry] = own;
    if (!entry) throw new Refused('TECHNICIAN_NOT_CLOCKED_ON', { technicianId: id });
    this.clockOff(own, reason, at);
    const isStill = this.running.length === 0;
    if (isStill) this.pauseReason = reason;
    const { entryNumber } = entry;
    const workedMinutes = minutesOn([entry], at);
    this.step(isStill ? 'pause' : 'leave', at, { technicianId: id, reason, entryNumber, workedMinutes });
  }

  /** Goes on with it, or joins those who are at work on it. */
  resume(actor: StepActor, at: Date): void {
    const verb = this.status === 'in_progress' ? 'join' : 'resume';
    this.requiresAuthority(at);
    this.requiresSafety(at);
    this.mustBeOnTeam(verb, actor);
    const entryNumber = this.clockOn(actor.id, at);
    this.pauseReason = null;
    this.step(verb, at, { technicianId: actor.id, entryNumber });
  }

  /** Who is taken off the team is clocked off. */
  reassign(team: Team, teamFacts: TeamFacts, at: Date): void {
    this.mustSuit(team, teamFacts, at);
    const { bayJobId } = teamFacts;
    if (bayJobId !== undefined && team.bayId !== this.bayId) {
      throw new Refused('BAY_OCCUPIED', { bayId: team.bayId, jobId: bayJobId });
    }
    const previousLeadTechnicianId = this.leadTechnicianId ?? '';
    const takenOff = workersOn(this.running).filter((id) => this.isOnTeam(id) && !membersOf(team).includes(id));
    this.giveTo(team);
    this.step('reassign', at, { ...withoutDoubles(team), previousLeadTechnicianId });
    for (const id of takenOff) this.pause({ id }, 'reassigned', at);
  }

  /** A technician corrects his own time, who leads the workshop anyone's. */
  correctClock(correction: Correction, actor: StepActor, at: Date): void {
    this.mustAllow('correctClock');
    const { entryNumber, startedAt, reason, note } = correction;
    const endedAt = correction.endedAt ?? null;
    const entry = this.clock.find((candidate) => candidate.entryNumber === entryNumber);
    if (!entry) throw new NotFound('clock entry', String(entryNumber));
    const { technicianId, startedAt: previousStartedAt, endedAt: previousEndedAt } = entry;
    // What was clocked before a job was reopened was authorised then.
    const isAuthorised = startedAt >= this.authorisedAt! || startedAt >= previousStartedAt;
    this.requires('REP-D01', isAuthorised, 'JOB_NOT_AUTHORISED');
    if (!leadsWorkshop(actor) && technicianId !== actor.id) throw new NotAllowed('CLOCK_OF_ANOTHER');
    if (isRunning(entry) !== (endedAt === null))
      throw new Refused('CLOCK_END_MUST_MATCH', { entryNumber: String(entryNumber) });
    if ((endedAt ?? at) < startedAt) throw new Refused('CLOCK_ENDS_BEFORE_START');
    if ((endedAt ?? startedAt) > at) throw new Refused('CLOCK_IN_FUTURE');
    if (startedAt < this.openedAt) throw new Refused('CLOCK_BEFORE_JOB');
    const others = this.clock.filter((other) => other !== entry && other.technicianId === technicianId);
    if (others.some((other) => startedAt < (other.endedAt ?? at) && other.startedAt < (endedAt ?? at))) {
      throw new Refused('CLOCK_OVERLAPS', { technicianId });
    }
    const kept = {
      entryNumber,
      startedAt: previousStartedAt,
      endedAt: previousEndedAt,
      reason,
      note,
      correctedBy: actor.id,
      correctedAt: at,
    };
    this.clockCorrections = appended(this.clockCorrections, kept, max.corrections);
    this.clock = this.clock.map((other) => (other === entry ? { ...entry, startedAt, endedAt } : other));
    this.step('correctClock', at, {
      technicianId,
      entryNumber,
      startedAt,
      endedAt: endedAt ?? undefined,
      previousStartedAt,
      previousEndedAt: previousEndedAt ?? undefined,
      reason,
      correctedBy: actor.id,
      workedMinutes: workedOn(this.clock, at).workedMinutes,
    });
  }

  recordManualReference(source: Pick<Citation, 'document' | 'section' | 'purpose'>, actor: StepActor, at: Date): void {
    this.mustBeOnTeam('recordManualReference', actor);
    const technicianId = actor.id;
    this.citations = appended(this.citations, { ...source, technicianId, citedAt: at }, max.citations);
    this.step('recordManualReference', at, { ...source, technicianId });
  }

  takeTool({ toolNumber, toolKind, calibrationDueAt }: Tool, actor: StepActor, at: Date): void {
    const isCalibrated = calibrationDueAt === undefined || calibrationDueAt >= at;
    this.requires('REP-D06', isCalibrated, 'TOOL_CALIBRATION_EXPIRED', toolNumber);
    this.mustBeOnTeam('takeTool', actor);
    const technicianId = actor.id;
    if (this.toolsOut.some((tool) => tool.toolNumber === toolNumber))
      throw new Refused('TOOL_TAKEN_ALREADY', { toolNumber });
    const taken = {
      toolNumber,
      toolKind,
      technicianId,
      takenAt: at,
      calibrationDueAt: calibrationDueAt ?? null,
      returnedAt: null,
    };
    this.tools = appended(this.tools, taken, max.tools);
    this.step('takeTool', at, { technicianId, toolNumber, toolKind, calibrationDueAt });
  }

  returnTool(toolNumber: string, actor: StepActor, at: Date): void {
    this.mustBeOnTeam('returnTool', actor);
    const out = this.toolsOut.find((tool) => tool.toolNumber === toolNumber);
    if (!out) throw new Refused('TOOL_NOT_TAKEN', { toolNumber });
    this.tools = this.tools.map((tool) => (tool === out ? { ...tool, returnedAt: at } : tool));
    this.step('returnTool', at, { technicianId: actor.id, toolNumber });
  }

  confirmSafety(code: string, actor: StepActor, at: Date): void {
    this.mustBeOnTeam('confirmSafety', actor);
    const confirmation = { code, technicianId: actor.id, confirmedAt: at };
    this.safetyConfirmations = appended(this.safetyConfirmations, confirmation, max.safety);
    this.step('confirmSafety', at, { technicianId: actor.id, code, mandatory: this.mandatorySafety.includes(code) });
  }

  confirmProtection(actor: StepActor, at: Date): void {
    this.mustBeOnTeam('confirmProtection', actor);
    this.protectionConfirmedAt = at;
    this.step('confirmProtection', at, { technicianId: actor.id });
  }

  /** By any technician of the station: what is seen is said. A report that was signed before doesn't tell of it. */
  reportFinding(findingId: string, observation: Observation, { id: technicianId }: StepActor, at: Date): void {
    const { description, place, severity, unsafe, componentCode, photoHashes } = observation;
    const known = { findingId, technicianId, severity, unsafe, componentCode, photoHashes };
    this.findings = appended(this.findings, { ...known, description, place, foundAt: at }, max.findings);
    this.dropReport();
    this.step('reportFinding', at, known);
  }

  /** By any technician of the station. */
  requestExpertHelp({ questionId, question }: ExpertHelpRequest, { id: technicianId }: StepActor, at: Date): void {
    const asked = {
      questionId,
      question,
      technicianId,
      askedAt: at,
      answer: null,
      expertId: null,
      answeredAt: null,
    };
    this.askedOfExpert(appended(this.expertQuestions, asked, max.questions));
    this.step('requestExpertHelp', at, { questionId, technicianId });
  }

  answerExpertHelp({ questionId, answer }: ExpertHelpAnswer, { id: expertId }: StepActor, at: Date): void {
    this.mustAllow('answerExpertHelp');
    const asked = this.expertQuestions.find((candidate) => candidate.questionId === questionId);
    if (!asked) throw new NotFound('question', questionId);
    if (asked.answeredAt) throw new Refused('QUESTION_ANSWERED_ALREADY', { questionId });
    const answered = { ...asked, answer, expertId, answeredAt: at };
    this.askedOfExpert(this.expertQuestions.map((other) => (other === asked ? answered : other)));
    this.step('answerExpertHelp', at, { questionId, expertId, askedAt: asked.askedAt });
  }

  fitPart({ issueLineId, partNumber, quantity }: IssuedPart, actor: StepActor, at: Date): void {
    this.requiresAuthority(at);
    this.mustBeOnTeam('fitPart', actor);
    const technicianId = actor.id;
    if (this.parts.some((part) => part.issueLineId === issueLineId))
      throw new Refused('PART_FITTED_ALREADY', { issueLineId });
    const part = { issueLineId, partNumber, quantity, technicianId, fittedAt: at };
    this.parts = appended(this.parts, part, max.parts);
    this.step('fitPart', at, { technicianId, issueLineId, partNumber, quantity });
  }

  /** @param form the one that it goes by, if there is one of its id and version */
  completeSelfInspection(inspection: Inspection, form: InspectionForm | undefined, actor: StepActor, at: Date): void {
    for (const point of pointsWithoutResult(form, inspection)) {
      this.requires('REP-D15', false, 'SELF_INSPECTION_POINT_MISSING', point);
    }
    for (const pointId of failedPoints(inspection)) {
      this.requires('REP-D15', false, 'SELF_INSPECTION_POINT_FAILED', pointId);
    }
    this.mustBeOnTeam('completeSelfInspection', actor);
    mustBeForm(form, 'self_inspection', inspection);
    this.selfInspection = { ...inspection, technicianId: actor.id, completedAt: at };
    this.step('completeSelfInspection', at, { technicianId: actor.id, ...withoutNotes(inspection) });
  }

  /** What is signed with the report: the work done and what was found. */
  reportOf(workDone: string) {
    const findings = this.findings.map(
      ({ findingId, description, place, severity, unsafe, componentCode, photoHashes }) => [
        findingId,
        description,
        place,
        severity,
        unsafe,
        componentCode,
        photoHashes,
      ],
    );
    return [this.id, workDone, findings];
  }

  /**
   * By who is on the job or worked on it, and by nobody in their place. Another report takes the place of the one that was signed before,
   * which is kept.
   */
  signRepairReport({ workDone, signatureHash, reportHash }: Report, actor: StepActor, at: Date): void {
    this.mustAllow('signRepairReport');
    const technicianId = actor.id;
    const hasWorked = this.clock.some((entry) => entry.technicianId === technicianId);
    if (!hasWorked && !this.isOnTeam(technicianId)) throw new Refused('TECHNICIAN_NOT_ASSIGNED', { technicianId });
    const replacedReportHash = this.repairReport?.reportHash ?? '';
    if (reportHash === replacedReportHash) throw new Refused('REPORT_SIGNED_ALREADY');
    this.dropReport();
    this.repairReport = { workDone, signatureHash, reportHash, technicianId, signedAt: at };
    this.step('signRepairReport', at, { technicianId, signatureHash, reportHash, replacedReportHash });
  }

  finish(actor: StepActor, at: Date): void {
    const isDiagnosis = this.workKind === 'diagnosis';
    this.requires('REP-D05', isDiagnosis || this.hasCited('work'), 'MANUAL_NOT_CITED');
    for (const kind of new Set(this.operations.flatMap(({ tools }) => tools))) {
      this.requires('REP-D06', this.hasTaken(kind), 'SPECIAL_TOOL_NOT_TAKEN', kind);
    }
    this.requires('REP-D07', !isDiagnosis || this.hasCited('diagnosis'), 'DIAGNOSIS_DOCUMENT_NOT_CITED');
    this.requires('REP-D12', this.protectionConfirmedAt != null, 'PROTECTION_NOT_CONFIRMED');
    this.requiresSafety(at);
    this.requires('REP-D14', this.expertHelpRequestedAt == null, 'EXPERT_ANSWER_MISSING');
    this.requires('REP-D15', this.selfInspection != null, 'SELF_INSPECTION_MISSING');
    this.requires('REP-D16', isGiven(this.repairReport?.workDone), 'REPAIR_REPORT_MISSING');
    this.mustBeOnTeam('finish', actor);
    const out = this.toolsOut.map(({ toolNumber }) => toolNumber);
    if (out.length > 0) throw new Refused('TOOLS_NOT_RETURNED', { toolNumbers: out.slice(0, 10).join(', ') });
    this.clockOff(this.running, 'finished', at);
    const { labourMinutes } = this;
    this.step('finish', at, { ...workedOn(this.clock, at), labourMinutes });
  }

  /** Clocks that run are stopped, at once if they were started since. */
  withdraw(reason: string, at: Date): void {
    this.stop(this.running, 'withdrawn', at);
    this.pauseReason = null;
    this.step('withdraw', at, { reason, ...workedOn(this.clock, at) });
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

  private verbToFollow(isOtherWork: boolean, areOtherTerms: boolean) {
    if (this.status === 'planned') return 'authorise' as const;
    if (this.status === 'withdrawn') return 'restore' as const;
    if (isOtherWork && this.status === 'finished') return 'reopen' as const;
    return isOtherWork || areOtherTerms ? ('change' as const) : undefined;
  }

  private get agreed() {
    const { workKind, guaranteeClass, payer, operations, labourMinutes, mandatorySafety, advisedSafety, cause } = this;
    const ids = { concernId: this.concernId ?? '', reworksItemId: this.reworksItemId ?? '' };
    return {
      workKind,
      guaranteeClass,
      payer,
      operations,
      labourMinutes,
      mandatorySafety,
      advisedSafety,
      cause,
      ...ids,
    };
  }

  // Lists, since the keys of stored objects come back in an order of their own.

  private get workAgreed(): string {
    const { workKind, mandatorySafety, advisedSafety, operations } = this;
    const each = operations.map(({ code, labourMinutes, skill, tools, manualReference }) => [
      code,
      labourMinutes,
      skill,
      tools,
      manualReference,
    ]);
    return JSON.stringify([workKind, mandatorySafety, advisedSafety, each]);
  }

  private get termsAgreed(): string {
    return JSON.stringify([this.payer, this.guaranteeClass, this.concernId, this.cause, this.reworksItemId]);
  }

  private agree(item: OrderedWork): void {
    const { operations } = item;
    this.workKind = item.workKind;
    this.guaranteeClass = item.guaranteeClass;
    this.payer = item.payer;
    this.concernId = item.concernId || null;
    this.cause = item.cause;
    this.reworksItemId = item.reworksItemId || null;
    this.operations = operations.map(({ code, labourMinutes, skill, tools, manualReference }) => ({
      code,
      labourMinutes,
      skill,
      tools,
      manualReference,
    }));
    this.labourMinutes = operations.reduce((sum, { labourMinutes }) => sum + labourMinutes, 0);
    this.mandatorySafety = [...new Set(operations.flatMap(({ mandatorySafety }) => mandatorySafety))];
    this.advisedSafety = [...new Set(operations.flatMap(({ advisedSafety }) => advisedSafety))];
  }

  private requiresAuthority(at: Date): void {
    const isWanted = this.status !== 'planned' && this.status !== 'withdrawn';
    const isAuthorised = isWanted && this.authorisedAt != null && this.authorisedAt <= at;
    this.requires('REP-D01', isAuthorised, 'JOB_NOT_AUTHORISED');
  }

  private requiresSafety(at: Date): void {
    for (const code of this.mandatorySafety) {
      this.requires('REP-D13', this.isConfirmed(code, at), 'MANDATORY_SAFETY_MISSING', code);
    }
  }

  /** What was confirmed before the job was finished or withdrawn says nothing of a truck that has been moved since. */
  private isConfirmed(code: string, at: Date): boolean {
    const since = this.authorisedAt;
    return this.safetyConfirmations.some(
      ({ code: confirmed, confirmedAt }) =>
        confirmed === code && confirmedAt <= at && since != null && confirmedAt >= since,
    );
  }

  private mustSuit(team: Team, teamFacts: TeamFacts, at: Date): void {
    const skills = this.operations.map(({ skill }) => skill);
    mustBeFit(team, skills, teamFacts, at);
  }

  private giveTo(team: Team): void {
    const { bayId, leadTechnicianId, otherTechnicianIds } = withoutDoubles(team);
    this.bayId = bayId;
    this.leadTechnicianId = leadTechnicianId;
    this.otherTechnicianIds = otherTechnicianIds;
  }

  private isOnTeam(technicianId: string): boolean {
    return technicianId === this.leadTechnicianId || this.otherTechnicianIds.includes(technicianId);
  }

  /** A job has a team only once it was given out, so that its state is judged first. */
  /** What was signed no longer counts. */
  private dropReport(): void {
    if (!this.repairReport) return;
    this.replacedReports = appended(this.replacedReports, this.repairReport, max.reports);
    this.repairReport = null;
  }

  private mustBeOnTeam(verb: keyof typeof jobSteps, actor: StepActor): void {
    this.mustAllow(verb);
    if (leadsWorkshop(actor) || this.isOnTeam(actor.id)) return;
    throw new Refused('TECHNICIAN_NOT_ASSIGNED', { technicianId: actor.id });
  }

  private get running(): ClockEntry[] {
    return this.clock.filter(isRunning);
  }

  /** @returns number of the time that begins */
  private clockOn(technicianId: string, at: Date): number {
    const own = this.clock.filter((entry) => entry.technicianId === technicianId);
    if (own.some(isRunning)) throw new Refused('TECHNICIAN_ALREADY_CLOCKED_ON', { jobId: this.id });
    if (own.some(({ endedAt }) => endedAt! > at)) throw new Refused('CLOCK_OVERLAPS', { technicianId });
    const entryNumber = this.clock.length + 1;
    const entry = { entryNumber, technicianId, startedAt: at, endedAt: null, reason: null };
    this.clock = appended(this.clock, entry, max.clock);
    return entryNumber;
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

  private hasTaken(toolKind: string): boolean {
    return this.tools.some((tool) => tool.toolKind === toolKind);
  }

  private hasCited(purpose: string): boolean {
    return this.citations.some((citation) => citation.purpose === purpose && isGiven(citation.document));
  }

  private askedOfExpert(questions: ExpertQuestion[]): void {
    this.expertQuestions = questions;
    this.expertHelpRequestedAt = questions.find(({ answeredAt }) => !answeredAt)?.askedAt ?? null;
  }
}
