import { Aggregate, clearJournal, journalOf, type Beginning } from './aggregate.ts';
import { WrongState } from './errors.ts';
import type { Steps } from './steps.ts';

// As ts-proto writes messages: message-typed fields, Date among them, are optional.
interface JobOpened {
  stationId: string;
  visitId: string;
  jobId: string;
  operation: string;
  at?: Date | undefined;
}
interface JobStarted {
  stationId: string;
  visitId: string;
  jobId: string;
  technicianId: string;
  at?: Date | undefined;
}
interface JobPaused {
  stationId: string;
  visitId: string;
  jobId: string;
  at?: Date | undefined;
}
interface JobFinished {
  stationId: string;
  visitId: string;
  jobId: string;
  at?: Date | undefined;
  promisedAt?: Date | undefined;
}

type JobStatus = 'planned' | 'in_progress' | 'paused' | 'finished';
type JobEvents = { JobOpened: JobOpened; JobStarted: JobStarted; JobPaused: JobPaused; JobFinished: JobFinished };

const jobSteps = {
  start: { from: ['planned', 'paused'], to: 'in_progress', event: 'JobStarted' },
  pause: { from: ['in_progress'], to: 'paused', event: 'JobPaused' },
  finish: { from: ['in_progress'], to: 'finished', event: 'JobFinished' },
  reset: { from: ['in_progress', 'paused'], to: 'planned' },
} as const satisfies Steps<JobStatus, JobEvents>;

class Job extends Aggregate<typeof jobSteps, JobEvents, 'job'> {
  declare technicianId?: string;

  protected get steps() {
    return jobSteps;
  }
  protected get subject() {
    return 'job' as const;
  }

  static open(job: Beginning, at: Date): Job {
    const opened = new Job();
    opened.begin(job, 'planned');
    opened.publish('JobOpened', at, { operation: '045-003' });
    return opened;
  }
  openAgain(job: Beginning): void {
    this.begin(job, 'planned');
  }
  start(technicianId: string, at: Date): void {
    this.requires('REP-D01', this.visitId !== undefined, 'JOB_NOT_AUTHORISED');
    this.requires('REP-D06', false, 'TOOL_NOT_CALIBRATED', 'tool-9');
    this.technicianId = technicianId;
    this.step('start', at, { technicianId });
  }
  checkTools(uncalibrated: readonly string[]): void {
    this.requiresNone('REP-D06', 'TOOL_NOT_CALIBRATED', uncalibrated);
  }
  pause(at: Date): void {
    this.step('pause', at);
    this.schedule('RemindTechnician', new Date(at.getTime() + 60_000));
  }
  moveReminder(at: Date): void {
    this.schedule('RemindTechnician', at);
  }
  dropReminder(): void {
    this.unschedule('RemindTechnician');
  }
  reset(at: Date): void {
    this.step('reset', at);
  }

  /** Read by the compiler only. */
  typeErrors(at: Date): void {
    // @ts-expect-error the technician is a fact that only the caller knows
    this.step('start', at);
    // @ts-expect-error and is named so
    this.step('start', at, { technician: 'anna' });
    // @ts-expect-error the job's own id is filled by the aggregate
    this.step('start', at, { technicianId: 'anna', jobId: 'other' });
    // @ts-expect-error so is the station
    this.step('pause', at, { stationId: 'other' });
    // @ts-expect-error a step that publishes nothing takes no facts
    this.step('reset', at, {});
    // @ts-expect-error there is no such step
    this.step('explode', at);
    // @ts-expect-error there is no such event
    this.publish('JobExploded', at);
    // @ts-expect-error the event's facts must be given
    this.publish('JobOpened', at);
    // @ts-expect-error an optional fact has its type as well
    this.step('finish', at, { promisedAt: 'tomorrow' });
    // @ts-expect-error only steps change the status
    this.status = 'finished';
    // @ts-expect-error there is no such status
    this.begin({ id: 'j', stationId: 's' }, 'exploded');
    // @ts-expect-error there is no such rule
    this.requires('REP-01', true, 'MANUAL_NOT_CITED');

    this.step('finish', at);
    this.step('finish', at, { promisedAt: at });
    this.step('pause', at, {});
    this.publish('JobPaused', at);
  }
}

class Visit extends Aggregate<typeof visitSteps, { VisitClosed: { stationId: string; visitId: string } }, 'visit'> {
  protected get steps() {
    return visitSteps;
  }
  protected get subject() {
    return 'visit' as const;
  }
  static open(id: string): Visit {
    const visit = new Visit();
    visit.begin({ id, stationId: 'station-1' }, 'open');
    return visit;
  }
  close(at: Date): void {
    this.step('close', at);
  }
}
const visitSteps = { close: { from: ['open'], to: 'closed', event: 'VisitClosed' } } as const satisfies Steps<string>;

type OrderEvents = { OrderOpened: { repairOrderId: string } };
class RepairOrder extends Aggregate<Record<never, never>, OrderEvents, 'repair order'> {
  protected get steps() {
    return {};
  }
  protected get subject() {
    return 'repair order' as const;
  }
  open(at: Date): void {
    this.publish('OrderOpened', at);
  }
}

