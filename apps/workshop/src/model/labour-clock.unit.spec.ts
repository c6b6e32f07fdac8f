import { clearJournal, journalOf } from '@waystation/model';
import { eventsOf, factsOf, minute, missingOf } from '@waystation/testing/model';
import { aJob, anna, boris, ids, lead, placeFor, team } from '../../testing/a-job.ts';
import { LabourClock, ClockCorrections } from './labour-clock.ts';

const at = minute(100);

describe('the clock of a job', () => {
  it('runs for each technician separately, and the job pauses when the last of them leaves', () => {
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

  it('refuses a technician who clocks on twice, or clocks off without being clocked on', () => {
    const job = aJob().started().build();
    expect(() => job.resume(anna, at)).toThrow('TECHNICIAN_ALREADY_CLOCKED_ON');
    expect(() => job.pause(boris, 'break', at)).toThrow('TECHNICIAN_NOT_CLOCKED_ON');
  });

  it('refuses times that end before they start, or overlap other times of the technician', () => {
    expect(() => aJob().started().build().pause(anna, 'break', minute(1))).toThrow('CLOCK_ENDS_BEFORE_START');
    expect(() => aJob().ready().build().finish(anna, minute(1))).toThrow('CLOCK_ENDS_BEFORE_START');
    expect(() => aJob().paused().build().resume(anna, minute(3))).toThrow('CLOCK_OVERLAPS');
  });

  it('keeps the times from before a correction', () => {
    const job = aJob().paused().build(); // 3 to 4
    const correction = {
      entryNumber: 1,
      startedAt: minute(2),
      endedAt: minute(4),
      reason: 'forgot_to_clock_on',
      remarks: 'x',
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
      { startedAt: minute(3), endedAt: minute(4), remarks: 'x', correctedAt: at },
    ]);
  });

  it.each([
    ['CLOCK_ENTRY_NOT_FOUND', { entryNumber: 7 }],
    ['CLOCK_END_MUST_MATCH', { endedAt: undefined }],
    ['CLOCK_ENDS_BEFORE_START', { startedAt: minute(9), endedAt: minute(8) }],
    ['CLOCK_IN_FUTURE', { endedAt: minute(101) }],
    ['CLOCK_OVERLAPS', { endedAt: minute(21) }],
    ['CLOCK_BEFORE_JOB', { startedAt: minute(-1) }],
  ])('refuses a correction with %s', (reason, wrong) => {
    const job = aJob().paused().build(); // 3 to 4
    job.resume(anna, minute(20));
    const correction = {
      entryNumber: 1,
      startedAt: minute(3),
      endedAt: minute(5),
      reason: 'other',
      remarks: '',
      ...wrong,
    };
    expect(() => job.correctClock(correction, lead, at)).toThrow(expect.objectContaining({ reason }));
  });

  it('refuses a correction to a time before the customer approved the work', () => {
    const job = aJob().paused().build(); // authorised at 1
    const correction = { entryNumber: 1, startedAt: minute(0), endedAt: minute(4), reason: 'other', remarks: '' };
    expect(missingOf(job, () => job.correctClock(correction, lead, at))).toEqual(['REP-D01 JOB_NOT_AUTHORISED']);
  });

  it('can be corrected only by the technician concerned or by the workshop lead', () => {
    const correction = { entryNumber: 1, startedAt: minute(2), endedAt: minute(4), reason: 'other', remarks: '' };
    expect(() => aJob().paused().build().correctClock(correction, boris, at)).toThrow('CLOCK_OF_OTHER_TECHNICIAN');
    aJob().paused().build().correctClock(correction, anna, at);
  });

  it('stops for technicians who are taken off the job', () => {
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

  it('does not let a running job move to an occupied bay, but lets it stay in its own', () => {
    const there = { ...placeFor({ ...team, bayId: ids.otherBay }, 'brakes'), bayJobId: ids.question };
    const job = aJob().started().build();
    expect(() => job.reassign({ ...team, bayId: ids.otherBay }, there, at)).toThrow('BAY_OCCUPIED');
    expect(job.bayId).toBe(ids.bay);
    expect(() => job.reassign(team, { ...placeFor(team, 'brakes'), bayJobId: ids.question }, at)).not.toThrow();
  });

  it('keeps running for the workshop lead when the team changes', () => {
    const job = aJob().started().build();
    job.resume(lead, minute(10));
    const others = { bayId: ids.otherBay, leadTechnicianId: ids.chen, otherTechnicianIds: [] };
    expect(eventsOf(job, () => job.reassign(others, placeFor(others, 'brakes'), at))).toEqual([
      'JobReassigned',
      'TechnicianClockedOff',
    ]);
    expect(job.clock.filter(({ endedAt }) => !endedAt)).toMatchObject([{ technicianId: ids.lead }]);
  });

  it('stops when the job is withdrawn, even if it was started later', () => {
    const job = aJob().started().build();
    expect(factsOf(job, () => job.withdraw('item_withdrawn', minute(1)))).toMatchObject({
      reason: 'item_withdrawn',
      worked: [{ technicianId: ids.anna, minutes: 0 }],
      workedMinutes: 0,
    });
    expect(job.clock).toMatchObject([{ startedAt: minute(3), endedAt: minute(3), reason: 'withdrawn' }]);
  });
});

describe('the labour clock', () => {
  it('is limited to 200 entries', () => {
    const entry = { entryNumber: 1, technicianId: ids.boris, startedAt: at, endedAt: at, reason: 'break' };
    const full = Array.from({ length: 200 }, () => entry);
    const clockOn = (clock: LabourClock) => LabourClock.clockOn(clock, { jobId: ids.job, technicianId: ids.anna }, at);
    expect(clockOn(full.slice(1)).at(-1)).toEqual({
      ...entry,
      entryNumber: 200,
      technicianId: ids.anna,
      endedAt: null,
      reason: null,
    });
    expect(() => clockOn(full)).toThrow('LIST_FULL (max=200)');
  });

  it('is limited to 200 corrections', () => {
    const entry = { entryNumber: 1, technicianId: ids.anna, startedAt: at, endedAt: null, reason: null };
    const why = { reason: 'other', remarks: '', correctedBy: ids.lead, correctedAt: at };
    let corrections: ClockCorrections = [];
    for (let number = 0; number < 200; number += 1) corrections = ClockCorrections.keep(corrections, entry, why);
    expect(() => ClockCorrections.keep(corrections, entry, why)).toThrow('LIST_FULL (max=200)');
  });
});
