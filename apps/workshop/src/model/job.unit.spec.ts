import { clearJournal, journalOf, NotFound, Refused, WrongState, type StepRow } from '@waystation/model';
import { aJob, anItem, failedInspection, hash, ids, minute, passedInspection } from '../testing/a-job.ts';
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
const team = { bayId: ids.bay, leadTechnicianId: ids.anna, technicianIds: [ids.boris] };
const observation = {
  words: 'oil',
  place: 'axle 2',
  severity: 'soon',
  unsafe: false,
  componentCode: '',
  photoHashes: [],
};

/** How each step is made on a job that is in a state for it. */
const makes: Record<keyof typeof jobSteps, (job: Job) => unknown> = {
  authorise: (job) => job.follow(anItem(), 2, at),
  dispatch: (job) => job.dispatch(team, at),
  start: (job) => job.start(ids.anna, at),
  pause: (job) => job.pause(ids.anna, 'break', at),
  leave: (job) => {
    if (job.status === 'in_progress') job.resume(ids.boris, at);
    job.pause(ids.boris, 'break', at);
  },
  resume: (job) => job.resume(ids.boris, at),
  finish: (job) => job.finish(ids.anna, at),
  withdraw: (job) => job.withdraw('item_withdrawn', at),
  amend: (job) => job.follow(anItem({ operation: { labourMinutes: 90 } }), 2, at),
  reassign: (job) => job.reassign(team, at),
  correctClock: (job) => {
    const endedAt = job.clock[0]?.endedAt ?? undefined;
    job.correctClock({ entryNumber: 1, startedAt: minute(2), endedAt, reason: 'other', note: '' }, ids.chen, true, at);
  },
  citeManual: (job) => job.citeManual({ document: 'WM-13', section: '', purpose: 'work' }, ids.anna, at),
  takeTool: (job) => job.takeTool('T-8', undefined, ids.anna, at),
  returnTool: (job) => job.returnTool('T-9', ids.anna, at),
  confirmSafety: (job) => job.confirmSafety('lift_secured', ids.anna, at),
  confirmProtection: (job) => job.confirmProtection(ids.anna, at),
  reportFinding: (job) => job.reportFinding(ids.finding, observation, ids.anna, at),
  askExpert: (job) => job.askExpert(ids.question, 'why?', ids.anna, at),
  answerExpert: (job) => job.answerExpert(ids.question, 'so', ids.expert, at),
  fitPart: (job) => job.fitPart({ issueLineId: ids.issueLine, partNumber: 'P-1', quantity: '2' }, ids.anna, at),
  completeSelfInspection: (job) => job.completeSelfInspection(passedInspection, ids.anna, at),
  signRepairReport: (job) => job.signRepairReport({ workDone: 'done', signatureHash: hash }, ids.anna, at),
};

const toolOut = (job: Job, when: Date) => job.takeTool('T-9', undefined, ids.anna, when);
const asked = (job: Job, when: Date) => job.askExpert(ids.question, 'why?', ids.anna, when);

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
// Both are told by `follow`, which does nothing where there is nothing to follow, and never throws.
const told = ['authorise', 'amend'];

