import { minute, missingOf } from '@waystation/testing/model';
import { anInspection, ids, inspector, treadOf } from '../../testing/an-inspection.ts';
import { WearReadings } from './wear.ts';
const at = minute(100);

describe('a wear reading', () => {
  it('replaces the earlier one of its part and position', () => {
    const inspection = anInspection().started().build();
    const lining = { ...treadOf('8'), readingId: ids.lining, part: 'brake_lining', position: '' };
    expect(inspection.recordWear([treadOf('6.5'), lining], inspector, at)).toEqual([]);
    const worn = inspection.recordWear([{ ...treadOf('1.6'), readingId: ids.defect }], inspector, at);
    expect(worn.map(({ readingId }) => readingId)).toEqual([ids.defect]);
    expect(inspection.wear.map(({ readingId }) => readingId)).toEqual([ids.lining, ids.defect]);
  });

  it('needs a position for a tyre', () => {
    const inspection = anInspection().started().build();
    const nowhere = { ...treadOf('6.5'), position: '' };
    expect(missingOf(inspection, () => inspection.recordWear([nowhere], inspector, at))).toEqual([
      'INS-D11 WEAR_POSITION_MISSING tyre',
    ]);
  });
});

describe('the wear readings of an inspection', () => {
  it('are limited to 200 different parts and positions', () => {
    const by = { inspectorId: ids.inspector, measuredAt: at };
    const readings = Array.from({ length: 201 }, (_, number) => ({ ...treadOf('6.5'), position: `${number}` }));
    const full = WearReadings.record([], readings.slice(1), by);
    expect(WearReadings.record(full, readings.slice(1), by)).toHaveLength(200);
    expect(() => WearReadings.record(full, readings.slice(0, 1), by)).toThrow('LIST_FULL (max=200)');
  });
});
