import { defineEntity, p } from '@mikro-orm/postgresql';
import { mapping, Store } from '@waystation/store';
import type { JobOperation } from '../model/agreed-work.ts';
import { jobSteps } from '../model/job-steps.ts';
import { Job } from '../model/job.ts';
import { inspectionPoint } from './inspection-point.mapping.ts';

const clockEntry = defineEntity({
  name: 'ClockEntry',
  embeddable: true,
  properties: {
    entryNumber: p.integer(),
    technicianId: p.uuid(),
    startedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    reason: p.string().nullable(),
  },
});

const clockCorrection = defineEntity({
  name: 'ClockCorrection',
  embeddable: true,
  properties: {
    entryNumber: p.integer(),
    startedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    reason: p.string(),
    remarks: p.string(),
    correctedBy: p.uuid(),
    correctedAt: p.datetime(),
  },
});

const manualReference = defineEntity({
  name: 'ManualReference',
  embeddable: true,
  properties: {
    document: p.string(),
    section: p.string(),
    purpose: p.string(),
    technicianId: p.uuid(),
    recordedAt: p.datetime(),
  },
});

const toolUse = defineEntity({
  name: 'ToolUse',
  embeddable: true,
  properties: {
    toolNumber: p.string(),
    toolKind: p.string(),
    technicianId: p.uuid(),
    takenAt: p.datetime(),
    calibrationDueAt: p.datetime().nullable(),
    returnedAt: p.datetime().nullable(),
  },
});

const safetyConfirmation = defineEntity({
  name: 'SafetyConfirmation',
  embeddable: true,
  properties: { code: p.string(), technicianId: p.uuid(), confirmedAt: p.datetime() },
});

const finding = defineEntity({
  name: 'Finding',
  embeddable: true,
  properties: {
    findingId: p.uuid(),
    description: p.string(),
    place: p.string(),
    severity: p.string(),
    unsafe: p.boolean(),
    componentCode: p.string(),
    photoHashes: p.json<string[]>(),
    technicianId: p.uuid(),
    foundAt: p.datetime(),
  },
});

const expertQuestion = defineEntity({
  name: 'ExpertQuestion',
  embeddable: true,
  properties: {
    questionId: p.uuid(),
    question: p.string(),
    technicianId: p.uuid(),
    askedAt: p.datetime(),
    answer: p.string().nullable(),
    expertId: p.uuid().nullable(),
    answeredAt: p.datetime().nullable(),
  },
});

const fittedPart = defineEntity({
  name: 'FittedPart',
  embeddable: true,
  properties: {
    issueLineId: p.uuid(),
    partNumber: p.string(),
    quantity: p.string(),
    technicianId: p.uuid(),
    fittedAt: p.datetime(),
  },
});

const selfInspection = defineEntity({
  name: 'SelfInspection',
  embeddable: true,
  properties: {
    formId: p.uuid(),
    formVersion: p.integer(),
    points: p.embedded(inspectionPoint).array(),
    technicianId: p.uuid(),
    completedAt: p.datetime(),
  },
});

const repairReport = defineEntity({
  name: 'RepairReport',
  embeddable: true,
  properties: {
    workDone: p.string(),
    signatureHash: p.string(),
    reportHash: p.string(),
    technicianId: p.uuid(),
    signedAt: p.datetime(),
  },
});

export const jobMapping = mapping(Job, {
  table: 'job',
  subject: 'job',
  steps: { table: jobSteps, initial: 'planned' },
  // Constraint of the table that a trigger fills from all clocks: see the migration.
  constraints: { labour_entry_one_job: 'TECHNICIAN_ALREADY_CLOCKED_ON' },
  embeds: [
    clockEntry,
    clockCorrection,
    manualReference,
    toolUse,
    safetyConfirmation,
    finding,
    expertQuestion,
    fittedPart,
    inspectionPoint,
    selfInspection,
    repairReport,
  ],
  visit: true,
  properties: (p) => ({
    since: p.datetime(),
    workKind: p.text(),
    guaranteeClass: p.text(),
    payer: p.text(),
    operations: p.json<JobOperation[]>(),
    labourMinutes: p.integer(),
    mandatorySafety: p.json<string[]>(),
    advisedSafety: p.json<string[]>(),
    concernId: p.uuid().nullable(),
    cause: p.text(),
    reworksItemId: p.uuid().nullable(),
    orderRevision: p.integer(),
    openedAt: p.datetime(),
    authorisedAt: p.datetime().nullable(),
    pauseReason: p.text().nullable(),
    bayId: p.uuid().nullable(),
    leadTechnicianId: p.uuid().nullable(),
    otherTechnicianIds: p.json<string[]>(),
    clock: p.embedded(clockEntry).array(),
    clockCorrections: p.embedded(clockCorrection).array(),
    manualReferences: p.embedded(manualReference).array(),
    tools: p.embedded(toolUse).array(),
    safetyConfirmations: p.embedded(safetyConfirmation).array(),
    findings: p.embedded(finding).array(),
    expertQuestions: p.embedded(expertQuestion).array(),
    expertHelpRequestedAt: p.datetime().nullable(),
    parts: p.embedded(fittedPart).array(),
    selfInspection: p.embedded(selfInspection).object().nullable(),
    repairReport: p.embedded(repairReport).object().nullable(),
    replacedReports: p.embedded(repairReport).array(),
    protectionConfirmedAt: p.datetime().nullable(),
  }),
});

export class Jobs extends Store.of(jobMapping) {
  /** Jobs of a visit. */
  ofVisit(visitId: string): Promise<Job[]> {
    return this.list({ visitId }, 200);
  }

  /** Id of a job of another visit that is in progress in the bay. */
  async otherInProgress(bayId: string, jobId: string): Promise<string | undefined> {
    const [found] = await this.rows(
      `select id from job
       where station_id = $1 and status = 'in_progress' and bay_id = $2
         and visit_id <> (select own.visit_id from job own where own.station_id = $1 and own.id = $3)
       order by id limit 1`,
      [this.station, bayId, jobId],
    );
    return found?.['id'] as string | undefined;
  }
}
