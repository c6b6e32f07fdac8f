import { minute } from '@waystation/testing/model';
import { aBay, aCalendar, aStation, taken } from '../../testing/a-calendar.ts';
import { ids } from '../../testing/a-job.ts';
import { cutByDays, isAllowed, walkInAllowances } from './kept-capacity.ts';

const day = 24 * 60;
const kept = { reservedForAppointmentsPercent: 30, reservedUntilHour: 10 };
// Two bays for ten hours: 1200 minutes, of which 840 are left to walk-ins.
const station = aStation({ ...kept, bays: [aBay(ids.bay), aBay(ids.otherBay), aBay('body', 'body')] });
const within = { start: minute(0), end: minute(2 * day) };
const minutesAt = (now: number, calendar = aCalendar({ station })) =>
  walkInAllowances(calendar, 'repair', within, minute(now)).map(({ minutes }) => minutes);

describe('the allowance for walk-ins', () => {
  it('is the share of each day that is not kept for appointments', () => expect(minutesAt(0)).toEqual([840, 840, 840]));

  it('has no limit from the hour of release on that day', () => {
    expect(minutesAt(119)).toHaveLength(3);
    expect(minutesAt(120)).toEqual([840, 840]); // ten o'clock
  });

  it('has no limit if the station keeps nothing for appointments', () => {
    expect(minutesAt(0, aCalendar({ station: { ...station, reservedForAppointmentsPercent: 0 } }))).toEqual([]);
  });

  it('is zero if the station keeps everything for appointments', () => {
    expect(minutesAt(0, aCalendar({ station: { ...station, reservedForAppointmentsPercent: 100 } }))).toEqual([
      0, 0, 0,
    ]);
  });

  it('decreases by the time that walk-ins use on that day in suitable bays', () => {
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

  it('is zero on a day on which the station is closed', () => {
    expect(minutesAt(0, aCalendar({ station: { ...station, closedOn: ['2026-03-03'] } }))).toEqual([840, 0, 840]);
  });
});

describe('a slot over several days', () => {
  const allowance = (at: number, minutes: number) => ({
    day: { start: minute(at * day), end: minute((at + 1) * day) },
    minutes,
  });

  it('is cut at the end of each day', () => {
    const pieces = cutByDays({ start: minute(60), end: minute(4 * day) }, [allowance(1, 5), allowance(2, 7)]);
    expect(pieces.map(({ start, end, allowance }) => [start, end, allowance?.minutes])).toEqual([
      [minute(60), minute(day), undefined],
      [minute(day), minute(2 * day), 5],
      [minute(2 * day), minute(3 * day), 7],
      [minute(3 * day), minute(4 * day), undefined],
    ]);
  });

  it('is allowed only if every day has room for its part', () => {
    const slot = { start: minute(day - 30), end: minute(day + 60) };
    expect(isAllowed(slot, [allowance(0, 30), allowance(1, 60)])).toBe(true);
    expect(isAllowed(slot, [allowance(0, 29), allowance(1, 600)])).toBe(false);
    expect(isAllowed(slot, [allowance(1, 59)])).toBe(false);
    expect(isAllowed(slot, [])).toBe(true);
  });
});
