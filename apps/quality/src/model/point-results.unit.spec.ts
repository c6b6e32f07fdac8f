import { NotFound } from '@waystation/model';
import { factsOf, hash, minute, missingOf } from '@waystation/testing/model';
import { anInspection, aPoint, inspector, leaking } from '../../testing/an-inspection.ts';
import { about } from './inspection-texts.ts';
const at = minute(100);

describe('the points of a specification', () => {
  const recording = (...points: ReturnType<typeof aPoint>[]) => {
    const inspection = anInspection().started().build();
    return missingOf(inspection, () => inspection.recordPoints(points, inspector, at));
  };

  it('are published without their remarks, which are stored separately', () => {
    const inspection = anInspection().started().build();
    const facts = factsOf(inspection, () => inspection.recordPoints([leaking], inspector, at));
    expect(facts).toMatchObject({ points: [{ pointId: 'leaks', result: 'not_ok', photoHashes: [hash] }] });
    expect(JSON.stringify(facts)).not.toContain('gearbox');
    expect(inspection.texts).toEqual({ [about.point('leaks')]: 'Oil at the gearbox' });
    expect(inspection.pointsLeft).toBe(2);
    inspection.recordPoints([aPoint('leaks')], inspector, at);
    expect(inspection.texts).toEqual({});
    expect(inspection.points).toMatchObject([{ pointId: 'leaks', result: 'ok' }]);
  });

  it('need a value if the specification asks for one, and are not in order if it is too low', () => {
    expect(recording(aPoint('tread'))).toEqual(['INS-D02 POINT_VALUE_MISSING tread']);
    expect(recording(aPoint('tread', 'not_applicable'))).toEqual([]);
    expect(recording(aPoint('tread', 'ok', { value: '1.59' }))).toEqual(['INS-D02 POINT_TOO_LOW tread']);
    expect(recording(aPoint('tread', 'ok', { value: '1.60' }))).toEqual([]);
    expect(recording(aPoint('tread', 'not_ok', { value: '1.59', remarks: 'worn' }))).toEqual([]);
  });

  it('need remarks if they failed', () => {
    expect(recording(aPoint('leaks', 'not_ok'))).toEqual(['INS-D06 FAILED_POINT_NOT_DESCRIBED leaks']);
    expect(recording(aPoint('leaks', 'not_ok', { remarks: '-' }))).toEqual([
      'INS-D06 FAILED_POINT_NOT_DESCRIBED leaks',
    ]);
  });

  it('are refused if the specification lacks them', () => {
    const inspection = anInspection().started().build();
    expect(() => inspection.recordPoints([aPoint('horn')], inspector, at)).toThrow(NotFound);
  });
});
