import { Role } from '@waystation/contracts/options';
import { startTestService, type StepClass } from '@waystation/testing';
import { hash, minute } from '@waystation/testing/model';
import { GetJob } from './queries/get-job.ts';
import { GetVisitWork } from './queries/get-visit-work.ts';
import { ListJobs } from './queries/list-jobs.ts';
import { ListWork } from './queries/list-work.ts';
import { Jobs } from './store/job.mapping.ts';
import { VisitWorks } from './store/visit-work.mapping.ts';
import { aJob, anItem, ids, passedInspection, type JobBuilder } from '../testing/a-job.ts';
import { aVisit } from '../testing/a-visit.ts';
import { keepCalendar } from '../testing/calendar-samples.ts';
import { itemNumber, jobSteps, keepForms } from '../testing/job-samples.ts';
import { CompleteOrderInspection } from './use-cases/complete-order-inspection.ts';
import { CompleteSelfInspection } from './use-cases/complete-self-inspection.ts';
import { CorrectClock } from './use-cases/correct-clock.ts';
import { DispatchJob } from './use-cases/dispatch-job.ts';
import { FinishJob } from './use-cases/finish-job.ts';
import { FitPart } from './use-cases/fit-part.ts';
import { ReassignLeadTechnician } from './use-cases/reassign-lead-technician.ts';
import { PauseJob } from './use-cases/pause-job.ts';
import { ReassignJob } from './use-cases/reassign-job.ts';
import { RecordCourtesyWork } from './use-cases/record-courtesy-work.ts';
import { ReportFinding } from './use-cases/report-finding.ts';
import { ResumeJob } from './use-cases/resume-job.ts';
import { SignRepairReport } from './use-cases/sign-repair-report.ts';
import { StartJob } from './use-cases/start-job.ts';
import { WorkshopModule } from './workshop.module.ts';

const workshop = await startTestService(WorkshopModule);
const { given, clock, actors, stationA } = workshop;
const { technician, secondTechnician, lead, advisor } = actors;

beforeAll(async () => {
  await keepCalendar(workshop, stationA.id);
  await keepForms(workshop, stationA.id);
});

const ofJob = { jobId: ids.job };
const ofVisit = { visitId: ids.visit };
const second = itemNumber(2);
const both = (first: JobBuilder, other: JobBuilder) => aVisit(first, other.of(second));

describe('a job that is reassigned to another bay', () => {
  const elsewhere = { ...ofJob, bayId: ids.otherBay, leadTechnicianId: ids.boris };
  const ofOther = (visitId: string) => aJob().of(second).at(ids.station, visitId).in(ids.otherBay).by(ids.chen);
  const otherVisit = '01980000-0000-7000-8000-00000000002b';

  it('is refused while work on another vehicle is in progress there', async () => {
    await given(aVisit(aJob().started()), ofOther(otherVisit).started())
      .when(ReassignJob, elsewhere, { by: lead })
      .thenRefused('BAY_OCCUPIED')
      .andNothingWasPublished();
  });

  it('moves there when that work is paused, or if the work there is on the same vehicle', async () => {
    await given(aVisit(aJob().started()), ofOther(otherVisit).paused())
      .when(ReassignJob, elsewhere, { by: lead })
      .thenPublished('JobReassigned', { bayId: ids.otherBay });
    await workshop.reset();
    await given(aVisit(aJob().started(), ofOther(ids.visit).started()))
      .when(ReassignJob, elsewhere, { by: lead })
      .thenPublished('JobReassigned', { bayId: ids.otherBay });
  });
});