describe.each(statuses)('a job that is %s', (status) => {
  const steps = Object.entries<StepRow<JobStatus>>(jobSteps).filter(([verb]) => !told.includes(verb));
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

  it('follows the order as far as the table says', () => {
    const isPlanned = status === 'planned';
    expect(eventsOf(jobIn[status](), () => {})).toEqual([]);
    const authorised = jobIn[status]();
    expect(eventsOf(authorised, () => makes.authorise(authorised))).toEqual(isPlanned ? ['JobAuthorised'] : []);
    const amended = jobIn[status]();
    const isOpen = isPlanned || (jobSteps.amend.from as readonly string[]).includes(status);
    expect(eventsOf(amended, () => makes.amend(amended))).toEqual(isOpen ? ['JobAuthorised'] : []);
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
    expect(missingOf(job, () => expect(() => job.start(ids.anna, at)).toThrow(WrongState))).toEqual([
      'REP-D01 JOB_NOT_AUTHORISED',
    ]);
  });

  it('needs each mandatory safety confirmation before its start, and no advised one', () => {
    const operation = { mandatorySafety: ['high_voltage_off', 'lift_secured'], advisedSafety: ['gloves'] };
    const job = aJob().of(anItem({ operation })).dispatched().build();
    job.confirmSafety('lift_secured', ids.anna, at);
    expect(missingOf(job, () => job.start(ids.anna, at))).toEqual([
      'REP-D13 MANDATORY_SAFETY_MISSING high_voltage_off',
    ]);
  });

  it('tells of a safety confirmation whether it had to be', () => {
    const job = aJob()
      .of(anItem({ operation: { mandatorySafety: ['lift_secured'] } }))
      .dispatched()
      .build();
    expect(factsOf(job, () => job.confirmSafety('lift_secured', ids.anna, at))).toMatchObject({ mandatory: true });
    expect(factsOf(job, () => job.confirmSafety('gloves', ids.anna, at))).toMatchObject({ mandatory: false });
  });

  it('is worked on by its team only', () => {
    expect(() => aJob().dispatched().build().start(ids.chen, at)).toThrow('TECHNICIAN_NOT_ASSIGNED');
    expect(() => aJob().paused().build().resume(ids.chen, at)).toThrow('TECHNICIAN_NOT_ASSIGNED');
    expect(() => aJob().started().build().completeSelfInspection(passedInspection, ids.chen, at)).toThrow(Refused);
    expect(() => aJob().ready().build().finish(ids.chen, at)).toThrow('TECHNICIAN_NOT_ASSIGNED');
    const report = { workDone: 'x', signatureHash: hash };
    expect(() => aJob().started().build().signRepairReport(report, ids.chen, at)).toThrow(Refused);
  });

  it('lists its lead technician once', () => {
    const job = aJob().by(ids.anna, ids.anna, ids.boris).authorised().build();
    const doubled = { bayId: ids.bay, leadTechnicianId: ids.anna, technicianIds: [ids.anna, ids.boris] };
    expect(factsOf(job, () => job.dispatch(doubled, at))).toMatchObject({ technicianIds: [ids.boris] });
    expect(job.technicianIds).toEqual([ids.boris]);
  });

  it('knows since when it is as it is', () => {
    const job = aJob().started().build();
    const { since } = job;
    job.resume(ids.boris, minute(50));
    expect(job.since).toEqual(since);
    job.pause(ids.boris, 'break', minute(51));
    job.pause(ids.anna, 'break', minute(52));
    expect(job.since).toEqual(minute(52));
  });
});

