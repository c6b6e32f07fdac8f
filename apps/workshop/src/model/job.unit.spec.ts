import { clearJournal, journalOf, Refused, WrongState, type StepRow } from '@waystation/model';
import { eventsOf, factsOf, minute, missingOf } from '@waystation/testing/model';
import {
  aJob,
  anItem,
  anna,
  boris,
  chen,
  expert,
  ids,
  lead,
  observation,
  passedInspection,
  placeFor,
  report,
  selfForm,
  team,
} from '../../testing/a-job.ts';
import { jobSteps, type JobStatus } from './job-steps.ts';
import type { Job } from './job.ts';

const jobIn: Record<JobStatus, () => Job> = {
  planned: () => aJob().build(),
  authorised: () => aJob().authorised().build(),
  dispatched: () => aJob().dispatched().build(),
  in_progress: () => aJob().ready().build(),
  paused: () => aJob().paused().build(),
  finished: () => aJob().finished().build(),
  withdrawn: () => aJob().started().withdrawn().build(),
};

const at = minute(100);
const place = placeFor(team, 'brakes');
const longer = anItem({ operation: { labourMinutes: 90 } });

/** Calls each step on a job whose status allows it. */
const callOf: Record<keyof typeof jobSteps, (job: Job) => unknown> = {
  authorise: (job) => job.follow(anItem(), 2, at),
  change: (job) => job.follow(anItem({ payer: 'warranty' }), 2, at),
  reopen: (job) => job.follow(longer, 2, at),
  restore: (job) => job.follow(anItem(), 2, at),
  withdraw: (job) => job.withdraw('item_withdrawn', at),
  dispatch: (job) => job.dispatch(team, place, at),
  reassign: (job) => job.reassign(team, place, at),
  start: (job) => job.start(anna, at),
  join: (job) => job.resume(boris, at),
  leave: (job) => {
    if (job.status === 'in_progress') job.resume(boris, at);
    job.pause(boris, 'break', at);
  },
  pause: (job) => job.pause(anna, 'break', at),
  resume: (job) => job.resume(boris, at),
  finish: (job) => job.finish(anna, at),
  correctClock: (job) => {
    const endedAt = job.clock[0]?.endedAt ?? undefined;
    job.correctClock({ entryNumber: 1, startedAt: minute(2), endedAt, reason: 'other', remarks: '' }, lead, at);
  },
  recordManualReference: (job) =>
    job.recordManualReference({ document: 'WM-13', section: '', purpose: 'work' }, anna, at),
  takeTool: (job) => job.takeTool({ toolNumber: 'T-8', toolKind: 'torque_wrench' }, anna, at),
  returnTool: (job) => job.returnTool('T-9', anna, at),
  confirmSafety: (job) => job.confirmSafety('lift_secured', anna, at),
  confirmProtection: (job) => job.confirmProtection(anna, at),
  reportFinding: (job) => job.reportFinding(ids.finding, observation, anna, at),
  requestExpertHelp: (job) => job.requestExpertHelp({ questionId: ids.question, question: 'why?' }, anna, at),
  answerExpertHelp: (job) => job.answerExpertHelp({ questionId: ids.question, answer: 'so' }, expert, at),
  fitPart: (job) => job.fitPart({ issueLineId: ids.issueLine, partNumber: 'P-1', quantity: '2' }, anna, at),
  completeSelfInspection: (job) => job.completeSelfInspection(passedInspection, selfForm, anna, at),
  signRepairReport: (job) => job.signRepairReport(report, anna, at),
};

const withToolTaken = (job: Job, when: Date) =>
  job.takeTool({ toolNumber: 'T-9', toolKind: 'torque_wrench' }, anna, when);
const withQuestion = (job: Job, when: Date) =>
  job.requestExpertHelp({ questionId: ids.question, question: 'why?' }, anna, when);

