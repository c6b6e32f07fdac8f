import { minute } from '@waystation/testing/model';
import { anOrderedItem } from '../../testing/a-file.ts';
import { ids } from '../../testing/an-inspection.ts';
import { componentCodeOf, VisitFile } from './visit-file.ts';

const anEmptyFile = () => VisitFile.open({ stationId: ids.station, visitId: ids.visit });

describe('the component code of an operation', () => {
  it.each([
    ['013-001-017/2', '013001017'],
    ['013-001', '013001000'],
    ['013', '013000000'],
    ['013001017', '013001017'],
    ['0130', ''],
    ['OIL', ''],
  ])('of %s is "%s"', (operation, code) => expect(componentCodeOf(operation)).toBe(code));
});

describe('the file of a visit', () => {
  it('accepts events in any order, and replaces nothing by an empty value', () => {
    const file = anEmptyFile();
    file.noteCondition({ vehicleId: ids.vehicle, odometerKm: 120_000 });
    file.noteVisit({ vehicleId: '', advisorId: ids.advisor });
    expect(file).toMatchObject({ vehicleId: ids.vehicle, advisorId: ids.advisor, odometerKm: 120_000 });
  });

  it('contains the items of the newest order', () => {
    const file = anEmptyFile();
    file.noteOrder({ orderRevision: 2, items: [anOrderedItem(ids.item, '013-001-017/1', '013-001-017/2', 'X')] });
    file.noteOrder({ orderRevision: 1, items: [] });
    expect(file.orderRevision).toBe(2);
    expect(file.items).toEqual([
      {
        itemId: ids.item,
        workKind: 'repair',
        guaranteeClass: 'minor',
        operations: ['013-001-017/1', '013-001-017/2', 'X'],
        componentCodes: ['013001017'],
      },
    ]);
  });

  it('contains each recommendation once', () => {
    const file = anEmptyFile();
    const recommendation = { recommendationId: ids.recommendation, source: 'wear', sourceId: ids.tread };
    file.noteRecommendation(recommendation);
    file.noteRecommendation(recommendation);
    expect(file.recommendations).toEqual([recommendation]);
  });

  it('keeps the newest 1,000 recommendations', () => {
    const file = anEmptyFile();
    const note = (n: number) =>
      file.noteRecommendation({ recommendationId: `r-${n}`, source: 'advisor', sourceId: '' });
    for (let n = 0; n <= 1_000; n += 1) note(n);
    expect(file.recommendations).toHaveLength(1_000);
  });

  it('stays closed if it is closed again', () => {
    const file = anEmptyFile();
    file.close(minute(1));
    file.close(minute(2));
    expect(file.status).toBe('closed');
  });
});