/** Says no subject to the compiler, so has to give its own id. */
class Loose extends Aggregate<Record<never, never>, { LooseMade: { looseId: string } }> {
  protected get steps() {
    return {};
  }
  protected get subject() {
    return 'loose';
  }
  make(at: Date): void {
    // @ts-expect-error the compiler can't know that `looseId` is the aggregate's own
    this.publish('LooseMade', at);
    this.publish('LooseMade', at, { looseId: this.id });
  }
}

/** As the ORM makes what it loads: neither constructor nor initialisers run. */
function loaded<T extends object>(kind: { prototype: T }, fields: object): T {
  return Object.assign(Object.create(kind.prototype) as T, fields);
}

const at = new Date('2026-03-02T08:00:00Z');
const birth = { id: 'job-1', stationId: 'station-1', visitId: 'visit-1', standardVersion: '7' };
const aJob = () => loaded(Job, { ...birth, status: 'planned', version: 3 });

describe('a new aggregate', () => {
  it('has the identity and the status that it began with, and no field more', () => {
    expect({ ...Job.open(birth, at) }).toEqual({ ...birth, status: 'planned' });
  });

  it.each([undefined, null, ''])('leaves out the visit and the version that nobody knows (%s)', (unknown) => {
    const job = Job.open({ id: 'job-1', stationId: 'station-1', visitId: unknown, standardVersion: unknown }, at);
    expect(Object.keys(job)).toEqual(['id', 'stationId', 'status']);
  });

  it('leaves out what it does not belong to', () => {
    expect(Object.keys(Visit.open('visit-1'))).toEqual(['id', 'stationId', 'status']);
  });

  it('begins once', () => {
    expect(() => aJob().openAgain(birth)).toThrow('job job-1 has begun already');
  });
});

test('what several aggregates publish in turns keeps its order', () => {
  const [one, other] = ['job-1', 'job-2'].map((id) => loaded(Job, { id, stationId: 'station-1', status: 'planned' }));
  one!.start('anna', at);
  other!.start('ben', at);
  one!.pause(at);
  const all = [one!, other!].flatMap((job) => journalOf(job).published).sort((a, b) => a.order - b.order);
  expect(all.map(({ name, subjectId }) => `${name} ${subjectId}`)).toEqual([
    'JobStarted job-1',
    'JobStarted job-2',
    'JobPaused job-1',
  ]);
});

describe('a step', () => {
  it('changes the status and publishes the event of its row', () => {
    const job = aJob();
    job.start('anna', at);
    expect(job.status).toBe('in_progress');
    expect(journalOf(job).published).toEqual([
      {
        order: expect.any(Number),
        name: 'JobStarted',
        payload: { stationId: 'station-1', visitId: 'visit-1', jobId: 'job-1', technicianId: 'anna', at },
        at,
        subjectId: 'job-1',
        visitId: 'visit-1',
        stationId: 'station-1',
        standardVersion: '7',
      },
    ]);
  });

  it('publishes nothing where its row names no event', () => {
    const job = loaded(Job, { ...birth, status: 'paused' });
    job.reset(at);
    expect(job.status).toBe('planned');
    expect(journalOf(job).published).toEqual([]);
  });

  it('is refused from a wrong state: nothing changes, nothing is published', () => {
    const job = aJob();
    const pause = () => job.pause(at);
    expect(pause).toThrow(WrongState);
    expect(pause).toThrow(
      expect.objectContaining({ subject: 'job', step: 'pause', state: 'planned', allowed: ['in_progress'] }),
    );
    expect(job.status).toBe('planned');
    expect(journalOf(job)).toEqual({ required: [], published: [], timers: [] });
  });

  it('leaves known what was required before it was refused, so that the rule is told as well', () => {
    const job = loaded(Job, { ...birth, status: 'finished' });
    expect(() => job.start('anna', at)).toThrow(WrongState);
    expect(journalOf(job).required).toContainEqual(expect.objectContaining({ rule: 'REP-D06', holds: false }));
  });
});

describe('an event', () => {
  it('can be published without a step', () => {
    expect(journalOf(Job.open(birth, at)).published).toMatchObject([
      { name: 'JobOpened', payload: { jobId: 'job-1', operation: '045-003', at } },
    ]);
  });

  it('names no visit or standard without one, not even if the database has null', () => {
    const job = loaded(Job, { ...birth, visitId: null, standardVersion: null, status: 'in_progress' });
    job.pause(at);
    const [event] = journalOf(job).published;
    expect(event).not.toHaveProperty('visitId');
    expect(event).not.toHaveProperty('standardVersion');
    expect(event?.payload).toEqual({ stationId: 'station-1', jobId: 'job-1', at });
  });

  it('of a visit belongs to that visit', () => {
    const visit = Visit.open('visit-1');
    visit.close(at);
    expect(journalOf(visit).published).toMatchObject([{ visitId: 'visit-1', payload: { visitId: 'visit-1' } }]);
  });

  it('names its subject in one word, where the subject has two', () => {
    const order = loaded(RepairOrder, { id: 'order-1', stationId: 'station-1' });
    order.open(at);
    expect(journalOf(order).published[0]?.payload).toEqual({ stationId: 'station-1', repairOrderId: 'order-1', at });
  });
});