/** Jobs with a tool to return and a question to answer, if their status allows it. */
const richJobIn: Record<JobStatus, () => Job> = {
  ...jobIn,
  dispatched: () => aJob().dispatched().having(withToolTaken).build(),
  in_progress: () => aJob().started().having(withToolTaken).having(withQuestion).build(),
  paused: () => aJob().started().having(withToolTaken).having(withQuestion).paused().build(),
  finished: () => aJob().ready().having(withQuestion).finished().build(),
  withdrawn: () => aJob().started().having(withToolTaken).having(withQuestion).withdrawn().build(),
};

const statuses = Object.keys(jobIn) as JobStatus[];
// `follow` calls all four; it does nothing if nothing changed, and never throws.
const byOrder = ['authorise', 'change', 'reopen', 'restore'];
// `resume` calls both: a `join` if another technician is at work.
const byResume = ['join', 'resume'];

describe.each(statuses)('a job that is %s', (status) => {
  const steps = Object.entries<StepRow<JobStatus>>(jobSteps).filter(
    ([verb]) => ![...byOrder, ...byResume].includes(verb),
  );
  it.each(steps)('allows or refuses the step %s, as in the step table', (verb, { from, to, event }) => {
    const job = (to ? jobIn : richJobIn)[status]();
    const make = () => callOf[verb as keyof typeof callOf](job);
    if (from.includes(status)) {
      expect(eventsOf(job, make)).toContain(event);
      expect(job.status).toBe(to ?? status);
    } else {
      clearJournal(job);
      expect(make).toThrow(WrongState);
      expect(job.status).toBe(status);
      expect(journalOf(job).published).toEqual([]);
    }
  });

  it('is resumed or joined as in the step table', () => {
    const job = jobIn[status]();
    const verb = byResume.find((each) => (jobSteps[each as 'join'].from as readonly string[]).includes(status));
    if (verb) expect(eventsOf(job, () => callOf.resume(job))).toEqual([jobSteps[verb as 'join'].event]);
    else expect(() => callOf.resume(job)).toThrow(WrongState);
  });

  it.each([
    ['the same work', anItem()],
    ['other terms', anItem({ payer: 'warranty' })],
    ['other work', longer],
  ])('follows an order with %s, as in the step table', (what, item) => {
    const job = jobIn[status]();
    const isSame = what === 'the same work';
    const isDone = status === 'finished';
    const events = eventsOf(job, () => job.follow(item, 2, at));
    if (status === 'planned') expect(events).toEqual(['JobAuthorised']);
    else if (status === 'withdrawn') expect(events).toEqual(['JobRestored']);
    else if (isDone && what === 'other work') expect(events).toEqual(['JobReopened']);
    else expect(events).toEqual(isSame ? [] : ['JobChanged']);
    expect(job.orderRevision).toBe(2);
  });
});

