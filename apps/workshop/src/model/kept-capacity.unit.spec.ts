import { minute } from '@waystation/testing/model';
import { aBay, aCalendar, aStation, taken } from '../../testing/a-calendar.ts';
import { ids } from '../../testing/a-job.ts';
import { cutByDays, isAllowed, walkInAllowances } from './kept-capacity.ts';

const day = 24 * 60;
const kept = { keptForAppointmentsPercent: 30, keptUntilHour: 10 };
// Two bays for ten hours: 1200 minutes, of which walk-ins may have 840.
const station = aStation({ ...kept, bays: [aBay(ids.bay), aBay(ids.otherBay), aBay('body', 'body')] });
const within = { start: minute(0), end: minute(2 * day) };
const minutesAt = (now: number, calendar = aCalendar({ station })) =>
  walkInAllowances(calendar, 'repair', within, minute(now)).map(({ minutes }) => minutes);

describe('what a station keeps for appointments', () => {
  it('leaves the rest of each day to walk-ins', () => expect(minutesAt(0)).toEqual([840, 840, 840]));

  it('is given to them from the hour of release on that day', () => {
    expect(minutesAt(119)).toHaveLength(3);
    expect(minutesAt(120)).toEqual([840, 840]); // ten o'clock
  });

  it('is nothing where nothing is kept', () => {
    expect(minutesAt(0, aCalendar({ station: { ...station, keptForAppointmentsPercent: 0 } }))).toEqual([]);
  });

  it('is all where all is kept', () => {
    expect(minutesAt(0, aCalendar({ station: { ...station, keptForAppointmentsPercent: 100 } }))).toEqual([0, 0, 0]);
  });

  it('counts what walk-ins have, of the bays of the kind, on the day', () => {
    const walkIn = { forAppointment: false };
    const calendar = aCalendar({
      station,
      taken: [
        taken(0, 60, walkIn),
        taken(120, 180),
        taken(day, day + 40, { ...walkIn, bayId: ids.otherBay }),
        taken(0, 60, { ...walkIn, bayId: 'body' }),
      ],
    });
    expect(minutesAt(0, calendar)).toEqual([780, 800, 840]);
  });

  it('is nothing on a day that is closed', () => {
    expect(minutesAt(0, aCalendar({ station: { ...station, closedOn: ['2026-03-03'] } }))).toEqual([840, 0, 840]);
  });
});

describe('a slot over several days', () => {
  const allowance = (at: number, minutes: number) => ({
    day: { start: minute(at * day), end: minute((at + 1) * day) },
    minutes,
  });

  it('is cut at their ends', () => {
    const pieces = cutByDays({ start: minute(60), end: minute(4 * day) }, [allowance(1, 5), allowance(2, 7)]);
    expect(pieces.map(({ start, end, allowance }) => [start, end, allowance?.minutes])).toEqual([
      [minute(60), minute(day), undefined],
      [minute(day), minute(2 * day), 5],
      [minute(2 * day), minute(3 * day), 7],
      [minute(3 * day), minute(4 * day), undefined],
    ]);
  });

  it('needs what it takes of each to be allowed', () => {
    const slot = { start: minute(day - 30), end: minute(day + 60) };
    expect(isAllowed(slot, [allowance(0, 30), allowance(1, 60)])).toBe(true);
    expect(isAllowed(slot, [allowance(0, 29), allowance(1, 600)])).toBe(false);
    expect(isAllowed(slot, [allowance(1, 59)])).toBe(false);
    expect(isAllowed(slot, [])).toBe(true);
  });
});