describe('the mapping of a job', () => {
  it('loads a job exactly as it was stored', async () => {
    const item = anItem({
      concernId: ids.finding,
      reworksItemId: second.itemId,
      operation: { tools: ['torque_wrench'], mandatorySafety: ['lift_secured'], advisedSafety: ['gloves'] },
    });
    const tool = { toolNumber: 'T-1', toolKind: 'torque_wrench', calibrationDueAt: minute(900) };
    const part = { issueLineId: ids.issueLine, partNumber: 'P-1', quantity: '2' };
    const observation = {
      description: 'Oil',
      place: 'axle 2',
      severity: 'soon',
      unsafe: true,
      componentCode: '',
      photoHashes: [hash],
    };
    const builder = aJob()
      .of(item)
      .started()
      .having((job, at, { actor }) => job.takeTool(tool, actor, at))
      .having((job, at, { actor }) => job.fitPart(part, actor, at))
      .having((job, at, { actor }) => job.requestExpertHelp({ questionId: ids.question, question: 'Why?' }, actor, at))
      .having((job, at, { actor }) => job.reportFinding(ids.finding, observation, actor, at))
      .having((job, at, { actor }) => job.pause(actor, 'parts', at))
      .having((job, at, { actor }) => {
        const times = { startedAt: minute(-238), endedAt: minute(-230) };
        job.correctClock({ entryNumber: 1, ...times, reason: 'other', remarks: 'x' }, actor, at);
      })
      .having((job, at, { actor }) => job.resume(actor, at))
      .ready();
    const [[work, job]] = await workshop.arrange(aVisit(builder));
    const [storedWork, storedJob] = await workshop.loaded(() =>
      Promise.all([new VisitWorks().get(work.id), new Jobs().get(job!.id)]),
    );
    expect({ ...storedJob }).toEqual({ ...job, version: 1 });
    expect({ ...storedWork }).toEqual({ ...work, version: 1 });
  });

  it('finds no change if a stored job is compared with an equal order', async () => {
    const item = anItem({ operation: { tools: ['torque_wrench'], mandatorySafety: ['lift_secured'] } });
    await given(aVisit(aJob().of(item).dispatched()))
      .whenArrives('waystation.reception.v1.RepairOrderChanged', { ...ofVisit, orderRevision: 2, items: [item] })
      .thenNothingWasPublished();
  });
});

describe('a step of a job', () => {
  it.each([
    [DispatchJob, jobSteps.DispatchJob],
    [StartJob, jobSteps.StartJob],
    [FinishJob, jobSteps.FinishJob],
  ])('takes two round trips: %p', async (step, { given: before, request, by }) => {
    await given(...before)
      .when(step as StepClass, request as never, { by: actors[by], key: 'the-key' })
      .thenAnswered(ofJob)
      .andTook(2);
  });
});

describe('starting a job', () => {
  it('is refused for a job the customer has not approved, with the missing rule and the wrong state', async () => {
    await given(aVisit(aJob()))
      .when(StartJob, ofJob, { by: technician })
      .thenRefused('JOB_NOT_AUTHORISED', 'REP-D01')
      .andRefused('WRONG_STATE')
      .andNothingWasPublished();
  });

  it('is refused if it is recorded later for a time before the customer approved the job', async () => {
    await given(aVisit(aJob().dispatched()))
      .when(StartJob, { ...ofJob, happenedAt: minute(-241) }, { by: technician })
      .thenRefused('JOB_NOT_AUTHORISED', 'REP-D01')
      .andNothingWasPublished();
  });

  it('is refused to a technician who is not on the team', async () => {
    await given(aVisit(aJob().dispatched()))
      .when(StartJob, ofJob, { by: actors.thirdTechnician })
      .thenRefused('TECHNICIAN_NOT_ASSIGNED');
    await workshop.run(StartJob, ofJob, { by: lead });
    expect(await workshop.eventNames()).toEqual(['JobStarted']);
  });
});

