import type { OrderedItem } from '@waystation/contracts/reception/v1/events';
import type { Keeper } from '@waystation/testing';
import { hash, minute } from '@waystation/testing/model';
import { aJob, anItem, ids, passedInspection, type JobBuilder } from './a-job.ts';
import { aVisit } from './a-visit.ts';

/** Publishes to a service the inspection forms of jobs and orders, and the caps of courtesy work. */
export async function keepForms(service: Keeper, stationId: string): Promise<void> {
  const points = passedInspection.points.map(({ pointId: code }) => ({ code, answer: 'ok_or_not' }));
  const forms = [
    { formId: ids.form, kind: 'self_inspection' },
    { formId: ids.orderForm, kind: 'order_inspection' },
  ];
  for (const form of forms) {
    const version = { key: `${form.formId}:3`, version: 3, points, ...form };
    await service.keep('waystation.network.v1.FormState', version, stationId);
  }
  const limits = [
    { name: 'minutes', value: 30n, unit: 'minutes', bound: 'at_most' },
    { name: 'amount', value: 5_000n, unit: 'minor', bound: 'at_most' },
  ];
  const rules = [{ rule: 'REP-D10', mode: 'record', limits }];
  const version = '7';
  await service.keep(
    'waystation.network.v1.StandardState',
    { key: `${stationId}:${version}`, stationId, version, rules },
    stationId,
  );
}

/** Item of the same order with a numbered id. */
export function itemNumber(number: number, facts: Parameters<typeof anItem>[0] = {}): OrderedItem {
  return anItem({ itemId: `01980000-0000-7000-8000-${String(number).padStart(12, '0')}`, ...facts });
}

const ofJob = { jobId: ids.job };
const ofVisit = { visitId: ids.visit };
const visitOf = (job: JobBuilder) => [aVisit(job)];
const given = (state: 'authorised' | 'dispatched' | 'started' | 'paused' | 'ready' | 'finished') =>
  visitOf(aJob()[state]());
const observation = {
  description: 'Oil leaks',
  place: 'axle 2',
  severity: 'soon',
  unsafe: false,
  componentCode: '013001017',
  photoHashes: [hash],
};

