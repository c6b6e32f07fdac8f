import { clearJournal, journalOf, WrongState } from '@waystation/model';
import { aForm, eventsOf, minute, missingOf } from '@waystation/testing/model';
import {
  aJob,
  anItem,
  anna,
  boris,
  chen,
  failedInspection,
  ids,
  orderForm,
  passedInspection,
  placeFor,
} from '../../testing/a-job.ts';
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
  work.completeOrderInspection(passedInspection, orderForm, anna, minute(50));
  return work;
}

function cancelledWork(): VisitWork {
  const work = workWith(done());
  work.cancel([], minute(50));
  return work;
}

const workIn: Record<VisitWorkStatus, () => VisitWork> = {
  planned: () => VisitWork.plan(visit),
  open: () => workWith(done()),
  finished: finishedWork,
  cancelled: cancelledWork,
};

const noCap = { minutes: undefined, amountMinor: undefined };
const courtesy = { description: 'lamp', workedMinutes: 5, amountMinor: 1200n, currency: 'CNY' };

describe.each(Object.keys(workIn) as VisitWorkStatus[])('work that is %s', (status) => {
  const isIn = (states: readonly string[]) => states.includes(status);

  it('allows or refuses the inspection of the whole order, as in the step table', () => {
    const work = workIn[status]();
    if (isIn(visitWorkSteps.completeOrderInspection.from)) {
      work.completeOrderInspection(passedInspection, orderForm, anna, at);
      expect(work.status).toBe('finished');
    } else {
      expect(() => work.completeOrderInspection(passedInspection, orderForm, anna, at)).toThrow(WrongState);
    }
  });

  it('allows or refuses cancelling, as in the step table', () => {
    const work = workIn[status]();
    if (isIn(visitWorkSteps.cancel.from)) {
      work.cancel([], at);
      expect(work.status).toBe('cancelled');
    } else {
      expect(() => work.cancel([], at)).toThrow(WrongState);
    }
  });

  it('is opened, reopened or left unchanged by an order', () => {
    const work = workIn[status]();
    clearJournal(work);
    work.follow(2, [], at);
    expect(work.status).toBe(status === 'cancelled' ? 'cancelled' : 'open');
    expect(eventsOf(work)).toEqual(status === 'finished' ? ['WorkReopened'] : []);
  });

  it('accepts courtesy work only while it is open', () => {
    const work = workIn[status]();
    const record = () => work.recordCourtesyWork(ids.finding, courtesy, noCap, anna, at);
    if (status === 'open') {
      record();
      expect(work.courtesies).toMatchObject([
        { courtesyId: ids.finding, description: 'lamp', amountMinor: 1200n, doneAt: at },
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
    work.completeOrderInspection(passedInspection, orderForm, anna, at);
    expect(missingOf(work)).toEqual([`REP-D15 JOB_NOT_FINISHED ${otherJob}`]);
  });

  it('is not finished with a failed point', () => {
    const work = workWith(done());
    work.completeOrderInspection(failedInspection, orderForm, anna, at);
    expect(missingOf(work)).toEqual(['REP-D15 ORDER_INSPECTION_POINT_FAILED wheel_nuts']);
  });

  it('publishes who worked, the order revision and the outcome of each item', () => {
    const work = workWith(done(), withdrawn());
    work.dispatched(done());
    work.completeOrderInspection(passedInspection, orderForm, anna, at);
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

  it('is inspected by the lead technician of the first dispatched job, or by their successor on that job', () => {
    const work = workWith(done());
    work.dispatched(done());
    work.dispatched(aJob().by(ids.boris).dispatched().build());
    expect(() => work.completeOrderInspection(passedInspection, orderForm, boris, at)).toThrow(
      'NOT_THE_LEAD_TECHNICIAN',
    );

    const otherWork = workWith(done());
    const job = open();
    otherWork.dispatched(job);
    const team = { bayId: ids.bay, leadTechnicianId: ids.boris, otherTechnicianIds: [] };
    job.reassign(team, placeFor(team, 'brakes'), at);
    otherWork.reassigned(job, ids.anna, at);
    expect(otherWork.leadTechnicianId).toBe(ids.boris);
    expect(journalOf(otherWork).published).toMatchObject([
      {
        name: 'LeadTechnicianReassigned',
        payload: { leadTechnicianId: ids.boris, previousLeadTechnicianId: ids.anna },
      },
    ]);
    otherWork.reassigned(job, ids.chen, at);
    expect(otherWork.leadTechnicianId).toBe(ids.boris);
  });

  it('can be reassigned to a technician of the station, who then inspects the whole order', () => {
    const work = workWith(done());
    work.dispatched(done());
    const { staff } = placeFor({ bayId: ids.bay, leadTechnicianId: ids.boris, otherTechnicianIds: [] });
    expect(() => work.reassignLeadTechnician(ids.chen, staff, at)).toThrow('TECHNICIAN_UNKNOWN');
    work.reassignLeadTechnician(ids.boris, staff, at);
    expect(() => work.completeOrderInspection(passedInspection, orderForm, anna, at)).toThrow(
      'NOT_THE_LEAD_TECHNICIAN',
    );
    work.completeOrderInspection(passedInspection, orderForm, boris, at);
    expect(journalOf(work).published.at(-1)!.payload).toMatchObject({ leadTechnicianId: ids.boris });
  });

  it('publishes technicians of courtesy work among the workers', () => {
    const work = workWith(done());
    work.recordCourtesyWork(ids.finding, courtesy, noCap, chen, at);
    work.completeOrderInspection(passedInspection, orderForm, anna, at);
    expect(journalOf(work).published.at(-1)!.payload).toMatchObject({ workerIds: [ids.anna, ids.chen] });
  });

  it('is ready if the order has nothing for the workshop', () => {
    const work = VisitWork.plan(visit);
    work.follow(1, [], at);
    expect(work).toMatchObject({ status: 'open', readyAt: at });
  });

  it('is inspected with a form for whole orders, at every point', () => {
    const work = workWith(done());
    const by = (form: ReturnType<typeof aForm> | undefined) => () =>
      work.completeOrderInspection(passedInspection, form, anna, at);
    expect(by(undefined)).toThrow('FORM_UNKNOWN');
    expect(by(aForm('self_inspection', 'wheel_nuts'))).toThrow('FORM_OF_OTHER_KIND');
    clearJournal(work);
    by(aForm('order_inspection', 'wheel_nuts', 'leaks'))();
    expect(missingOf(work)).toEqual(['REP-D15 ORDER_INSPECTION_POINT_MISSING leaks']);
  });

  it('limits all courtesy work together to the caps of the standard', () => {
    const work = workWith(done());
    const record = (minutes: number | undefined, amountMinor: number | undefined) => {
      clearJournal(work);
      work.recordCourtesyWork(ids.finding, courtesy, { minutes, amountMinor }, anna, at);
      return missingOf(work);
    };
    expect(record(5, 1200)).toEqual([]);
    expect(record(9, 2400)).toEqual(['REP-D10 COURTESY_ABOVE_LIMIT minutes']);
    expect(record(undefined, 3599)).toEqual(['REP-D10 COURTESY_ABOVE_LIMIT amount']);
    const inEuro = { ...courtesy, currency: 'EUR' };
    expect(() => work.recordCourtesyWork(ids.finding, inEuro, noCap, anna, at)).toThrow('COURTESY_CURRENCY_DIFFERS');
  });

  it('is ready again if it is reopened and no job is open', () => {
    const work = finishedWork();
    work.follow(2, [done()], at);
    expect(work).toMatchObject({ status: 'open', readyAt: at });
  });

  it('starts another round when the order changes after it was finished', () => {
    const work = finishedWork();
    clearJournal(work);
    work.follow(2, [open()], at);
    expect(work).toMatchObject({ status: 'open', round: 2, inspection: null, readyAt: null });
    expect(journalOf(work).published).toMatchObject([
      { name: 'WorkReopened', payload: { round: 2, orderRevision: 2 } },
    ]);
  });
});