describe('a technician', () => {
  const start = (jobId: string, by = technician) => workshop.run(StartJob, { jobId }, { by });
  const otherJob = second.itemId;
  const entries = () =>
    workshop.database.rows(
      'select job_id, entry_number, started_at, ended_at from labour_entry where station_id = $1 order by job_id, entry_number',
      [stationA.id],
    );

  it('is clocked on to only one of two jobs that are started at the same moment', async () => {
    await workshop.arrange(both(aJob().dispatched(), aJob().dispatched()));
    const tried = await Promise.allSettled([start(ids.job), start(otherJob)]);
    expect(tried.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(tried.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { kind: 'refused', reason: 'TECHNICIAN_ALREADY_CLOCKED_ON' },
    });
    expect(await entries()).toHaveLength(1);
  });

  it('cannot be on two jobs at once by a start recorded later or by a correction', async () => {
    await workshop.arrange(both(aJob().dispatched(), aJob().dispatched()));
    await start(ids.job);
    clock.advance({ minutes: 10 });
    await workshop.run(PauseJob, { ...ofJob, reason: 'parts' }, { by: technician });
    await given()
      .when(StartJob, { jobId: otherJob, happenedAt: minute(5) }, { by: technician })
      .thenRefused('TECHNICIAN_ALREADY_CLOCKED_ON');
    await start(otherJob);
    clock.advance({ minutes: 10 });
    const correct = (startedAt: Date) =>
      given().when(CorrectClock, { jobId: otherJob, entryNumber: 1, startedAt, reason: 'other' }, { by: technician });
    await correct(minute(9)).thenRefused('TECHNICIAN_ALREADY_CLOCKED_ON');
    await correct(minute(11));
    expect(await entries()).toEqual([
      { job_id: ids.job, entry_number: 1, started_at: minute(0), ended_at: minute(10) },
      { job_id: otherJob, entry_number: 1, started_at: minute(11), ended_at: null },
    ]);
  });

  it.each([
    ['RepairOrderCountersigned', { orderRevision: 2, items: [second] }],
    ['RepairOrderChanged', { orderRevision: 2, items: [second] }],
    ['ItemWithdrawn', { itemId: ids.job }],
  ])('can start another job after %s withdraws the present one', async (event, fields) => {
    await given(both(aJob().dispatched(), aJob().dispatched()))
      .after(StartJob, ofJob, { by: technician })
      .afterArrival(`waystation.reception.v1.${event}`, { ...ofVisit, ...fields })
      .when(StartJob, { jobId: otherJob }, { by: technician })
      .thenPublished('JobStarted', { technicianId: ids.anna });
  });

  it('joins and leaves a job that another technician continues', async () => {
    await given(aVisit(aJob().started()))
      .when(ResumeJob, ofJob, { by: secondTechnician })
      .thenPublishedOnly('TechnicianClockedOn');
    await workshop.reset();
    await given(aVisit(aJob().started()))
      .after(ResumeJob, ofJob, { by: secondTechnician })
      .when(PauseJob, { ...ofJob, reason: 'break' }, { by: technician })
      .thenPublishedOnly('TechnicianClockedOff')
      .andAnswered({ status: 'in_progress' });
  });
});

describe('dispatching a job', () => {
  const team = { ...ofJob, bayId: ids.bay, leadTechnicianId: ids.anna };

  it.each([
    ['BAY_UNKNOWN', { bayId: ids.form }],
    ['TECHNICIAN_UNKNOWN', { otherTechnicianIds: [ids.form] }],
  ])('is refused with %s', async (reason, facts) => {
    await given(aVisit(aJob().authorised()))
      .when(DispatchJob, { ...team, ...facts }, { by: lead })
      .thenRefused(reason)
      .andNothingWasPublished();
  });

  it('is refused if the team lacks a skill that the work needs', async () => {
    const paint = anItem({ operation: { skill: 'paint' } });
    await given(aVisit(aJob().of(paint).authorised()))
      .when(DispatchJob, team, { by: lead })
      .thenRefused('SKILL_MISSING');
  });
});

describe('completing a self-inspection', () => {
  it('needs an existing form of the right kind and a result for each of its points', async () => {
    const request = { ...ofJob, ...passedInspection };
    const before = () => given(aVisit(aJob().started()));
    const inspect = (facts: object) =>
      before().when(CompleteSelfInspection, { ...request, ...facts }, { by: technician });
    await inspect({ formVersion: 4 }).thenRefused('FORM_UNKNOWN');
    await workshop.reset();
    await inspect({ formId: ids.orderForm }).thenRefused('FORM_OF_OTHER_KIND');
    await workshop.reset();
    await inspect({ points: passedInspection.points.slice(1) })
      .thenRefused('SELF_INSPECTION_POINT_MISSING', 'REP-D15')
      .andNothingWasPublished();
  });
});

