import { clearJournal, journalOf } from '@waystation/model';
import { day, eventsOf } from '@waystation/testing/model';
import { aVehicle, brakes, vins } from '../../testing/a-vehicle.ts';
import { ids } from '../../testing/ids.ts';
import type { Vehicle } from './vehicle.ts';

function aFile(): Vehicle {
  const [, file] = aVehicle().build();
  clearJournal(file);
  return file;
}

const stateOf = (file: Vehicle) => journalOf(file).published.findLast(({ name }) => name === 'VehicleState')!.payload;
const read = (odometerKm: number, reason = '') => ({ odometerKm, visitId: ids.visit, reason });
const guarantee = {
  itemId: ids.item,
  guaranteeClass: 'assembly',
  workKind: 'repair',
  distanceKm: 20_000,
  days: 100,
  jurisdiction: 'CN',
  componentCodes: ['013001017'],
};

describe('The record of a vehicle', () => {
  it('is published when registered, without person or plate', () => {
    const [, file] = aVehicle().build();
    expect(stateOf(file)).toEqual({
      stationId: ids.station,
      vehicleId: ids.vehicle,
      at: day(-30),
      vin: vins.here,
      model: 'TGX 18.510',
      inServiceAt: day(-1000),
      odometerKm: 0,
      odometerAt: undefined,
      recommendations: [],
      guarantees: [],
      visitIds: [],
    });
  });

  it('accepts missing facts and keeps known ones', () => {
    const file = aFile();
    file.complete({ model: 'other', inServiceAt: day(-1) }, day(0));
    expect(eventsOf(file)).toEqual([]);
    file.model = '';
    file.complete({ model: 'TGX', inServiceAt: undefined }, day(0));
    expect(file).toMatchObject({ model: 'TGX', inServiceAt: day(-1000) });
    expect(eventsOf(file)).toEqual(['VehicleState']);
  });
});

describe('The odometer', () => {
  it('publishes each reading', () => {
    const file = aFile();
    expect(file.recordMeter(read(100), day(0))).toBe(false);
    expect(file.recordMeter(read(100), day(1))).toBe(false);
    expect(file).toMatchObject({ odometerKm: 100, odometerAt: day(1) });
    expect(eventsOf(file)).toEqual(['MeterRecorded', 'VehicleState', 'MeterRecorded', 'VehicleState']);
    expect(journalOf(file).published[0]!.payload).toMatchObject({
      odometerKm: 100,
      visitId: ids.visit,
      belowPrevious: false,
    });
  });

  it('requires a reason for a lower reading', () => {
    const file = aFile();
    file.recordMeter(read(100), day(0));
    expect(() => file.recordMeter(read(99), day(1))).toThrow('ODOMETER_BELOW_PREVIOUS');
    expect(file.recordMeter(read(99, 'meter_replaced'), day(1))).toBe(true);
    expect(file).toMatchObject({ odometerKm: 99, readings: [{ reason: '' }, { reason: 'meter_replaced' }] });
    expect(file.recordMeter(read(120, 'meter_replaced'), day(2))).toBe(false);
    expect(file.readings.at(-1)).toMatchObject({ reason: '' });
  });

  it('compares readings by time, including late ones', () => {
    const file = aFile();
    file.recordMeter(read(100), day(0));
    file.recordMeter(read(300), day(2));
    expect(file.recordMeter(read(200), day(1))).toBe(false);
    expect(file).toMatchObject({ odometerKm: 300, odometerAt: day(2) });
    expect(file.readings.map(({ odometerKm }) => odometerKm)).toEqual([100, 200, 300]);
    expect(() => file.recordMeter(read(50), day(1))).toThrow('ODOMETER_BELOW_PREVIOUS');
    expect(file.recordMeter(read(50), day(-1))).toBe(false);
  });

  it('keeps the latest hundred readings', () => {
    const file = aFile();
    for (let count = 0; count < 120; count += 1) file.recordMeter(read(count), day(count));
    expect(file.readings).toHaveLength(100);
    expect(file.readings[0]).toMatchObject({ odometerKm: 20 });
  });
});

describe('Recommended work', () => {
  it('stays open until the vehicle leaves after the customer accepted it', () => {
    const file = aFile();
    file.recommend(brakes, day(0));
    file.recommend({ ...brakes, recommendationId: ids.otherRecommendation, urgency: 'later' }, day(0));
    file.answerRecommendation(ids.recommendation, 'now', day(1));
    file.answerRecommendation(ids.otherRecommendation, 'later', day(1));
    expect(stateOf(file)['recommendations']).toEqual([
      expect.objectContaining({ recommendationId: ids.recommendation, answer: 'now' }),
      expect.objectContaining({ recommendationId: ids.otherRecommendation, answer: 'later' }),
    ]);
    file.leave(ids.visit, day(2));
    expect(file.recommendations).toMatchObject([{ recommendationId: ids.otherRecommendation, answer: 'later' }]);
    clearJournal(file);
    file.leave(ids.visit, day(3));
    expect(eventsOf(file)).toEqual([]);
  });

  it('stays open when another visit ends, and ignores an answer to an unknown recommendation', () => {
    const file = aFile();
    file.recommend(brakes, day(0));
    file.answerRecommendation(ids.recommendation, 'now', day(0));
    file.leave(ids.earlierVisit, day(1));
    expect(file.recommendations).toHaveLength(1);
    clearJournal(file);
    file.answerRecommendation(ids.item, 'now', day(1));
    expect(eventsOf(file)).toEqual([]);
  });
});

describe('A guarantee', () => {
  it('starts with the certificate, limited by time and distance', () => {
    const file = aFile();
    file.recordMeter(read(1_000), day(0));
    file.keepGuarantees(ids.visit, [guarantee, { ...guarantee, days: 0, distanceKm: 0 }], day(0));
    expect(file.guarantees).toMatchObject([
      { visitId: ids.visit, untilAt: day(100), untilKm: 21_000, componentCodes: ['013001017'] },
      { untilAt: null, untilKm: 0 },
    ]);
    expect(stateOf(file)['guarantees']).toMatchObject([{ untilAt: day(100) }, { untilAt: undefined }]);
  });

  it('is replaced by a new guarantee of the same visit, and is dropped after its end', () => {
    const file = aFile();
    file.keepGuarantees(ids.earlierVisit, [guarantee], day(-101));
    file.keepGuarantees(ids.visit, [guarantee, guarantee], day(0));
    file.keepGuarantees(ids.visit, [{ ...guarantee, days: 10 }], day(1));
    expect(file.guarantees).toMatchObject([{ visitId: ids.visit, untilAt: day(11) }]);
  });
});

describe('The visits of a vehicle', () => {
  it('are published newest first, each once', () => {
    const file = aFile();
    file.noteVisit(ids.visit, day(0));
    file.noteVisit(ids.earlierVisit, day(-5));
    file.noteVisit(ids.visit, day(1));
    expect(stateOf(file)['visitIds']).toEqual([ids.visit, ids.earlierVisit]);
    expect(eventsOf(file)).toEqual(['VehicleState', 'VehicleState']);
  });
});