describe('the clock of a job', () => {
  it('runs for each technician by himself, and the job stands still with the last of them', () => {
    const job = aJob().started().build(); // Anna, at 3
    job.resume(ids.boris, minute(10));
    expect(factsOf(job, () => job.pause(ids.anna, 'break', minute(33)))).toMatchObject({
      technicianId: ids.anna,
      othersWorking: true,
      workedMinutes: 30,
    });
    expect(job.status).toBe('in_progress');
    expect(job.pauseReason).toBeNull();
    expect(factsOf(job, () => job.pause(ids.boris, 'parts', minute(40)))).toMatchObject({ othersWorking: false });
    expect(job.status).toBe('paused');
    expect(job.pauseReason).toBe('parts');
    job.resume(ids.anna, minute(60));
    expect(job.pauseReason).toBeNull();
    expect(job.workerIds).toEqual([ids.anna, ids.boris]);
  });

  it('is not started twice by one, nor stopped by who is not on it', () => {
    const job = aJob().started().build();
    expect(() => job.resume(ids.anna, at)).toThrow('TECHNICIAN_ALREADY_CLOCKED_ON');
    expect(() => job.pause(ids.boris, 'break', at)).toThrow('TECHNICIAN_NOT_CLOCKED_ON');
  });

  it('takes no time that ends before it starts or overlaps another of the same technician', () => {
    expect(() => aJob().started().build().pause(ids.anna, 'break', minute(1))).toThrow('CLOCK_ENDS_BEFORE_START');
    expect(() => aJob().ready().build().finish(ids.anna, minute(1))).toThrow('CLOCK_ENDS_BEFORE_START');
    expect(() => aJob().paused().build().resume(ids.anna, minute(3))).toThrow('CLOCK_OVERLAPS');
  });

  it('keeps what was corrected', () => {
    const job = aJob().paused().build(); // 3 to 4
    const correction = {
      entryNumber: 1,
      startedAt: minute(0),
      endedAt: minute(4),
      reason: 'forgot_to_clock_on',
      note: 'x',
    };
    expect(factsOf(job, () => job.correctClock(correction, ids.chen, true, at))).toMatchObject({
      technicianId: ids.anna,
      previousStartedAt: minute(3),
      previousEndedAt: minute(4),
      startedAt: minute(0),
      correctedBy: ids.chen,
    });
    expect(job.clock).toMatchObject([{ startedAt: minute(0), endedAt: minute(4), reason: 'parts' }]);
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
  ])('refuses a correction by %s', (reason, wrong) => {
    const job = aJob().paused().build(); // 3 to 4
    job.resume(ids.anna, minute(20));
    const correction = {
      entryNumber: 1,
      startedAt: minute(3),
      endedAt: minute(5),
      reason: 'other',
      note: '',
      ...wrong,
    };
    expect(() => job.correctClock(correction, ids.chen, true, at)).toThrow(expect.objectContaining({ reason }));
  });

  it('is corrected by the technician himself or by who may correct all', () => {
    const correction = { entryNumber: 1, startedAt: minute(2), endedAt: minute(4), reason: 'other', note: '' };
    expect(() => aJob().paused().build().correctClock(correction, ids.boris, false, at)).toThrow('CLOCK_OF_ANOTHER');
    aJob().paused().build().correctClock(correction, ids.anna, false, at);
  });

  it('is stopped for whoever is taken off the job', () => {
    const job = aJob().started().build();
    const others = { bayId: ids.otherBay, leadTechnicianId: ids.chen, technicianIds: [] };
    clearJournal(job);
    expect(job.reassign(others, at)).toEqual([ids.anna]);
    expect(journalOf(job).published).toMatchObject([
      { name: 'JobReassigned', payload: { leadTechnicianId: ids.chen, previousLeadTechnicianId: ids.anna } },
      { name: 'JobPaused', payload: { technicianId: ids.anna, reason: 'reassigned' } },
    ]);
    expect(job.status).toBe('paused');
    expect(aJob().paused().build().reassign(others, at)).toEqual([]);
  });

  it('stops when the job is withdrawn, even if it was started since', () => {
    const job = aJob().started().build();
    expect(factsOf(job, () => job.withdraw('item_withdrawn', minute(1)))).toMatchObject({
      reason: 'item_withdrawn',
      workerIds: [ids.anna],
      workedMinutes: 0,
    });
    expect(job.clock).toMatchObject([{ startedAt: minute(3), endedAt: minute(3), reason: 'withdrawn' }]);
  });
});

describe('tools', () => {
  it('are taken with their calibration in date', () => {
    const job = aJob().started().build();
    expect(missingOf(job, () => job.takeTool('T-1', minute(99), ids.anna, at))).toEqual([
      'REP-D06 TOOL_CALIBRATION_EXPIRED T-1',
    ]);
    expect(missingOf(job, () => job.takeTool('T-2', minute(100), ids.anna, at))).toEqual([]);
    expect(missingOf(job, () => job.takeTool('T-3', undefined, ids.anna, at))).toEqual([]);
  });

  it('are taken once, returned once, and taken again', () => {
    const job = aJob().started().build();
    job.takeTool('T-1', undefined, ids.anna, at);
    expect(() => job.takeTool('T-1', undefined, ids.boris, at)).toThrow('TOOL_TAKEN_ALREADY');
    job.returnTool('T-1', ids.boris, at);
    expect(() => job.returnTool('T-1', ids.boris, at)).toThrow('TOOL_NOT_TAKEN');
    job.takeTool('T-1', undefined, ids.anna, at);
  });

  it('are back before the job is finished', () => {
    const job = aJob().ready().build();
    job.takeTool('T-1', undefined, ids.anna, at);
    expect(() => job.finish(ids.anna, at)).toThrow('TOOLS_NOT_RETURNED (toolNumbers=T-1)');
  });
});