describe('a repair report', () => {
  it('has a hash of the work done and the findings', async () => {
    const report = { ...ofJob, workDone: 'Brakes relined', signatureHash: hash };
    const { events } = await given(aVisit(aJob().started())).when(SignRepairReport, report, { by: technician });
    const [{ reportHash }] = events.map(({ fields }) => fields) as [{ reportHash: string }];
    expect(reportHash).toMatch(/^[0-9a-f]{64}$/);
    await given().when(SignRepairReport, report, { by: technician }).thenRefused('REPORT_ALREADY_SIGNED');
    await workshop.run(ReportFinding, { ...ofJob, description: 'Oil', severity: 'soon' }, { by: technician });
    await workshop.run(SignRepairReport, report, { by: technician });
    const last = (await workshop.events()).at(-1)!;
    expect(last).toMatchObject({ name: 'RepairReportSigned', fields: { replacedReportHash: '' } });
    expect(last.fields['reportHash']).not.toBe(reportHash);
  });
});

describe('fitting a part', () => {
  it.each(['0', '0.0', '0.000', '-1', '1.2345', '01'])('refuses the quantity %s', async (quantity) => {
    const part = { ...ofJob, issueLineId: ids.issueLine, partNumber: 'P-1', quantity };
    await given(aVisit(aJob().started())).when(FitPart, part, { by: technician }).thenInvalid('quantity');
  });
});

describe('the work of a visit', () => {
  it('becomes ready once when its last two jobs are finished at the same moment', async () => {
    await workshop.arrange(both(aJob().ready(), aJob().by(ids.boris).ready()));
    await Promise.all([
      workshop.run(FinishJob, ofJob, { by: technician, key: 'one' }),
      workshop.run(FinishJob, { jobId: second.itemId }, { by: secondTechnician, key: 'two' }),
    ]);
    const work = await workshop.loaded(() => new VisitWorks().get(ids.visit));
    expect(work).toMatchObject({ readyAt: minute(0), version: 3, jobs: [{ outcome: 'done' }, { outcome: 'done' }] });
    expect(await workshop.eventNames()).toEqual(['JobFinished', 'JobFinished']);
    const { items } = await workshop.run(ListWork, {}, { by: lead });
    expect(items.map(({ kind }) => kind)).toEqual(['complete_order_inspection']);
  });

  it('can be inspected by a new lead technician if the first one is away', async () => {
    const inspection = { ...ofVisit, ...passedInspection, formId: ids.orderForm };
    await given(aVisit(aJob().finished()))
      .when(CompleteOrderInspection, inspection, { by: secondTechnician })
      .thenRefused('NOT_THE_LEAD_TECHNICIAN');
    await workshop.run(ReassignLeadTechnician, { ...ofVisit, leadTechnicianId: ids.boris }, { by: lead });
    await workshop.run(CompleteOrderInspection, inspection, { by: secondTechnician });
    expect((await workshop.events()).at(-1)).toMatchObject({
      name: 'WorkFinished',
      fields: { leadTechnicianId: ids.boris, workerIds: [ids.anna] },
    });
  });

  it('is ready for inspection if the order has only fees', async () => {
    const items = [itemNumber(3, { workKind: 'fee', operations: [] })];
    await given()
      .afterArrival('waystation.reception.v1.RepairOrderCountersigned', { ...ofVisit, orderRevision: 1, items })
      .when(ListWork, { role: Role.TECHNICIAN }, { by: lead })
      .thenAnswered({ items: [{ kind: 'complete_order_inspection', subjectId: ids.visit }] });
  });

  it('is reopened when the order asks for other work than was finished', async () => {
    const items = [anItem({ operation: { labourMinutes: 90 } })];
    await given(aVisit(aJob().finished()).finished())
      .whenArrives('waystation.reception.v1.RepairOrderChanged', { ...ofVisit, orderRevision: 2, items })
      .thenPublishedOnly('JobReopened', 'WorkReopened')
      .andPublished('JobReopened', { labourMinutes: 90, payer: 'customer' });
    const { items: todo } = await workshop.run(ListWork, {}, { by: lead });
    expect(todo).toMatchObject([{ kind: 'start_job', assigneeId: ids.anna }]);
  });

  it('takes courtesy work only in the currency of the station', async () => {
    const courtesy = { ...ofVisit, description: 'Lamp', workedMinutes: 20, amountMinor: 1_200n };
    const record = (currency: string) =>
      given(aVisit(aJob().started())).when(RecordCourtesyWork, { ...courtesy, currency }, { by: technician });
    await record('EUR').thenRefused('CURRENCY_OF_STATION_DIFFERS');
    await workshop.reset();
    await record('RMB').thenInvalid('currency');
  });

  it('publishes a deviation if courtesy work exceeds the caps of the standard', async () => {
    const courtesy = { ...ofVisit, description: 'Lamp', workedMinutes: 20, amountMinor: 1_200n, currency: 'CNY' };
    await given(aVisit(aJob().started()))
      .after(RecordCourtesyWork, courtesy, { by: technician })
      .when(RecordCourtesyWork, courtesy, { by: technician })
      .thenPublishedOnly('CourtesyWorkRecorded', 'RuleMissed')
      .andPublished('RuleMissed', { rule: 'REP-D10', requirement: 'COURTESY_ABOVE_LIMIT' });
  });
});

