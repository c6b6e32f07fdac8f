import { clearJournal, journalOf, WrongState } from '@waystation/model';
import { aJob, anItem, failedInspection, ids, minute, passedInspection } from '../testing/a-job.ts';
import { VisitWork, visitWorkSteps, type VisitWorkStatus } from './visit-work.ts';

const otherJob = '01980000-0000-7000-8000-000000000002';
const visit = { stationId: ids.station, visitId: ids.visit, standardVersion: '7' };
const at = minute(100);

const done = () => aJob().finished().build();
const open = () =>
  aJob()
    .of(anItem({ itemId: otherJob }))
    .started()
    .build();
const withdrawn = () =>
  aJob()
    .of(anItem({ itemId: otherJob }))
    .withdrawn()
    .build();

function workWith(...jobs: ReturnType<typeof done>[]): VisitWork {
  const work = VisitWork.plan(visit);
  work.follow(1, jobs, minute(1));
  return work;
}

function finishedWork(): VisitWork {
  const work = workWith(done());
  work.finish(passedInspection, ids.anna, minute(50));
  return work;
}

function cancelledWork(): VisitWork {
  const work = workWith(done());
  work.cancel([], minute(50));
  return work;
}

function missingOf(work: VisitWork): string[] {
  return journalOf(work)
    .required.filter(({ holds }) => !holds)
    .map(({ rule, what, subject }) => [rule, what, subject].join(' '));
}

const workIn: Record<VisitWorkStatus, () => VisitWork> = {
  planned: () => VisitWork.plan(visit),
  open: () => workWith(done()),
  finished: finishedWork,
  cancelled: cancelledWork,
};

const courtesy = { words: 'lamp', workedMinutes: 5, amountMinor: 1200n, currency: 'CNY' };

describe.each(Object.keys(workIn) as VisitWorkStatus[])('work that is %s', (status) => {
  const isIn = (states: readonly string[]) => states.includes(status);

  it('is finished by the inspection of the whole order, or refuses it, as the table says', () => {
    const work = workIn[status]();
    if (isIn(visitWorkSteps.finish.from)) {
      work.finish(passedInspection, ids.anna, at);
      expect(work.status).toBe('finished');
    } else {
      expect(() => work.finish(passedInspection, ids.anna, at)).toThrow(WrongState);
    }
  });

  it('is cancelled or refuses to be, as the table says', () => {
    const work = workIn[status]();
    if (isIn(visitWorkSteps.cancel.from)) {
      work.cancel([], at);
      expect(work.status).toBe('cancelled');
    } else {
      expect(() => work.cancel([], at)).toThrow(WrongState);
    }
  });

  it('is opened, reopened or left as it is by the order', () => {
    const work = workIn[status]();
    clearJournal(work);
    work.follow(2, [], at);
    expect(work.status).toBe(status === 'cancelled' ? 'cancelled' : 'open');
    expect(journalOf(work).published.map(({ name }) => name)).toEqual(status === 'finished' ? ['WorkReopened'] : []);
  });

  it('takes courtesy work while it is open', () => {
    const work = workIn[status]();
    const record = () => work.recordCourtesy(ids.finding, courtesy, ids.anna, at);
    if (status === 'open') {
      record();
      expect(work.courtesies).toMatchObject([
        { courtesyId: ids.finding, words: 'lamp', amountMinor: 1200n, doneAt: at },
      ]);
      expect(JSON.stringify(journalOf(work).published.at(-1)?.name)).toContain('CourtesyWorkRecorded');
      expect(Object.values(journalOf(work).published.at(-1)!.payload)).not.toContain('lamp');
    } else {
      expect(record).toThrow(WrongState);
    }
  });
});

describe('the work of a visit', () => {
  it('is ready for the inspection of the whole order once no job is open', () => {
    const work = workWith(done(), open());
    expect(work.readyAt).toBeNull();
    work.note(withdrawn(), minute(30));
    expect(work.readyAt).toEqual(minute(30));
    work.note(done(), minute(40));
    expect(work.readyAt).toEqual(minute(30));
  });

  it('is not finished while a job is open', () => {
    const work = workWith(done(), open());
    work.finish(passedInspection, ids.anna, at);
    expect(missingOf(work)).toEqual([`REP-D15 JOB_NOT_FINISHED ${otherJob}`]);
  });

  it('is not finished with a point that failed', () => {
    const work = workWith(done());
    work.finish(failedInspection, ids.anna, at);
    expect(missingOf(work)).toEqual(['REP-D15 ORDER_INSPECTION_POINT_FAILED wheel_nuts']);
  });

  it('tells who worked, by which revision, and what became of each item', () => {
    const work = workWith(done(), withdrawn());
    work.dispatched(done());
    work.finish(passedInspection, ids.anna, at);
    expect(journalOf(work).published).toMatchObject([
      {
        name: 'WorkFinished',
        subjectId: ids.visit,
        visitId: ids.visit,
        payload: {
          visitId: ids.visit,
          round: 1,
          orderRevision: 1,
          leadTechnicianId: ids.anna,
          workerIds: [ids.anna],
          items: [
            { itemId: ids.job, workKind: 'repair', guaranteeClass: 'assembly', outcome: 'done' },
            { itemId: otherJob, outcome: 'withdrawn' },
          ],
          formId: ids.form,
        },
      },
    ]);
    expect(missingOf(work)).toEqual([]);
  });

  it('is inspected by its lead technician: who leads the first job that is given out, or whom he hands it on to', () => {
    const work = workWith(done());
    work.dispatched(done());
    work.dispatched(aJob().by(ids.boris).dispatched().build());
    expect(() => work.finish(passedInspection, ids.boris, at)).toThrow('NOT_THE_LEAD_TECHNICIAN');

    const handedOn = workWith(done());
    const job = open();
    handedOn.dispatched(job);
    job.reassign({ bayId: ids.bay, leadTechnicianId: ids.boris, technicianIds: [] }, at);
    handedOn.reassigned(job, ids.anna);
    expect(handedOn.leadTechnicianId).toBe(ids.boris);
    handedOn.reassigned(job, ids.chen);
    expect(handedOn.leadTechnicianId).toBe(ids.boris);
  });

  it('begins another round when the order changes after it was finished', () => {
    const work = finishedWork();
    clearJournal(work);
    work.follow(2, [open()], at);
    expect(work).toMatchObject({ status: 'open', round: 2, inspection: null, readyAt: null });
    expect(journalOf(work).published).toMatchObject([
      { name: 'WorkReopened', payload: { round: 2, orderRevision: 2 } },
    ]);
  });
});
