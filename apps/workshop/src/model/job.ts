import { isGiven, NotAllowed, Refused, type Actor, type StepActor, type VisitRef } from '@waystation/model';
import { mustBeForm, pointsWithoutResult, type PublishedForm } from '@waystation/reference/model';
import { agreedFacts, agreedWork, scopeKey, termsKey, verbToFollow, type OrderedWork } from './agreed-work.ts';
import { ManualReferences, type ManualReference } from './manual-references.ts';
import { ExpertQuestions, type ExpertHelpAnswer, type ExpertHelpRequest } from './expert-questions.ts';
import { Findings, type Observation } from './findings.ts';
import { FittedParts, type IssuedPart } from './fitted-parts.ts';
import { failedPoints, withoutRemarks, type Inspection } from './inspection.ts';
import { JobRecord } from './job-record.ts';
import type { jobSteps } from './job-steps.ts';
import { ClockCorrections, LabourClock, type Correction } from './labour-clock.ts';
import type { Report } from './repair-reports.ts';
import { SafetyConfirmations } from './safety-confirmations.ts';
import {
  isOnTeam,
  leadsWorkshop,
  membersOf,
  mustBeFit,
  mustBeOn,
  withoutDuplicates,
  type Team,
  type TeamFacts,
} from './team.ts';
import { isCalibrated, ToolLog, type Tool } from './tool-log.ts';

/**
 * Work on one repair item, with the same id: planned with the delivery promise, authorised by the countersigned order,
 * dispatched to a bay and technicians, done, inspected by those who did it, and reported.
 */
export class Job extends JobRecord {
  static plan(item: OrderedWork, { stationId, visitId, standardVersion }: VisitRef, at: Date): Job {
    const job = new Job();
    job.begin({ id: item.itemId, stationId, visitId, standardVersion }, 'planned');
    job.openedAt = job.since = at;
    job.orderRevision = 0;
    job.replacedReports = [];
    job.otherTechnicianIds = [];
    job.clock = [];
    job.clockCorrections = [];
    job.manualReferences = [];
    job.tools = [];
    job.safetyConfirmations = [];
    job.findings = [];
    job.expertQuestions = [];
    job.parts = [];
    Object.assign(job, agreedWork(item));
    job.publish('JobOpened', at, agreedFacts(job));
    return job;
  }

  /**
   * Brings the job in line with the customer's order. A self-inspection or a report covers only the work agreed at its
   * time, so it is dropped when the work changes.
   */
  follow(item: OrderedWork, orderRevision: number, at: Date): void {
    const [scope, terms] = [scopeKey(this), termsKey(this)];
    Object.assign(this, agreedWork(item));
    this.orderRevision = orderRevision;
    const change = { ofWork: scopeKey(this) !== scope, ofTerms: termsKey(this) !== terms };
    const verb = verbToFollow(this.status, change);
    if (!verb) return;
    if (change.ofWork || verb === 'restore') {
      this.selfInspection = null;
      this.dropReport();
    }
    if (verb !== 'change') {
      this.authorisedAt = at;
      this.protectionConfirmedAt = this.pauseReason = null;
    }
    this.step(verb, at, { orderRevision, ...agreedFacts(this) });
  }

  dispatch(team: Team, teamFacts: TeamFacts, at: Date): void {
    this.mustSuit(team, teamFacts, at);
    Object.assign(this, withoutDuplicates(team));
    this.step('dispatch', at, withoutDuplicates(team));
  }

  start(actor: StepActor, at: Date): void {
    this.requiresAuthority(at);
    this.requiresSafety(at);
    this.mustBeOnTeam('start', actor);
    const entryNumber = this.clockOn(actor, at);
    this.step('start', at, { technicianId: actor.id, entryNumber });
  }

