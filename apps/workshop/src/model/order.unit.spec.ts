import { clearJournal, journalOf } from '@waystation/model';
import { eventsOf, minute } from '@waystation/testing/model';
import { aJob, anItem, anna, ids, orderForm, passedInspection } from '../../testing/a-job.ts';
import type { Job } from './job.ts';
import { followOrder } from './order.ts';
import { VisitWork } from './visit-work.ts';

const second = '01980000-0000-7000-8000-000000000002';
const at = minute(100);
const planned = () => VisitWork.plan({ stationId: ids.station, visitId: ids.visit, standardVersion: '7' });

describe('following an order', () => {
  it('authorises the planned jobs', () => {
    const work = planned();
    const job = aJob().build();
    expect(followOrder(work, [job], { orderRevision: 1, items: [anItem()] }, at)).toEqual([]);
    expect(job).toMatchObject({ status: 'authorised', orderRevision: 1 });
    expect(work).toMatchObject({ status: 'open', orderRevision: 1, jobs: [{ jobId: ids.job, outcome: 'open' }] });
  });

  it('plans and authorises a job for an item that was not planned', () => {
    const [job] = followOrder(planned(), [], { orderRevision: 1, items: [anItem()] }, at) as [Job];
    expect(eventsOf(job)).toEqual(['JobOpened', 'JobAuthorised']);
    expect(job).toMatchObject({ id: ids.job, stationId: ids.station, visitId: ids.visit, standardVersion: '7' });
  });

  it('plans no job for an item without operations, such as a fee', () => {
    const fee = anItem({ itemId: second, workKind: 'fee', operations: [] });
    expect(followOrder(planned(), [], { orderRevision: 1, items: [fee] }, at)).toEqual([]);
  });

  it('withdraws an open job that is no longer ordered, and keeps a finished one', () => {
    const open = aJob().started().build();
    const done = aJob()
      .of(anItem({ itemId: second }))
      .finished()
      .build();
    const work = planned();
    followOrder(work, [open, done], { orderRevision: 2, items: [] }, at);
    expect(open.status).toBe('withdrawn');
    expect(done.status).toBe('finished');
    expect(work.jobs).toMatchObject([{ outcome: 'withdrawn' }, { outcome: 'done' }]);
  });

  it('publishes a change for a job that changed, and nothing for the others', () => {
    const changed = aJob().dispatched().build();
    const same = aJob()
      .of(anItem({ itemId: second }))
      .dispatched()
      .build();
    for (const job of [changed, same]) clearJournal(job);
    const items = [anItem({ operation: { labourMinutes: 90 } }), anItem({ itemId: second })];
    followOrder(planned(), [changed, same], { orderRevision: 2, items }, at);
    expect(journalOf(changed).published).toMatchObject([
      { name: 'JobChanged', payload: { orderRevision: 2, labourMinutes: 90 } },
    ]);
    expect(eventsOf(same)).toEqual([]);
    expect(same.orderRevision).toBe(2);
  });

  it('ignores an order that is not newer, and all orders of a cancelled visit', () => {
    const work = planned();
    followOrder(work, [], { orderRevision: 3, items: [anItem()] }, at);
    expect(followOrder(work, [], { orderRevision: 3, items: [anItem({ itemId: second })] }, at)).toEqual([]);
    work.cancel([], at);
    expect(followOrder(work, [], { orderRevision: 4, items: [anItem({ itemId: second })] }, at)).toEqual([]);
  });

  it('sends a finished job back to its team when its work changes', () => {
    const work = planned();
    const job = aJob().finished().build();
    followOrder(work, [job], { orderRevision: 1, items: [anItem()] }, at);
    work.completeOrderInspection(passedInspection, orderForm, anna, at);
    const items = [anItem({ operation: { labourMinutes: 90 } })];
    followOrder(work, [job], { orderRevision: 2, items }, at);
    expect(job.status).toBe('dispatched');
    expect(work).toMatchObject({ status: 'open', round: 2, readyAt: null, jobs: [{ outcome: 'open' }] });
  });

  it('restores a withdrawn job that is ordered again', () => {
    const job = aJob().withdrawn().build();
    const work = planned();
    followOrder(work, [job], { orderRevision: 2, items: [anItem()] }, at);
    expect(job.status).toBe('authorised');
    expect(work.jobs).toMatchObject([{ outcome: 'open' }]);
  });

  it('reopens finished work for a new item', () => {
    const work = planned();
    const job = aJob().finished().build();
    followOrder(work, [job], { orderRevision: 1, items: [anItem()] }, at);
    work.completeOrderInspection(passedInspection, orderForm, anna, at);
    const rework = anItem({ itemId: second, workKind: 'rework', payer: 'internal' });
    followOrder(work, [job], { orderRevision: 2, items: [anItem(), rework] }, at);
    expect(work).toMatchObject({ status: 'open', round: 2 });
  });
});