describe('queries of jobs', () => {
  it('show the question to the expert and the answer', async () => {
    const askedAndAnswered = aJob()
      .started()
      .having((job, at, { actor }) => job.requestExpertHelp({ questionId: ids.question, question: 'Why?' }, actor, at))
      .having((job, at) =>
        job.answerExpertHelp({ questionId: ids.question, answer: 'So' }, { id: ids.expert, roles: [] }, at),
      );
    await given(aVisit(askedAndAnswered))
      .when(GetJob, ofJob, { by: advisor })
      .thenAnswered({
        job: {
          expertQuestions: [
            { questionId: ids.question, question: 'Why?', technicianId: ids.anna, answer: 'So', expertId: ids.expert },
          ],
        },
      });
  });

  it('show a job with everything recorded on it', async () => {
    await given(aVisit(aJob().ready()))
      .when(GetJob, ofJob, { by: advisor })
      .thenAnswered({
        job: {
          summary: {
            jobId: ids.job,
            status: 'in_progress',
            leadTechnicianId: ids.anna,
            otherTechnicianIds: [ids.boris],
          },
          operations: [{ code: '013-001', labourMinutes: 60, skill: 'brakes', manualReference: 'WM-13 4.2' }],
          cause: 'worn',
          authorisedAt: minute(-239),
          clock: [{ entryNumber: 1, startedAt: minute(-237) }],
          selfInspection: { formId: ids.form, points: passedInspection.points },
          repairReport: { workDone: 'Brakes relined', reportHash: hash },
        },
      });
  });

  it('show the work of a visit with its courtesy work, also to billing', async () => {
    const courtesy = { ...ofVisit, description: 'Lamp', workedMinutes: 20, amountMinor: 1_200n, currency: 'CNY' };
    const part = { issueLineId: ids.issueLine, partNumber: 'P-1', quantity: '2' };
    const job = aJob()
      .started()
      .having((each, at, { actor }) => each.fitPart(part, actor, at));
    await given(both(job, aJob().authorised()))
      .after(RecordCourtesyWork, courtesy, { by: technician })
      .when(GetVisitWork, ofVisit, { by: actors.gateAttendant, service: 'billing' })
      .thenAnswered({
        visitId: ids.visit,
        status: 'open',
        orderRevision: 1,
        round: 1,
        leadTechnicianId: ids.anna,
        courtesies: [{ description: 'Lamp', amountMinor: 1_200n, technicianId: ids.anna }],
        jobs: [
          {
            summary: { jobId: ids.job, status: 'in_progress' },
            payer: 'customer',
            parts: [{ issueLineId: ids.issueLine, quantity: '2' }],
            worked: [{ technicianId: ids.anna, minutes: 237 }],
          },
          { summary: { jobId: second.itemId }, worked: [] },
        ],
      });
    await given().when(GetVisitWork, { visitId: ids.form }, { by: advisor }).thenNotFound('VISIT_WORK_NOT_FOUND');
  });

  it('find the jobs that a technician leads, helps with or has worked on', async () => {
    const third = itemNumber(3);
    const fourth = itemNumber(4);
    const chens = aJob().of(fourth).by(ids.chen);
    await workshop.arrange(
      aVisit(
        aJob().dispatched(),
        aJob().of(second).by(ids.boris).dispatched(),
        aJob().of(third).by(ids.boris).started().withdrawn(),
        chens.dispatched(),
      ),
    );
    const found = async (technicianId: string) =>
      (await workshop.run(ListJobs, { technicianId }, { by: lead })).jobs.map(({ jobId }) => jobId);
    expect(await found(ids.anna)).toEqual([ids.job]);
    expect(await found(ids.boris)).toEqual([ids.job, second.itemId, third.itemId]);
    expect(await found(ids.chen)).toEqual([fourth.itemId]);
    expect(await found(ids.expert)).toEqual([]);
  });

  it('list jobs and tasks page by page', async () => {
    const items = [1, 2, 3].map((number) => itemNumber(number));
    await workshop.arrange(aVisit(...items.map((item) => aJob().of(item).authorised())));
    const pages = await workshop.pages(ListJobs, { ...ofVisit, statuses: ['authorised'], pageSize: 2 }, { by: lead });
    const seen = pages.flatMap((page) => page.jobs.map(({ jobId }) => jobId));
    expect(seen).toEqual(items.map(({ itemId }) => itemId));

    const todoPages = await workshop.pages(ListWork, { pageSize: 1 }, { by: lead });
    const todo = todoPages.flatMap((page) => page.items.map(({ subjectId }) => subjectId));
    expect(todo).toEqual(items.map(({ itemId }) => itemId));
  });

  it.each(['x', ids.job, Buffer.from('["x"]').toString('base64url'), Buffer.from('[1]').toString('base64url')])(
    'refuse the page token %s',
    async (pageToken) => {
      await given().when(ListJobs, { pageToken }, { by: lead }).thenRefused('PAGE_TOKEN_NOT_VALID');
      await given().when(ListWork, { pageToken }, { by: lead }).thenRefused('PAGE_TOKEN_NOT_VALID');
    },
  );

  it('list the tasks of each role and technician', async () => {
    const asked = aJob()
      .of(itemNumber(2))
      .by(ids.boris)
      .started()
      .having((job, at, { actor }) => job.requestExpertHelp({ questionId: ids.question, question: 'Why?' }, actor, at));
    await workshop.arrange(
      aVisit(
        aJob().authorised(),
        asked,
        aJob().of(itemNumber(3)).dispatched(),
        aJob().of(itemNumber(4)).by(ids.chen).paused(),
      ),
    );
    const kinds = async (request: object) =>
      (await workshop.run(ListWork, request, { by: lead })).items.map(
        ({ kind, subjectId }) => `${kind} ${subjectId.at(-1)}`,
      );
    expect(await kinds({ role: Role.WORKSHOP_LEAD })).toEqual(['dispatch_job 1']);
    expect(await kinds({ role: Role.TECHNICAL_EXPERT })).toEqual(['answer_expert_help 2']);
    expect(await kinds({ role: Role.CASHIER })).toEqual([]);
    expect((await kinds({ role: Role.TECHNICIAN })).sort()).toEqual(['finish_job 2', 'resume_job 4', 'start_job 3']);
    // Boris leads one job and helps with another.
    expect((await kinds({ role: Role.TECHNICIAN, assigneeId: ids.boris })).sort()).toEqual([
      'finish_job 2',
      'start_job 3',
    ]);
  });
});