  pause({ id: technicianId }: Pick<Actor, 'id'>, reason: string, at: Date): void {
    this.mustAllow('pause');
    const own = LabourClock.running(this.clock).filter((entry) => entry.technicianId === technicianId);
    const [entry] = own;
    if (!entry) throw new Refused('TECHNICIAN_NOT_CLOCKED_ON', { technicianId });
    this.clock = LabourClock.clockOff(this.clock, own, reason, at);
    const isStill = LabourClock.running(this.clock).length === 0;
    if (isStill) this.pauseReason = reason;
    const { entryNumber } = entry;
    const workedMinutes = LabourClock.minutes([entry], at);
    this.step(isStill ? 'pause' : 'leave', at, { technicianId, reason, entryNumber, workedMinutes });
  }

  /** Resumes a paused job, or joins the technicians who are at work on it. */
  resume(actor: StepActor, at: Date): void {
    const verb = this.status === 'in_progress' ? 'join' : 'resume';
    this.requiresAuthority(at);
    this.requiresSafety(at);
    this.mustBeOnTeam(verb, actor);
    const entryNumber = this.clockOn(actor, at);
    this.pauseReason = null;
    this.step(verb, at, { technicianId: actor.id, entryNumber });
  }

  /** Assigns another team and clocks off the technicians who are no longer on it. */
  reassign(team: Team, teamFacts: TeamFacts, at: Date): void {
    this.mustSuit(team, teamFacts, at);
    const { bayJobId } = teamFacts;
    if (bayJobId !== undefined && team.bayId !== this.bayId) {
      throw new Refused('BAY_OCCUPIED', { bayId: team.bayId, jobId: bayJobId });
    }
    const previousLeadTechnicianId = this.leadTechnicianId ?? '';
    const clockedOn = LabourClock.technicians(LabourClock.running(this.clock));
    const takenOff = clockedOn.filter((id) => isOnTeam(this, id) && !membersOf(team).includes(id));
    Object.assign(this, withoutDuplicates(team));
    this.step('reassign', at, { ...withoutDuplicates(team), previousLeadTechnicianId });
    for (const id of takenOff) this.pause({ id }, 'reassigned', at);
  }

  /** Corrects a clock entry: technicians their own, the workshop lead any. */
  correctClock(correction: Correction, actor: StepActor, at: Date): void {
    this.mustAllow('correctClock');
    const entry = LabourClock.entry(this.clock, correction.entryNumber);
    const { entryNumber, technicianId } = entry;
    const { startedAt, endedAt, reason, remarks } = correction;
    // Entries from before the job was reopened were authorised at that time.
    const isAuthorised = startedAt >= this.authorisedAt! || startedAt >= entry.startedAt;
    this.requires('REP-D01', isAuthorised, 'JOB_NOT_AUTHORISED');
    if (!leadsWorkshop(actor) && technicianId !== actor.id) throw new NotAllowed('CLOCK_OF_OTHER_TECHNICIAN');
    const [previousStartedAt, previousEndedAt] = [entry.startedAt, entry.endedAt ?? undefined];
    const why = { reason, remarks, correctedBy: actor.id, correctedAt: at };
    this.clock = LabourClock.correct(this.clock, correction, this, at);
    this.clockCorrections = ClockCorrections.keep(this.clockCorrections, entry, why);
    const { workedMinutes } = LabourClock.worked(this.clock, at);
    const times = { startedAt, endedAt, previousStartedAt, previousEndedAt };
    this.step('correctClock', at, {
      technicianId,
      entryNumber,
      ...times,
      reason,
      correctedBy: actor.id,
      workedMinutes,
    });
  }

  recordManualReference(reference: ManualReference, actor: StepActor, at: Date): void {
    this.mustBeOnTeam('recordManualReference', actor);
    const technicianId = actor.id;
    this.manualReferences = ManualReferences.add(this.manualReferences, { ...reference, technicianId, recordedAt: at });
    this.step('recordManualReference', at, { ...reference, technicianId });
  }