/** Sample of each step of a job or of a visit's work, with its actor and the events that it publishes. */
export const jobSteps = {
  DispatchJob: {
    given: given('authorised'),
    request: { ...ofJob, bayId: ids.bay, leadTechnicianId: ids.anna, otherTechnicianIds: [ids.boris] },
    by: 'lead',
    publishes: { JobDispatched: { leadTechnicianId: ids.anna, otherTechnicianIds: [ids.boris] } },
  },
  StartJob: {
    given: given('dispatched'),
    request: ofJob,
    by: 'technician',
    publishes: { JobStarted: { technicianId: ids.anna, entryNumber: 1 } },
  },
  PauseJob: {
    given: given('started'),
    request: { ...ofJob, reason: 'break' },
    by: 'technician',
    publishes: { JobPaused: { technicianId: ids.anna, entryNumber: 1, reason: 'break', workedMinutes: 237 } },
  },
  ResumeJob: {
    given: given('paused'),
    request: ofJob,
    by: 'technician',
    publishes: { JobResumed: { technicianId: ids.anna, entryNumber: 2 } },
  },
  ReassignJob: {
    given: given('started'),
    request: { ...ofJob, bayId: ids.otherBay, leadTechnicianId: ids.boris },
    by: 'lead',
    publishes: {
      JobReassigned: { bayId: ids.otherBay, previousLeadTechnicianId: ids.anna },
      JobPaused: { technicianId: ids.anna, reason: 'reassigned' },
      LeadTechnicianReassigned: { leadTechnicianId: ids.boris, previousLeadTechnicianId: ids.anna },
    },
  },
  CorrectClock: {
    given: given('paused'),
    request: {
      ...ofJob,
      entryNumber: 1,
      startedAt: minute(-238),
      endedAt: minute(-230),
      reason: 'forgot_to_clock_on',
      remarks: 'ran for the phone',
    },
    by: 'technician',
    publishes: { ClockCorrected: { entryNumber: 1, previousStartedAt: minute(-237), workedMinutes: 8 } },
  },
  RecordManualReference: {
    given: given('started'),
    request: { ...ofJob, document: 'WM-13', section: '4.2', purpose: 'work' },
    by: 'technician',
    publishes: { ManualReferenceRecorded: { document: 'WM-13', purpose: 'work' } },
  },
  TakeTool: {
    given: given('started'),
    request: { ...ofJob, toolNumber: 'T-8', toolKind: 'torque_wrench', calibrationDueAt: minute(600) },
    by: 'technician',
    publishes: { ToolTaken: { toolNumber: 'T-8', toolKind: 'torque_wrench', calibrationDueAt: minute(600) } },
  },
  ReturnTool: {
    given: visitOf(
      aJob()
        .started()
        .having((job, at, { actor }) => job.takeTool({ toolNumber: 'T-9', toolKind: 'torque_wrench' }, actor, at)),
    ),
    request: { ...ofJob, toolNumber: 'T-9' },
    by: 'technician',
    publishes: { ToolReturned: { toolNumber: 'T-9' } },
  },
  ConfirmSafety: {
    given: visitOf(
      aJob()
        .of(anItem({ operation: { mandatorySafety: ['lift_secured'] } }))
        .dispatched(),
    ),
    request: { ...ofJob, code: 'lift_secured' },
    by: 'technician',
    publishes: { SafetyConfirmed: { code: 'lift_secured', mandatory: true } },
  },
  ReportFinding: {
    given: given('started'),
    request: { ...ofJob, ...observation },
    by: 'thirdTechnician',
    publishes: { FindingReported: { severity: 'soon', componentCode: '013001017', photoHashes: [hash] } },
  },
  RequestExpertHelp: {
    given: given('started'),
    request: { ...ofJob, question: 'Why?' },
    by: 'technician',
    publishes: { ExpertHelpRequested: { technicianId: ids.anna } },
  },
  AnswerExpertHelp: {
    given: visitOf(
      aJob()
        .started()
        .having((job, at, { actor }) =>
          job.requestExpertHelp({ questionId: ids.question, question: 'Why?' }, actor, at),
        ),
    ),
    request: { ...ofJob, questionId: ids.question, answer: 'So' },
    by: 'expert',
    publishes: { ExpertHelpAnswered: { questionId: ids.question, askedAt: minute(-236) } },
  },
  ConfirmProtection: {
    given: given('started'),
    request: ofJob,
    by: 'technician',
    publishes: { ProtectionConfirmed: { technicianId: ids.anna } },
  },
  FitPart: {
    given: given('started'),
    request: { ...ofJob, issueLineId: ids.issueLine, partNumber: 'P-1', quantity: '0.5' },
    by: 'technician',
    publishes: { PartFitted: { issueLineId: ids.issueLine, quantity: '0.5' } },
  },
  CompleteSelfInspection: {
    given: given('started'),
    request: { ...ofJob, ...passedInspection },
    by: 'technician',
    publishes: { SelfInspectionCompleted: { formId: ids.form, formVersion: 3 } },
  },
  SignRepairReport: {
    given: given('started'),
    request: { ...ofJob, workDone: 'Brakes relined', signatureHash: hash },
    by: 'technician',
    publishes: { RepairReportSigned: { signatureHash: hash, replacedReportHash: '' } },
  },
  FinishJob: {
    given: given('ready'),
    request: ofJob,
    by: 'technician',
    publishes: {
      JobFinished: { worked: [{ technicianId: ids.anna, minutes: 237 }], workedMinutes: 237, labourMinutes: 60 },
    },
  },
  RecordCourtesyWork: {
    given: given('started'),
    request: { ...ofVisit, description: 'Lamp', workedMinutes: 5, amountMinor: 1_200n, currency: 'CNY' },
    by: 'thirdTechnician',
    publishes: { CourtesyWorkRecorded: { workedMinutes: 5, amountMinor: 1_200n, currency: 'CNY' } },
  },
  ReassignLeadTechnician: {
    given: given('started'),
    request: { ...ofVisit, leadTechnicianId: ids.boris },
    by: 'lead',
    publishes: { LeadTechnicianReassigned: { leadTechnicianId: ids.boris, previousLeadTechnicianId: ids.anna } },
  },
  CompleteOrderInspection: {
    given: given('finished'),
    request: { ...ofVisit, ...passedInspection, formId: ids.orderForm },
    by: 'technician',
    publishes: { WorkFinished: { round: 1, workerIds: [ids.anna], items: [{ itemId: ids.job, outcome: 'done' }] } },
  },
} as const;

/** Sample of each query of jobs. */
export const jobQueries = {
  GetJob: { given: given('ready'), request: ofJob, by: 'advisor' },
  GetVisitWork: { given: given('finished'), request: ofVisit, by: 'advisor' },
  ListJobs: { given: given('ready'), request: {}, by: 'lead' },
  ListWork: { given: given('started'), request: {}, by: 'lead' },
  ListEvents: { given: given('started'), request: ofVisit, by: 'advisor' },
} as const;

/** Sample of the event of each reaction of jobs. */
export const jobReactions = {
  AuthoriseJobsWhenRepairOrderCountersigned: {
    given: visitOf(aJob()),
    event: { ...ofVisit, orderRevision: 1, items: [anItem()] },
  },
  ChangeJobsWhenRepairOrderChanged: {
    given: given('finished'),
    event: { ...ofVisit, orderRevision: 2, items: [anItem({ operation: { labourMinutes: 90 } })] },
  },
  WithdrawJobWhenItemWithdrawn: { given: given('started'), event: { ...ofVisit, itemId: ids.job } },
  WithdrawJobsWhenVisitCancelled: { given: given('started'), event: ofVisit },
};