describe('a job', () => {
  it('has the id of its repair item and publishes its work', () => {
    const job = aJob()
      .of(anItem({ operation: { mandatorySafety: ['lift_secured'] } }))
      .build();
    expect(journalOf(job).published).toMatchObject([
      {
        name: 'JobOpened',
        subjectId: ids.job,
        visitId: ids.visit,
        standardVersion: '7',
        payload: { jobId: ids.job, workKind: 'repair', labourMinutes: 60, mandatorySafety: ['lift_secured'] },
      },
    ]);
  });

  it('refuses to start before the customer has approved, with the missing rule and the wrong state', () => {
    const job = aJob().build();
    expect(missingOf(job, () => expect(() => job.start(anna, at)).toThrow(WrongState))).toEqual([
      'REP-D01 JOB_NOT_AUTHORISED',
    ]);
  });

  it('refuses work dated before its authorisation', () => {
    const job = aJob().dispatched().build(); // authorised at 1
    expect(missingOf(job, () => job.start(anna, minute(0)))).toEqual(['REP-D01 JOB_NOT_AUTHORISED']);
    const part = { issueLineId: ids.issueLine, partNumber: 'P-1', quantity: '2' };
    expect(missingOf(job, () => job.fitPart(part, anna, minute(0)))).toEqual(['REP-D01 JOB_NOT_AUTHORISED']);
  });

  it('needs every mandatory safety confirmation before its start, but no advised one', () => {
    const operation = { mandatorySafety: ['high_voltage_off', 'lift_secured'], advisedSafety: ['gloves'] };
    const job = aJob().of(anItem({ operation })).dispatched().build();
    job.confirmSafety('lift_secured', anna, at);
    expect(missingOf(job, () => job.start(anna, at))).toEqual(['REP-D13 MANDATORY_SAFETY_MISSING high_voltage_off']);
  });

  it('refuses a start dated before its safety measures were confirmed', () => {
    const operation = { mandatorySafety: ['lift_secured'] };
    const job = aJob().of(anItem({ operation })).dispatched().build();
    job.confirmSafety('lift_secured', anna, minute(20));
    expect(missingOf(job, () => job.start(anna, minute(19)))).toEqual([
      'REP-D13 MANDATORY_SAFETY_MISSING lift_secured',
    ]);
  });

  it('publishes whether a safety confirmation is mandatory', () => {
    const job = aJob()
      .of(anItem({ operation: { mandatorySafety: ['lift_secured'] } }))
      .dispatched()
      .build();
    expect(factsOf(job, () => job.confirmSafety('lift_secured', anna, at))).toMatchObject({ mandatory: true });
    expect(factsOf(job, () => job.confirmSafety('gloves', anna, at))).toMatchObject({ mandatory: false });
  });

  it('refuses work by technicians who are not on its team', () => {
    expect(() => aJob().dispatched().build().start(chen, at)).toThrow('TECHNICIAN_NOT_ASSIGNED');
    expect(() => aJob().paused().build().resume(chen, at)).toThrow('TECHNICIAN_NOT_ASSIGNED');
    expect(() => aJob().started().build().completeSelfInspection(passedInspection, selfForm, chen, at)).toThrow(
      Refused,
    );
    expect(() => aJob().ready().build().finish(chen, at)).toThrow('TECHNICIAN_NOT_ASSIGNED');
    expect(() => aJob().started().build().signRepairReport(report, chen, at)).toThrow(Refused);
  });

  it('lists its lead technician once', () => {
    const job = aJob().by(ids.anna, ids.anna, ids.boris).authorised().build();
    const doubled = { ...team, otherTechnicianIds: [ids.anna, ids.boris] };
    expect(factsOf(job, () => job.dispatch(doubled, place, at))).toMatchObject({ otherTechnicianIds: [ids.boris] });
    expect(job.otherTechnicianIds).toEqual([ids.boris]);
  });

  it('lets the workshop lead work on it without being on its team', () => {
    const job = aJob().dispatched().build();
    expect(eventsOf(job, () => job.start(lead, at))).toEqual(['JobStarted']);
  });

  it.each<[string, (job: Job) => unknown]>([
    [
      'recordManualReference',
      (job) => job.recordManualReference({ document: 'WM-13', section: '', purpose: 'work' }, chen, at),
    ],
    ['takeTool', (job) => job.takeTool({ toolNumber: 'T-8', toolKind: 'torque_wrench' }, chen, at)],
    ['returnTool', (job) => job.returnTool('T-9', chen, at)],
    ['confirmSafety', (job) => job.confirmSafety('lift_secured', chen, at)],
    ['confirmProtection', (job) => job.confirmProtection(chen, at)],
    ['fitPart', (job) => job.fitPart({ issueLineId: ids.issueLine, partNumber: 'P-1', quantity: '2' }, chen, at)],
  ])('refuses the step %s to technicians who are not on its team', (_, step) => {
    const job = aJob().started().build();
    expect(eventsOf(job, () => expect(() => step(job)).toThrow('TECHNICIAN_NOT_ASSIGNED'))).toEqual([]);
  });

  it('lets any technician of the station ask the expert and report a finding', () => {
    const job = aJob().started().build();
    job.requestExpertHelp({ questionId: ids.question, question: 'why?' }, chen, at);
    job.reportFinding(ids.finding, observation, chen, at);
    expect(job.findings).toMatchObject([{ technicianId: ids.chen }]);
  });

  it('records each line of an issue slip as fitted once', () => {
    const job = aJob().started().build();
    callOf.fitPart(job);
    expect(() => callOf.fitPart(job)).toThrow('PART_ALREADY_FITTED');
    expect(job.parts).toHaveLength(1);
  });

  it('limits the number of manual references', () => {
    const job = aJob().started().build();
    for (let number = 0; number < 50; number += 1) callOf.recordManualReference(job);
    expect(() => callOf.recordManualReference(job)).toThrow('LIST_FULL (max=50)');
  });

  it.each<[string, number, (job: Job, number: number) => unknown]>([
    ['findings', 100, (job) => job.reportFinding(ids.finding, observation, anna, at)],
    ['safety confirmations', 100, (job) => job.confirmSafety('lift_secured', anna, at)],
    [
      'fitted parts',
      300,
      (job, number) => job.fitPart({ issueLineId: `line-${number}`, partNumber: 'P-1', quantity: '2' }, anna, at),
    ],
  ])('limits the number of %s to %i', (_, max, step) => {
    const job = aJob().started().build();
    for (let number = 0; number < max; number += 1) step(job, number);
    expect(() => step(job, max)).toThrow(`LIST_FULL (max=${max})`);
  });

  it('keeps the time of its last change of status', () => {
    const job = aJob().started().build();
    const { since } = job;
    job.resume(boris, minute(50));
    expect(job.since).toEqual(since);
    job.pause(boris, 'break', minute(51));
    job.pause(anna, 'break', minute(52));
    expect(job.since).toEqual(minute(52));
  });
});

