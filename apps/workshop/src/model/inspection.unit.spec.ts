import { journalOf } from '@waystation/model';
import { aForm, factsOf, minute, missingOf } from '@waystation/testing/model';
import { aJob, anna, failedInspection, passedInspection, selfForm } from '../../testing/a-job.ts';

const at = minute(100);

describe('a self-inspection', () => {
  it('needs a result for each point of its form', () => {
    const job = aJob().started().build();
    const form = aForm('self_inspection', 'wheel_nuts', 'brake_lines', 'leaks');
    expect(missingOf(job, () => job.completeSelfInspection(passedInspection, form, anna, at))).toEqual([
      'REP-D15 SELF_INSPECTION_POINT_MISSING brake_lines',
      'REP-D15 SELF_INSPECTION_POINT_MISSING leaks',
    ]);
  });

  it('needs an existing form of the right kind', () => {
    const job = aJob().started().build();
    const by = (form: ReturnType<typeof aForm> | undefined) => () =>
      job.completeSelfInspection(passedInspection, form, anna, at);
    expect(by(undefined)).toThrow('FORM_UNKNOWN');
    expect(by(aForm('order_inspection', 'wheel_nuts'))).toThrow('FORM_OF_OTHER_KIND');
    expect(job.selfInspection).toBeNull();
  });

  it('is not complete with a failed point', () => {
    const job = aJob().started().build();
    expect(missingOf(job, () => job.completeSelfInspection(failedInspection, selfForm, anna, at))).toEqual([
      'REP-D15 SELF_INSPECTION_POINT_FAILED wheel_nuts',
    ]);
  });

  it('is published point by point, without the notes', () => {
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