describe('a rule', () => {
  it('is required without stopping the step, whether it holds or not', () => {
    const job = aJob();
    job.start('anna', at);
    expect(job.status).toBe('in_progress');
    expect(journalOf(job).required).toEqual([
      { rule: 'REP-D01', holds: true, what: 'JOB_NOT_AUTHORISED' },
      { rule: 'REP-D06', holds: false, what: 'TOOL_NOT_CALIBRATED', subject: 'tool-9' },
    ]);
  });

  it('is broken once by each entry that must not be there, and by no empty list', () => {
    const job = aJob();
    job.checkTools([]);
    expect(journalOf(job).required).toEqual([]);
    job.checkTools(['tool-9', 'tool-12']);
    expect(journalOf(job).required).toEqual([
      { rule: 'REP-D06', holds: false, what: 'TOOL_NOT_CALIBRATED', subject: 'tool-9' },
      { rule: 'REP-D06', holds: false, what: 'TOOL_NOT_CALIBRATED', subject: 'tool-12' },
    ]);
  });
});

describe('a timer', () => {
  const paused = () => {
    const job = loaded(Job, { ...birth, status: 'in_progress' });
    job.pause(at);
    return job;
  };
  const reminder = { step: 'RemindTechnician', subjectId: 'job-1', stationId: 'station-1' };

  it('is set for the aggregate and its station', () => {
    expect(journalOf(paused()).timers).toEqual([{ ...reminder, at: new Date('2026-03-02T08:01:00Z') }]);
  });

  it('counts as it was set last', () => {
    const job = paused();
    job.moveReminder(new Date('2026-03-02T09:00:00Z'));
    expect(journalOf(job).timers).toEqual([{ ...reminder, at: new Date('2026-03-02T09:00:00Z') }]);
  });

  it('has no time any more when it is taken off', () => {
    const job = paused();
    job.dropReminder();
    expect(journalOf(job).timers).toEqual([reminder]);
  });
});

describe('an aggregate of the network', () => {
  const listSteps = {
    publish: { from: ['published'], event: 'ListState' },
  } as const satisfies Steps<'published', { ListState: { stationId: string; listId: string } }>;
  class List extends Aggregate<
    typeof listSteps,
    { ListState: { stationId: string; listId: string } },
    'list',
    'network'
  > {
    declare ofStation: string | undefined;

    protected get steps() {
      return listSteps;
    }
    protected get subject() {
      return 'list' as const;
    }
    override get eventStation() {
      return this.ofStation;
    }

    static open(ofStation?: string): List {
      const list = new List();
      list.begin({ id: 'list-1' }, 'published');
      list.ofStation = ofStation;
      list.step('publish', at);
      return list;
    }
    remind(): void {
      this.schedule('PublishList', at);
    }
    beginAtStation(): void {
      // @ts-expect-error it has no station
      this.begin({ id: 'list-2', stationId: 'station-1' }, 'published');
    }
  }

  it("has no station, and names one in its events only where they are a station's", () => {
    const [ofNetwork, ofStation] = [List.open(), List.open('station-1')];
    expect([ofNetwork.stationId, ofStation.stationId]).toEqual([undefined, undefined]);
    expect(journalOf(ofNetwork).published).toMatchObject([{ payload: { listId: 'list-1', at } }]);
    expect(journalOf(ofNetwork).published[0]).not.toHaveProperty('stationId');
    expect(journalOf(ofStation).published).toMatchObject([
      { stationId: 'station-1', payload: { stationId: 'station-1', listId: 'list-1', at } },
    ]);
  });

  it('has no timers', () => {
    expect(() => List.open().remind()).toThrow("only a station's aggregate has timers");
    expect(() => List.open().beginAtStation()).toThrow('begun already');
  });
});

describe('a journal', () => {
  it('belongs to one object, not to one id', () => {
    const job = aJob();
    job.start('anna', at);
    expect(journalOf(aJob()).published).toEqual([]);
    expect(journalOf(job)).toBe(journalOf(job));
  });

  it('is empty again once it is cleared', () => {
    const job = aJob();
    job.start('anna', at);
    const before = journalOf(job);
    clearJournal(job);
    expect(journalOf(job)).toEqual({ required: [], published: [], timers: [] });
    expect(before.published).toHaveLength(1);
  });

  it('leaves no trace among the properties that the store sees', () => {
    const job = aJob();
    job.start('anna', at);
    expect(Object.keys(job).sort()).toEqual([...Object.keys(birth), 'status', 'technicianId', 'version'].sort());
  });
});

// Read by the compiler only.
export const looseIsUsed = Loose;