describe('finishing a job', () => {
  it('lists everything that is missing in one answer', () => {
    const job = aJob().started().build();
    expect(missingOf(job, () => job.finish(anna, at))).toEqual([
      'REP-D05 MANUAL_REFERENCE_MISSING',
      'REP-D12 PROTECTION_NOT_CONFIRMED',
      'REP-D15 SELF_INSPECTION_MISSING',
      'REP-D16 REPAIR_REPORT_MISSING',
    ]);
  });

  it('does not accept a dash as a document or a blank report', () => {
    const job = aJob().ready().build();
    job.manualReferences = job.manualReferences.map((reference) => ({ ...reference, document: '-' }));
    job.repairReport = { ...job.repairReport!, workDone: ' ' };
    expect(missingOf(job, () => job.finish(anna, at))).toEqual([
      'REP-D05 MANUAL_REFERENCE_MISSING',
      'REP-D16 REPAIR_REPORT_MISSING',
    ]);
  });

  it('needs the diagnosis document for a diagnosis', () => {
    const diagnosis = aJob().of(anItem({ workKind: 'diagnosis' }));
    const job = diagnosis.started().build();
    expect(missingOf(job, () => job.finish(anna, at))).toContain('REP-D07 DIAGNOSIS_REFERENCE_MISSING');
    const ready = aJob()
      .of(anItem({ workKind: 'diagnosis' }))
      .ready()
      .build();
    expect(missingOf(ready, () => ready.finish(anna, at))).toEqual([]);
  });

  it('publishes who worked on the job and for how long', () => {
    const job = aJob().ready().build(); // Anna since 3
    job.resume(boris, minute(40));
    expect(factsOf(job, () => job.finish(anna, minute(63)))).toMatchObject({
      worked: [
        { technicianId: ids.anna, minutes: 60 },
        { technicianId: ids.boris, minutes: 23 },
      ],
      workedMinutes: 83,
      labourMinutes: 60,
    });
    expect(job.clock.map(({ endedAt }) => endedAt)).toEqual([minute(63), minute(63)]);
    expect(job.isOpen).toBe(false);
  });
});