  takeTool(tool: Tool, actor: StepActor, at: Date): void {
    const { toolNumber, toolKind, calibrationDueAt } = tool;
    this.requires('REP-D06', isCalibrated(tool, at), 'TOOL_CALIBRATION_EXPIRED', toolNumber);
    this.mustBeOnTeam('takeTool', actor);
    this.tools = ToolLog.take(this.tools, tool, actor.id, at);
    this.step('takeTool', at, { technicianId: actor.id, toolNumber, toolKind, calibrationDueAt });
  }

  returnTool(toolNumber: string, actor: StepActor, at: Date): void {
    this.mustBeOnTeam('returnTool', actor);
    this.tools = ToolLog.giveBack(this.tools, toolNumber, at);
    this.step('returnTool', at, { technicianId: actor.id, toolNumber });
  }

  confirmSafety(code: string, actor: StepActor, at: Date): void {
    this.mustBeOnTeam('confirmSafety', actor);
    const facts = { code, technicianId: actor.id };
    this.safetyConfirmations = SafetyConfirmations.add(this.safetyConfirmations, { ...facts, confirmedAt: at });
    this.step('confirmSafety', at, { ...facts, mandatory: this.mandatorySafety.includes(code) });
  }

  confirmProtection(actor: StepActor, at: Date): void {
    this.mustBeOnTeam('confirmProtection', actor);
    this.protectionConfirmedAt = at;
    this.step('confirmProtection', at, { technicianId: actor.id });
  }

  /** Reports a finding of any technician of the station. An earlier report does not include it, so it is dropped. */
  reportFinding(findingId: string, observation: Observation, { id: technicianId }: StepActor, at: Date): void {
    const { severity, unsafe, componentCode, photoHashes } = observation;
    this.findings = Findings.report(this.findings, { ...observation, findingId, technicianId, foundAt: at });
    this.dropReport();
    this.step('reportFinding', at, { findingId, technicianId, severity, unsafe, componentCode, photoHashes });
  }

  /** Requests an expert's help, for any technician of the station. */
  requestExpertHelp(request: ExpertHelpRequest, { id: technicianId }: StepActor, at: Date): void {
    this.keepQuestions(ExpertQuestions.ask(this.expertQuestions, request, technicianId, at));
    this.step('requestExpertHelp', at, { questionId: request.questionId, technicianId });
  }

  answerExpertHelp(answer: ExpertHelpAnswer, { id: expertId }: StepActor, at: Date): void {
    this.mustAllow('answerExpertHelp');
    const { questionId, askedAt } = ExpertQuestions.find(this.expertQuestions, answer.questionId);
    this.keepQuestions(ExpertQuestions.answer(this.expertQuestions, answer, expertId, at));
    this.step('answerExpertHelp', at, { questionId, expertId, askedAt });
  }

  fitPart({ issueLineId, partNumber, quantity }: IssuedPart, actor: StepActor, at: Date): void {
    this.requiresAuthority(at);
    this.mustBeOnTeam('fitPart', actor);
    const part = { technicianId: actor.id, issueLineId, partNumber, quantity };
    this.parts = FittedParts.fit(this.parts, { ...part, fittedAt: at });
    this.step('fitPart', at, part);
  }

  /** @param form published form with the id and version of the inspection; undefined if it does not exist */
  completeSelfInspection(inspection: Inspection, form: PublishedForm | undefined, actor: StepActor, at: Date): void {
    this.requiresNone('REP-D15', 'SELF_INSPECTION_POINT_MISSING', pointsWithoutResult(form, inspection));
    this.requiresNone('REP-D15', 'SELF_INSPECTION_POINT_FAILED', failedPoints(inspection));
    this.mustBeOnTeam('completeSelfInspection', actor);
    mustBeForm(form, 'self_inspection', inspection);
    this.selfInspection = { ...inspection, technicianId: actor.id, completedAt: at };
    this.step('completeSelfInspection', at, { technicianId: actor.id, ...withoutRemarks(inspection) });
  }

