import { clearJournal, journalOf, NotFound, Refused, WrongState, type StepRow } from '@waystation/model';
import {
  aForm,
  aJob,
  anItem,
  anna,
  boris,
  chen,
  expert,
  failedInspection,
  hash,
  ids,
  lead,
  minute,
  otherHash,
  passedInspection,
  placeFor,
  selfForm,
} from '../testing/a-job.ts';
import { jobSteps, type JobStatus } from './job-steps.ts';
import type { Job } from './job.ts';

/** Names of the events that a step published. */
function eventsOf(job: Job, step: () => unknown): string[] {
  clearJournal(job);
  step();
  return journalOf(job).published.map(({ name }) => name);
}

function factsOf(job: Job, step: () => unknown): Record<string, unknown> | undefined {
  clearJournal(job);
  step();
  return journalOf(job).published.at(-1)?.payload;
}

/** Rule and slug of all that is missing. */
function missingOf(job: Job, step: () => unknown): string[] {
  clearJournal(job);
  step();
  return journalOf(job)
    .required.filter(({ holds }) => !holds)
    .map(({ rule, what, subject }) => [rule, what, subject].filter(Boolean).join(' '));
}

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
const team = { bayId: ids.bay, leadTechnicianId: ids.anna, otherTechnicianIds: [ids.boris] };
const place = placeFor(team, 'brakes');
const report = { workDone: 'done', signatureHash: hash, reportHash: otherHash };
const longer = anItem({ operation: { labourMinutes: 90 } });
const observation = {
  description: 'oil',
  place: 'axle 2',
  severity: 'soon',
  unsafe: false,
  componentCode: '',
  photoHashes: [],
};

