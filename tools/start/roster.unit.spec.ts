import { rosterOf, rosterPeriod } from './roster.ts';

const evening = new Date('2026-03-16T23:30:00Z'); // the 17th, a Tuesday, in Shanghai and Berlin

it('a roster has shifts for yesterday and two weeks in the station’s time zone, without days off', () => {
  const shifts = rosterOf({ shift: 'day', off: [6, 7] }, 'Asia/Shanghai', evening);
  expect(shifts).toHaveLength(11);
  expect(shifts[0]).toEqual({ startsAt: '2026-03-16T00:00:00.000Z', endsAt: '2026-03-16T09:00:00.000Z' });
});

it('a night shift ends on the next day, within the period', () => {
  const shifts = rosterOf({ shift: 'night', off: [] }, 'Europe/Berlin', evening);
  const { from, until } = rosterPeriod('Europe/Berlin', evening);
  expect(from).toBe('2026-03-15T23:00:00.000Z');
  expect(shifts[0]).toEqual({ startsAt: '2026-03-16T21:00:00.000Z', endsAt: '2026-03-17T05:00:00.000Z' });
  expect(shifts.at(-1)).toEqual({ startsAt: '2026-03-30T20:00:00.000Z', endsAt: '2026-03-31T04:00:00.000Z' }); // summer time by then
  expect(shifts.at(-1)!.endsAt <= until).toBe(true);
});
