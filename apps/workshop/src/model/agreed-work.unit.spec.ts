import { factsOf, minute, missingOf } from '@waystation/testing/model';
import { aJob, anItem, anna, boris, placeFor, team } from '../../testing/a-job.ts';
import type { Job } from './job.ts';

const at = minute(100);
const place = placeFor(team, 'brakes');

describe('a job whose order changes', () => {
  const unsafe = anItem({ operation: { code: '013-002', mandatorySafety: ['lift_secured'] } });
  const follow = (job: Job, item = unsafe) => job.follow(item, 2, at);

  it('needs another inspection and report when other work is agreed', () => {
    const job = aJob().ready().build();
    follow(job);
    expect(missingOf(job, () => job.finish(anna, at))).toEqual([
      'REP-D13 MANDATORY_SAFETY_MISSING lift_secured',
      'REP-D15 SELF_INSPECTION_MISSING',
      'REP-D16 REPAIR_REPORT_MISSING',
    ]);
  });

  it('keeps its inspection and report when only its terms change', () => {
    const job = aJob().ready().build();
    follow(job, anItem({ payer: 'warranty', guaranteeClass: 'part' }));
    expect(missingOf(job, () => job.finish(anna, at))).toEqual([]);
  });

  it('refuses to resume before the safety measures of the new work are confirmed', () => {
    const job = aJob().paused().build();
    follow(job);
    expect(missingOf(job, () => job.resume(anna, at))).toEqual(['REP-D13 MANDATORY_SAFETY_MISSING lift_secured']);
    expect(missingOf(job, () => job.resume(boris, at))).toEqual(['REP-D13 MANDATORY_SAFETY_MISSING lift_secured']);
  });

  it('publishes everything that was agreed when its order changes', () => {
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

  it('goes back to its team when work is added after it was finished', () => {
    const job = aJob()
      .of(anItem({ operation: { mandatorySafety: ['lift_secured'] } }))
      .finished()
      .build();
    follow(job);
    expect(job).toMatchObject({ status: 'dispatched', authorisedAt: at, selfInspection: null, repairReport: null });
    // The lift may have been released since.
    expect(missingOf(job, () => job.start(anna, minute(101)))).toEqual([
      'REP-D13 MANDATORY_SAFETY_MISSING lift_secured',
    ]);
    expect(missingOf(job, () => job.finish(anna, minute(102)))).toContain('REP-D12 PROTECTION_NOT_CONFIRMED');
  });

  it('can be dispatched again after it was withdrawn', () => {
    const job = aJob().ready().withdrawn().build();
    follow(job, anItem());
    expect(job).toMatchObject({ status: 'authorised', authorisedAt: at, selfInspection: null, pauseReason: null });
    job.dispatch(team, place, at);
    job.start(anna, at);
    expect(job.clock).toHaveLength(2);
  });
});