describe('a question to the expert', () => {
  it('waits until it is answered, once', () => {
    const job = aJob().ready().build();
    job.askExpert(ids.question, 'why?', ids.anna, minute(20));
    expect(job.expertAskedAt).toEqual(minute(20));
    expect(missingOf(job, () => job.finish(ids.anna, minute(30)))).toEqual(['REP-D14 EXPERT_ANSWER_MISSING']);
    const facts = factsOf(job, () => job.answerExpert(ids.question, 'so', ids.expert, minute(40)));
    expect(facts).toMatchObject({ questionId: ids.question, expertId: ids.expert, askedAt: minute(20) });
    expect(job.expertAskedAt).toBeNull();
    expect(() => job.answerExpert(ids.question, 'or so', ids.expert, at)).toThrow('QUESTION_ANSWERED_ALREADY');
    expect(() => job.answerExpert(ids.finding, 'what?', ids.expert, at)).toThrow(NotFound);
  });

  it('does not travel in words', () => {
    const job = aJob().started().build();
    expect(JSON.stringify(factsOf(job, () => job.askExpert(ids.question, 'why?', ids.anna, at)))).not.toContain('why');
    expect(JSON.stringify(factsOf(job, () => makes.reportFinding(job)))).not.toContain('oil');
  });
});

describe('finishing a job', () => {
  it('says all that is missing at once', () => {
    const job = aJob().started().build();
    expect(missingOf(job, () => job.finish(ids.anna, at))).toEqual([
      'REP-D05 MANUAL_NOT_CITED',
      'REP-D12 PROTECTION_NOT_CONFIRMED',
      'REP-D15 SELF_INSPECTION_MISSING',
      'REP-D16 REPAIR_REPORT_MISSING',
    ]);
  });

  it('asks a diagnosis for the document it was made by', () => {
    const diagnosis = aJob().of(anItem({ workKind: 'diagnosis' }));
    const job = diagnosis.started().build();
    expect(missingOf(job, () => job.finish(ids.anna, at))).toContain('REP-D07 DIAGNOSIS_DOCUMENT_NOT_CITED');
    const ready = aJob()
      .of(anItem({ workKind: 'diagnosis' }))
      .ready()
      .build();
    expect(missingOf(ready, () => ready.finish(ids.anna, at))).toEqual([]);
  });

  it('tells who worked on it and how long', () => {
    const job = aJob().ready().build(); // Anna since 3
    job.resume(ids.boris, minute(40));
    expect(factsOf(job, () => job.finish(ids.anna, minute(63)))).toMatchObject({
      workerIds: [ids.anna, ids.boris],
      workedMinutes: 83,
      labourMinutes: 60,
    });
    expect(job.clock.map(({ endedAt }) => endedAt)).toEqual([minute(63), minute(63)]);
    expect(job.isOpen).toBe(false);
  });
});

describe('a self-inspection', () => {
  it('does not count with a point that failed', () => {
    const job = aJob().started().build();
    expect(missingOf(job, () => job.completeSelfInspection(failedInspection, ids.anna, at))).toEqual([
      'REP-D15 SELF_INSPECTION_POINT_FAILED wheel_nuts',
    ]);
  });

  it('is told point by point, without words', () => {
    const job = aJob().started().build();
    expect(factsOf(job, () => job.completeSelfInspection(passedInspection, ids.anna, at))).toMatchObject({
      formVersion: 3,
      points: [
        { pointId: 'wheel_nuts', result: 'ok' },
        { pointId: 'trailer_coupling', result: 'not_applicable' },
      ],
    });
    expect(JSON.stringify(journalOf(job).published)).not.toContain('600 Nm');
  });
});