/** How each step is made on a job that is in a state for it. */
const makes: Record<keyof typeof jobSteps, (job: Job) => unknown> = {
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
    job.correctClock({ entryNumber: 1, startedAt: minute(2), endedAt, reason: 'other', note: '' }, lead, at);
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

const toolOut = (job: Job, when: Date) => job.takeTool({ toolNumber: 'T-9', toolKind: 'torque_wrench' }, anna, when);
const asked = (job: Job, when: Date) =>
  job.requestExpertHelp({ questionId: ids.question, question: 'why?' }, anna, when);

/** With what can be brought back or answered, where there can be such a thing. */
const richJobIn: Record<JobStatus, () => Job> = {
  ...jobIn,
  dispatched: () => aJob().dispatched().having(toolOut).build(),
  in_progress: () => aJob().started().having(toolOut).having(asked).build(),
  paused: () => aJob().started().having(toolOut).having(asked).paused().build(),
  finished: () => aJob().ready().having(asked).finished().build(),
  withdrawn: () => aJob().started().having(toolOut).having(asked).withdrawn().build(),
};

const statuses = Object.keys(jobIn) as JobStatus[];
// All four are told by `follow`, which does nothing where there is nothing to follow, and never throws.
const told = ['authorise', 'change', 'reopen', 'restore'];
// `resume` is a `join` where someone is at work: one of the two is always right once the job has begun.
const begins = ['join', 'resume'];

describe.each(statuses)('a job that is %s', (status) => {
  const steps = Object.entries<StepRow<JobStatus>>(jobSteps).filter(([verb]) => ![...told, ...begins].includes(verb));
  it.each(steps)('%s: moves, is noted or refuses, as the table says', (verb, { from, to, event }) => {
    const job = (to ? jobIn : richJobIn)[status]();
    const make = () => makes[verb as keyof typeof makes](job);
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

  it('is gone on with, joined, or neither, as the table says', () => {
    const job = jobIn[status]();
    const verb = begins.find((each) => (jobSteps[each as 'join'].from as readonly string[]).includes(status));
    if (verb) expect(eventsOf(job, () => makes.resume(job))).toEqual([jobSteps[verb as 'join'].event]);
    else expect(() => makes.resume(job)).toThrow(WrongState);
  });

  it.each([
    ['the same', anItem()],
    ['other terms', anItem({ payer: 'warranty' })],
    ['other work', longer],
  ])('follows an order that says %s, as far as the table says', (what, item) => {
    const job = jobIn[status]();
    const isSame = what === 'the same';
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
  it('bears the id of its item and tells what it is', () => {
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

  it('that the customer has not agreed to is started by nobody: the rule is told beside the wrong state', () => {
    const job = aJob().build();
    expect(missingOf(job, () => expect(() => job.start(anna, at)).toThrow(WrongState))).toEqual([
      'REP-D01 JOB_NOT_AUTHORISED',
    ]);
  });

  it('is authorised from a time on, before which nothing may have been done', () => {
    const job = aJob().dispatched().build(); // authorised at 1
    expect(missingOf(job, () => job.start(anna, minute(0)))).toEqual(['REP-D01 JOB_NOT_AUTHORISED']);
    const part = { issueLineId: ids.issueLine, partNumber: 'P-1', quantity: '2' };
    expect(missingOf(job, () => job.fitPart(part, anna, minute(0)))).toEqual(['REP-D01 JOB_NOT_AUTHORISED']);
  });

  it('needs each mandatory safety confirmation before its start, and no advised one', () => {
    const operation = { mandatorySafety: ['high_voltage_off', 'lift_secured'], advisedSafety: ['gloves'] };
    const job = aJob().of(anItem({ operation })).dispatched().build();
    job.confirmSafety('lift_secured', anna, at);
    expect(missingOf(job, () => job.start(anna, at))).toEqual(['REP-D13 MANDATORY_SAFETY_MISSING high_voltage_off']);
  });

  it('is not started before its safety was confirmed', () => {
    const operation = { mandatorySafety: ['lift_secured'] };
    const job = aJob().of(anItem({ operation })).dispatched().build();
    job.confirmSafety('lift_secured', anna, minute(20));
    expect(missingOf(job, () => job.start(anna, minute(19)))).toEqual([
      'REP-D13 MANDATORY_SAFETY_MISSING lift_secured',
    ]);
  });

  it('tells of a safety confirmation whether it had to be', () => {
    const job = aJob()
      .of(anItem({ operation: { mandatorySafety: ['lift_secured'] } }))
      .dispatched()
      .build();
    expect(factsOf(job, () => job.confirmSafety('lift_secured', anna, at))).toMatchObject({ mandatory: true });
    expect(factsOf(job, () => job.confirmSafety('gloves', anna, at))).toMatchObject({ mandatory: false });
  });

  it('is worked on by its team only', () => {
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

  it('is worked on by the workshop lead, whoever its team is', () => {
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
  ])('is none of the business of who is not on its team: %s', (_, step) => {
    const job = aJob().started().build();
    expect(eventsOf(job, () => expect(() => step(job)).toThrow('TECHNICIAN_NOT_ASSIGNED'))).toEqual([]);
  });

  it('may be asked about, and something found on it, by any technician', () => {
    const job = aJob().started().build();
    job.requestExpertHelp({ questionId: ids.question, question: 'why?' }, chen, at);
    job.reportFinding(ids.finding, observation, chen, at);
    expect(job.findings).toMatchObject([{ technicianId: ids.chen }]);
  });

  it('takes what was issued by one line of a slip once', () => {
    const job = aJob().started().build();
    makes.fitPart(job);
    expect(() => makes.fitPart(job)).toThrow('PART_FITTED_ALREADY');
    expect(job.parts).toHaveLength(1);
  });

  it('has an end to each of its lists', () => {
    const job = aJob().started().build();
    for (let number = 0; number < 50; number += 1) makes.recordManualReference(job);
    expect(() => makes.recordManualReference(job)).toThrow('LIST_FULL (max=50)');
  });

  it('knows since when it is as it is', () => {
    const job = aJob().started().build();
    const { since } = job;
    job.resume(boris, minute(50));
    expect(job.since).toEqual(since);
    job.pause(boris, 'break', minute(51));
    job.pause(anna, 'break', minute(52));
    expect(job.since).toEqual(minute(52));
  });
});

describe('a job whose order changes', () => {
  const unsafe = anItem({ operation: { code: '013-002', mandatorySafety: ['lift_secured'] } });
  const follow = (job: Job, item = unsafe) => job.follow(item, 2, at);

  it('is to be inspected and reported anew where other work was agreed', () => {
    const job = aJob().ready().build();
    follow(job);
    expect(missingOf(job, () => job.finish(anna, at))).toEqual([
      'REP-D13 MANDATORY_SAFETY_MISSING lift_secured',
      'REP-D15 SELF_INSPECTION_MISSING',
      'REP-D16 REPAIR_REPORT_MISSING',
    ]);
  });

  it('keeps what was inspected and reported where only its terms are others', () => {
    const job = aJob().ready().build();
    follow(job, anItem({ payer: 'warranty', guaranteeClass: 'part' }));
    expect(missingOf(job, () => job.finish(anna, at))).toEqual([]);
  });

  it('is not gone on with before the safety of the new work was confirmed', () => {
    const job = aJob().paused().build();
    follow(job);
    expect(missingOf(job, () => job.resume(anna, at))).toEqual(['REP-D13 MANDATORY_SAFETY_MISSING lift_secured']);
    expect(missingOf(job, () => job.resume(boris, at))).toEqual(['REP-D13 MANDATORY_SAFETY_MISSING lift_secured']);
  });

  it('tells all that was agreed', () => {
    const job = aJob().dispatched().build();
    const reworksItemId = '01980000-0000-7000-8000-000000000009';
    const item = { ...unsafe, payer: 'internal', workKind: 'rework', reworksItemId, cause: 'leaking' };
    expect(factsOf(job, () => follow(job, item))).toMatchObject({
      orderRevision: 2,
      workKind: 'rework',
      payer: 'internal',
      guaranteeClass: 'assembly',
      mandatorySafety: ['lift_secured'],
      operations: [{ code: '013-002', labourMinutes: 60, skill: 'brakes', tools: [], manualReference: 'WM-13 4.2' }],
      labourMinutes: 60,
      reworksItemId,
      concernId: '',
      cause: 'leaking',
    });
  });

  it('that was finished is done again by its team, from the new agreement on', () => {
    const job = aJob()
      .of(anItem({ operation: { mandatorySafety: ['lift_secured'] } }))
      .finished()
      .build();
    follow(job);
    expect(job).toMatchObject({ status: 'dispatched', authorisedAt: at, selfInspection: null, repairReport: null });
    // Who knows whether the lift is still secured?
    expect(missingOf(job, () => job.start(anna, minute(101)))).toEqual([
      'REP-D13 MANDATORY_SAFETY_MISSING lift_secured',
    ]);
    expect(missingOf(job, () => job.finish(anna, minute(102)))).toContain('REP-D12 PROTECTION_NOT_CONFIRMED');
  });

  it('that was withdrawn is given out again', () => {
    const job = aJob().ready().withdrawn().build();
    follow(job, anItem());
    expect(job).toMatchObject({ status: 'authorised', authorisedAt: at, selfInspection: null, pauseReason: null });
    job.dispatch(team, place, at);
    job.start(anna, at);
    expect(job.clock).toHaveLength(2);
  });
});

describe('giving a job out', () => {
  const job = () => aJob().authorised().build();
  const others = (facts: object) => ({ ...place, staff: place.staff.map((member) => ({ ...member, ...facts })) });

  it.each([
    ['BAY_UNKNOWN', { ...place, bays: [] }],
    ['TECHNICIAN_UNKNOWN', { ...place, staff: place.staff.slice(1) }],
    ['TECHNICIAN_UNKNOWN', others({ active: false })],
    ['TECHNICIAN_UNKNOWN', others({ roles: [{ role: 'CASHIER' }] })],
    ['TECHNICIAN_UNKNOWN', others({ roles: [{ role: 'TECHNICIAN', until: minute(99) }] })],
    ['TECHNICIAN_UNKNOWN', others({ roles: [{ role: 'TECHNICIAN', from: minute(101) }] })],
    ['SKILL_MISSING', others({ skills: [{ skill: 'electric' }] })],
    ['SKILL_MISSING', others({ skills: [{ skill: 'brakes', expiresAt: at }] })],
  ])('is refused by %s', (reason, teamFacts) => {
    const given = job();
    clearJournal(given);
    expect(() => given.dispatch(team, teamFacts, at)).toThrow(expect.objectContaining({ reason }));
    expect(given).toMatchObject({ status: 'authorised', bayId: null });
    const begun = aJob().started().build();
    expect(() => begun.reassign(team, teamFacts, at)).toThrow(expect.objectContaining({ reason }));
  });

  it('asks one of the team for each skill, not each of them for all', () => {
    const [first, second] = place.staff;
    const staff = [{ ...first!, skills: [] }, second!];
    job().dispatch(team, { ...place, staff }, at);
    aJob()
      .of(anItem({ operation: { skill: '' } }))
      .authorised()
      .build()
      .dispatch(team, others({ skills: [] }), at);
  });
});

describe('a repair report', () => {
  const sign = (job: Job, reportHash: string) =>
    factsOf(job, () => job.signRepairReport({ ...report, reportHash }, anna, at));

  it('takes the place of another one, and is not signed twice', () => {
    const job = aJob().started().build();
    expect(sign(job, hash)).toMatchObject({ reportHash: hash, replacedReportHash: '' });
    expect(() => sign(job, hash)).toThrow('REPORT_SIGNED_ALREADY');
    expect(sign(job, otherHash)).toMatchObject({ reportHash: otherHash, replacedReportHash: hash });
    expect(job.repairReport).toMatchObject({ reportHash: otherHash });
    expect(job.replacedReports).toMatchObject([{ reportHash: hash, technicianId: anna.id, signedAt: at }]);
  });

  it('is signed by who worked on the job, and by no workshop lead in their place', () => {
    const job = aJob().started().build();
    expect(() => job.signRepairReport(report, lead, at)).toThrow('TECHNICIAN_NOT_ASSIGNED');
    expect(job.repairReport).toBeNull();
    const own = aJob().dispatched().build();
    own.start(lead, at);
    expect(eventsOf(own, () => own.signRepairReport(report, lead, at))).toEqual(['RepairReportSigned']);
  });

  it('is about the work done and what was found', () => {
    const job = aJob().started().build();
    const before = JSON.stringify(job.reportOf('done'));
    expect(JSON.stringify(job.reportOf('done well'))).not.toBe(before);
    makes.reportFinding(job);
    expect(JSON.stringify(job.reportOf('done'))).not.toBe(before);
  });

  it('that was signed before something was found no longer counts', () => {
    const job = aJob().ready().having(makes.reportFinding).build();
    expect(missingOf(job, () => job.finish(anna, at))).toEqual(['REP-D16 REPAIR_REPORT_MISSING']);
    expect(job.replacedReports).toHaveLength(1);
  });
});

describe('the clock of a job', () => {
  it('runs for each technician by himself, and the job stands still with the last of them', () => {
    const job = aJob().started().build(); // Anna, at 3
    job.resume(boris, minute(10));
    expect(factsOf(job, () => job.pause(anna, 'break', minute(33)))).toMatchObject({
      technicianId: ids.anna,
      entryNumber: 1,
      workedMinutes: 30,
    });
    expect(journalOf(job).published.at(-1)?.name).toBe('TechnicianClockedOff');
    expect(job.status).toBe('in_progress');
    expect(job.pauseReason).toBeNull();
    expect(factsOf(job, () => job.pause(boris, 'parts', minute(40)))).toMatchObject({ entryNumber: 2 });
    expect(journalOf(job).published.at(-1)?.name).toBe('JobPaused');
    expect(job.status).toBe('paused');
    expect(job.pauseReason).toBe('parts');
    job.resume(anna, minute(60));
    expect(job.pauseReason).toBeNull();
    expect(job.workerIds).toEqual([ids.anna, ids.boris]);
  });

  it('is not started twice by one, nor stopped by who is not on it', () => {
    const job = aJob().started().build();
    expect(() => job.resume(anna, at)).toThrow('TECHNICIAN_ALREADY_CLOCKED_ON');
    expect(() => job.pause(boris, 'break', at)).toThrow('TECHNICIAN_NOT_CLOCKED_ON');
  });

  it('takes no time that ends before it starts or overlaps another of the same technician', () => {
    expect(() => aJob().started().build().pause(anna, 'break', minute(1))).toThrow('CLOCK_ENDS_BEFORE_START');
    expect(() => aJob().ready().build().finish(anna, minute(1))).toThrow('CLOCK_ENDS_BEFORE_START');
    expect(() => aJob().paused().build().resume(anna, minute(3))).toThrow('CLOCK_OVERLAPS');
  });

  it('keeps what was corrected', () => {
    const job = aJob().paused().build(); // 3 to 4
    const correction = {
      entryNumber: 1,
      startedAt: minute(2),
      endedAt: minute(4),
      reason: 'forgot_to_clock_on',
      note: 'x',
    };
    expect(factsOf(job, () => job.correctClock(correction, lead, at))).toMatchObject({
      technicianId: ids.anna,
      previousStartedAt: minute(3),
      previousEndedAt: minute(4),
      startedAt: minute(2),
      correctedBy: ids.lead,
      workedMinutes: 2,
    });
    expect(job.clock).toMatchObject([{ startedAt: minute(2), endedAt: minute(4), reason: 'parts' }]);
    expect(job.clockCorrections).toMatchObject([
      { startedAt: minute(3), endedAt: minute(4), note: 'x', correctedAt: at },
    ]);
  });

  it.each([
    ['CLOCK_ENTRY_NOT_FOUND', { entryNumber: 7 }],
    ['CLOCK_END_MUST_MATCH', { endedAt: undefined }],
    ['CLOCK_ENDS_BEFORE_START', { startedAt: minute(9), endedAt: minute(8) }],
    ['CLOCK_IN_FUTURE', { endedAt: minute(101) }],
    ['CLOCK_OVERLAPS', { endedAt: minute(21) }],
    ['CLOCK_BEFORE_JOB', { startedAt: minute(-1) }],
  ])('refuses a correction by %s', (reason, wrong) => {
    const job = aJob().paused().build(); // 3 to 4
    job.resume(anna, minute(20));
    const correction = {
      entryNumber: 1,
      startedAt: minute(3),
      endedAt: minute(5),
      reason: 'other',
      note: '',
      ...wrong,
    };
    expect(() => job.correctClock(correction, lead, at)).toThrow(expect.objectContaining({ reason }));
  });

  it('is not corrected to a time at which the customer had not agreed', () => {
    const job = aJob().paused().build(); // authorised at 1
    const correction = { entryNumber: 1, startedAt: minute(0), endedAt: minute(4), reason: 'other', note: '' };
    expect(missingOf(job, () => job.correctClock(correction, lead, at))).toEqual(['REP-D01 JOB_NOT_AUTHORISED']);
  });

  it('is corrected by the technician himself or by who may correct all', () => {
    const correction = { entryNumber: 1, startedAt: minute(2), endedAt: minute(4), reason: 'other', note: '' };
    expect(() => aJob().paused().build().correctClock(correction, boris, at)).toThrow('CLOCK_OF_ANOTHER');
    aJob().paused().build().correctClock(correction, anna, at);
  });

  it('is stopped for whoever is taken off the job', () => {
    const job = aJob().started().build();
    const others = { bayId: ids.otherBay, leadTechnicianId: ids.chen, otherTechnicianIds: [] };
    const there = placeFor(others, 'brakes');
    clearJournal(job);
    job.reassign(others, there, at);
    expect(journalOf(job).published).toMatchObject([
      { name: 'JobReassigned', payload: { leadTechnicianId: ids.chen, previousLeadTechnicianId: ids.anna } },
      { name: 'JobPaused', payload: { technicianId: ids.anna, reason: 'reassigned' } },
    ]);
    expect(job.status).toBe('paused');
    const idle = aJob().paused().build();
    expect(eventsOf(idle, () => idle.reassign(others, there, at))).toEqual(['JobReassigned']);
  });

  it('is not given to a bay in which another vehicle is worked on, but may stay where it is', () => {
    const there = { ...placeFor({ ...team, bayId: ids.otherBay }, 'brakes'), bayJobId: ids.question };
    const job = aJob().started().build();
    expect(() => job.reassign({ ...team, bayId: ids.otherBay }, there, at)).toThrow('BAY_OCCUPIED');
    expect(job.bayId).toBe(ids.bay);
    expect(() => job.reassign(team, { ...placeFor(team, 'brakes'), bayJobId: ids.question }, at)).not.toThrow();
  });

  it('of the workshop lead, who is on no team, goes on when the team changes', () => {
    const job = aJob().started().build();
    job.resume(lead, minute(10));
    const others = { bayId: ids.otherBay, leadTechnicianId: ids.chen, otherTechnicianIds: [] };
    expect(eventsOf(job, () => job.reassign(others, placeFor(others, 'brakes'), at))).toEqual([
      'JobReassigned',
      'TechnicianClockedOff',
    ]);
    expect(job.clock.filter(({ endedAt }) => !endedAt)).toMatchObject([{ technicianId: ids.lead }]);
  });

  it('stops when the job is withdrawn, even if it was started since', () => {
    const job = aJob().started().build();
    expect(factsOf(job, () => job.withdraw('item_withdrawn', minute(1)))).toMatchObject({
      reason: 'item_withdrawn',
      worked: [{ technicianId: ids.anna, minutes: 0 }],
      workedMinutes: 0,
    });
    expect(job.clock).toMatchObject([{ startedAt: minute(3), endedAt: minute(3), reason: 'withdrawn' }]);
  });
});

describe('tools', () => {
  it('are taken with their calibration in date', () => {
    const job = aJob().started().build();
    expect(
      missingOf(job, () =>
        job.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench', calibrationDueAt: minute(99) }, anna, at),
      ),
    ).toEqual(['REP-D06 TOOL_CALIBRATION_EXPIRED T-1']);
    expect(
      missingOf(job, () =>
        job.takeTool({ toolNumber: 'T-2', toolKind: 'torque_wrench', calibrationDueAt: minute(100) }, anna, at),
      ),
    ).toEqual([]);
    expect(missingOf(job, () => job.takeTool({ toolNumber: 'T-3', toolKind: 'torque_wrench' }, anna, at))).toEqual([]);
  });

  it('are taken once, returned once, and taken again', () => {
    const job = aJob().started().build();
    job.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench' }, anna, at);
    expect(() => job.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench' }, boris, at)).toThrow(
      'TOOL_TAKEN_ALREADY',
    );
    job.returnTool('T-1', boris, at);
    expect(() => job.returnTool('T-1', boris, at)).toThrow('TOOL_NOT_TAKEN');
    job.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench' }, anna, at);
  });

  it('are back before the job is finished', () => {
    const job = aJob().ready().build();
    job.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench' }, anna, at);
    expect(() => job.finish(anna, at)).toThrow('TOOLS_NOT_RETURNED (toolNumbers=T-1)');
    for (let number = 2; number <= 12; number += 1) {
      job.takeTool({ toolNumber: `T-${number}`, toolKind: 'torque_wrench' }, anna, at);
    }
    // What is told of a refusal has to fit into a header.
    expect(() => job.finish(anna, at)).toThrow(/T-10\)$/);
  });

  it('that the operations ask for were taken, one of each kind', () => {
    const job = aJob()
      .of(anItem({ operation: { tools: ['torque_wrench', 'brake_tester'] } }))
      .ready()
      .having((each, when) => each.takeTool({ toolNumber: 'T-1', toolKind: 'torque_wrench' }, anna, when))
      .having((each, when) => each.returnTool('T-1', anna, when))
      .build();
    expect(missingOf(job, () => job.finish(anna, at))).toEqual(['REP-D06 SPECIAL_TOOL_NOT_TAKEN brake_tester']);
  });
});

describe('a question to the expert', () => {
  it('waits until it is answered, once', () => {
    const job = aJob().ready().build();
    job.requestExpertHelp({ questionId: ids.question, question: 'why?' }, anna, minute(20));
    expect(job.expertHelpRequestedAt).toEqual(minute(20));
    expect(missingOf(job, () => job.finish(anna, minute(30)))).toEqual(['REP-D14 EXPERT_ANSWER_MISSING']);
    const facts = factsOf(job, () =>
      job.answerExpertHelp({ questionId: ids.question, answer: 'so' }, expert, minute(40)),
    );
    expect(facts).toMatchObject({ questionId: ids.question, expertId: ids.expert, askedAt: minute(20) });
    expect(job.expertHelpRequestedAt).toBeNull();
    expect(() => job.answerExpertHelp({ questionId: ids.question, answer: 'or so' }, expert, at)).toThrow(
      'QUESTION_ANSWERED_ALREADY',
    );
    expect(() => job.answerExpertHelp({ questionId: ids.finding, answer: 'what?' }, expert, at)).toThrow(NotFound);
  });

  it('does not travel in words', () => {
    const job = aJob().started().build();
    expect(
      JSON.stringify(
        factsOf(job, () => job.requestExpertHelp({ questionId: ids.question, question: 'why?' }, anna, at)),
      ),
    ).not.toContain('why');
    expect(JSON.stringify(factsOf(job, () => makes.reportFinding(job)))).not.toContain('oil');
  });
});

describe('finishing a job', () => {
  it('says all that is missing at once', () => {
    const job = aJob().started().build();
    expect(missingOf(job, () => job.finish(anna, at))).toEqual([
      'REP-D05 MANUAL_NOT_CITED',
      'REP-D12 PROTECTION_NOT_CONFIRMED',
      'REP-D15 SELF_INSPECTION_MISSING',
      'REP-D16 REPAIR_REPORT_MISSING',
    ]);
  });

  it('takes no dash for a document or a report', () => {
    const job = aJob().ready().build();
    job.citations = job.citations.map((citation) => ({ ...citation, document: '-' }));
    job.repairReport = { ...job.repairReport!, workDone: ' ' };
    expect(missingOf(job, () => job.finish(anna, at))).toEqual([
      'REP-D05 MANUAL_NOT_CITED',
      'REP-D16 REPAIR_REPORT_MISSING',
    ]);
  });

  it('asks a diagnosis for the document it was made by', () => {
    const diagnosis = aJob().of(anItem({ workKind: 'diagnosis' }));
    const job = diagnosis.started().build();
    expect(missingOf(job, () => job.finish(anna, at))).toContain('REP-D07 DIAGNOSIS_DOCUMENT_NOT_CITED');
    const ready = aJob()
      .of(anItem({ workKind: 'diagnosis' }))
      .ready()
      .build();
    expect(missingOf(ready, () => ready.finish(anna, at))).toEqual([]);
  });

  it('tells who worked on it and how long', () => {
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

describe('a self-inspection', () => {
  it('has a result for each point of its form', () => {
    const job = aJob().started().build();
    const form = aForm('self_inspection', 'wheel_nuts', 'brake_lines', 'leaks');
    expect(missingOf(job, () => job.completeSelfInspection(passedInspection, form, anna, at))).toEqual([
      'REP-D15 SELF_INSPECTION_POINT_MISSING brake_lines',
      'REP-D15 SELF_INSPECTION_POINT_MISSING leaks',
    ]);
  });

  it('goes by a form that there is, and that is meant for it', () => {
    const job = aJob().started().build();
    const by = (form: ReturnType<typeof aForm> | undefined) => () =>
      job.completeSelfInspection(passedInspection, form, anna, at);
    expect(by(undefined)).toThrow('FORM_UNKNOWN');
    expect(by(aForm('order_inspection', 'wheel_nuts'))).toThrow('FORM_OF_OTHER_KIND');
    expect(job.selfInspection).toBeNull();
  });

  it('does not count with a point that failed', () => {
    const job = aJob().started().build();
    expect(missingOf(job, () => job.completeSelfInspection(failedInspection, selfForm, anna, at))).toEqual([
      'REP-D15 SELF_INSPECTION_POINT_FAILED wheel_nuts',
    ]);
  });

  it('is told point by point, without words', () => {
    const job = aJob().started().build();
    expect(factsOf(job, () => job.completeSelfInspection(passedInspection, selfForm, anna, at))).toMatchObject({
      formVersion: 3,
      points: [
        { pointId: 'wheel_nuts', result: 'ok' },
        { pointId: 'trailer_coupling', result: 'not_applicable' },
      ],
    });
    expect(JSON.stringify(journalOf(job).published)).not.toContain('600 Nm');
  });
});