  /**
   * Signs the report. Only a technician who is on the team or worked on the job may sign, not the workshop lead for them.
   * An earlier report is replaced and kept.
   */
  signRepairReport({ workDone, signatureHash, reportHash }: Report, actor: StepActor, at: Date): void {
    this.mustAllow('signRepairReport');
    const technicianId = actor.id;
    const hasWorked = this.workerIds.includes(technicianId);
    if (!hasWorked && !isOnTeam(this, technicianId)) throw new Refused('TECHNICIAN_NOT_ASSIGNED', { technicianId });
    const replacedReportHash = this.repairReport?.reportHash ?? '';
    if (reportHash === replacedReportHash) throw new Refused('REPORT_ALREADY_SIGNED');
    this.dropReport();
    this.repairReport = { workDone, signatureHash, reportHash, technicianId, signedAt: at };
    this.step('signRepairReport', at, { technicianId, signatureHash, reportHash, replacedReportHash });
  }

  finish(actor: StepActor, at: Date): void {
    const isDiagnosis = this.workKind === 'diagnosis';
    this.requires(
      'REP-D05',
      isDiagnosis || ManualReferences.has(this.manualReferences, 'work'),
      'MANUAL_REFERENCE_MISSING',
    );
    for (const kind of new Set(this.operations.flatMap(({ tools }) => tools))) {
      this.requires('REP-D06', ToolLog.has(this.tools, kind), 'SPECIAL_TOOL_NOT_TAKEN', kind);
    }
    const isDiagnosisCited = !isDiagnosis || ManualReferences.has(this.manualReferences, 'diagnosis');
    this.requires('REP-D07', isDiagnosisCited, 'DIAGNOSIS_REFERENCE_MISSING');
    this.requires('REP-D12', this.protectionConfirmedAt != null, 'PROTECTION_NOT_CONFIRMED');
    this.requiresSafety(at);
    this.requires('REP-D14', this.expertHelpRequestedAt == null, 'EXPERT_ANSWER_MISSING');
    this.requires('REP-D15', this.selfInspection != null, 'SELF_INSPECTION_MISSING');
    this.requires('REP-D16', isGiven(this.repairReport?.workDone), 'REPAIR_REPORT_MISSING');
    this.mustBeOnTeam('finish', actor);
    ToolLog.mustBeBack(this.tools);
    this.clock = LabourClock.clockOff(this.clock, LabourClock.running(this.clock), 'finished', at);
    const { labourMinutes } = this;
    this.step('finish', at, { ...LabourClock.worked(this.clock, at), labourMinutes });
  }

  /** Withdraws the job and stops its clock. */
  withdraw(reason: string, at: Date): void {
    this.clock = LabourClock.stop(this.clock, 'withdrawn', at);
    this.pauseReason = null;
    this.step('withdraw', at, { reason, ...LabourClock.worked(this.clock, at) });
  }

  private requiresAuthority(at: Date): void {
    const isOrdered = this.status !== 'planned' && this.status !== 'withdrawn';
    const isAuthorised = isOrdered && this.authorisedAt != null && this.authorisedAt <= at;
    this.requires('REP-D01', isAuthorised, 'JOB_NOT_AUTHORISED');
  }

  private requiresSafety(at: Date): void {
    for (const code of this.mandatorySafety) {
      const isSafe = SafetyConfirmations.has(this.safetyConfirmations, code, this, at);
      this.requires('REP-D13', isSafe, 'MANDATORY_SAFETY_MISSING', code);
    }
  }

  private mustSuit(team: Team, teamFacts: TeamFacts, at: Date): void {
    const skills = this.operations.map(({ skill }) => skill);
    mustBeFit(team, skills, teamFacts, at);
  }

  /** Checks the status first, because a job has no team before it is dispatched. */
  private mustBeOnTeam(verb: keyof typeof jobSteps, actor: StepActor): void {
    this.mustAllow(verb);
    mustBeOn(this, actor);
  }
}
