import { toInstant, toWallTime, type Slot } from '@waystation/model';
import { alwaysOpen, hours } from '../../testing/a-calendar.ts';
import { daysOf, hourOfDay, openSpans } from './opening-hours.ts';
import { minutesOf, union, type Spans } from './spans.ts';

const dayMs = 24 * 60 * 60_000;

// Summer time of an hour, of half an hour, at midnight (so that a day begins at one o'clock, or its first hour occurs
// twice), and at a quarter to three.
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Cairo',
  'America/Havana',
  'Pacific/Chatham',
];

/** Times in 2026 at which the clocks of a zone change. */
function changesOf(timeZone: string): Date[] {
  const difference = (at: number) => {
    const { year, month, day, hour, minute } = toWallTime(new Date(at), timeZone);
    return Date.UTC(year, month - 1, day, hour, minute) - at;
  };
  const changes: Date[] = [];
  for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 30 * 60_000) {
    if (difference(at) !== difference(at - 30 * 60_000)) changes.push(new Date(at));
  }
  return changes;
}

const around = (change: Date, days = 2): Slot => ({
  start: new Date(Number(change) - days * dayMs),
  end: new Date(Number(change) + days * dayMs),
});

const inZone = (spans: Spans, timeZone: string) =>
  spans.map(({ start, end }) =>
    [start, end]
      .map((at) => toWallTime(at, timeZone))
      .map(({ day, hour, minute }) => `${day} ${hour}:${String(minute).padStart(2, '0')}`)
      .join(' - '),
  );

describe.each(zones)('opening hours in %s when the clocks change', (timeZone) => {
  const changes = changesOf(timeZone);

  it('are tested with two clock changes a year', () => expect(changes).toHaveLength(2));

  it('have no gap at a station that is always open', () => {
    for (const change of changes) {
      const within = around(change);
      expect(openSpans({ timeZone, openingHours: alwaysOpen, closedOn: [] }, within)).toEqual([within]);
    }
  });

  it('have neither gap nor overlap if one period follows another on the clock', () => {
    const halves = Array.from({ length: 49 }, (_, half) => {
      return `${String(half >> 1).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
    });
    for (const change of changes) {
      const within = around(change);
      const each = halves.slice(1).map((closes, index) => {
        const openingHours = hours(halves[index]!, closes);
        return openSpans({ timeZone, openingHours, closedOn: [] }, within);
      });
      expect(each.reduce((sum, spans) => sum + minutesOf(spans), 0)).toBe(4 * 24 * 60);
      expect(union(each.flat())).toEqual([within]);
    }
  });

  it('start and end at the local time on short and long days', () => {
    for (const change of changes) {
      const open = openSpans({ timeZone, openingHours: hours('07:30', '19:00'), closedOn: [] }, around(change, 5));
      const whole = open.slice(1, -1);
      expect(whole.length).toBeGreaterThan(6);
      for (const { start, end } of whole) {
        expect(toWallTime(start, timeZone)).toMatchObject({ hour: 7, minute: 30 });
        expect(toWallTime(end, timeZone)).toMatchObject({ hour: 19, minute: 0 });
      }
      expect(new Set(whole.map(({ start }) => toWallTime(start, timeZone).day)).size).toBe(whole.length);
    }
  });

  it('belong to days without gap or overlap, one of them shorter or longer', () => {
    for (const change of changes) {
      const days = daysOf(timeZone, around(change));
      for (const [index, { end }] of days.slice(0, -1).entries()) expect(days[index + 1]!.start).toEqual(end);
      const lengths = days
        .map(({ start, end }) => (Number(end) - Number(start)) / 60_000)
        .filter((length) => length !== 1440);
      expect(lengths).toHaveLength(1);
    }
  });
});

describe('opening hours', () => {
  const timeZone = 'Europe/Berlin';
  const at = (day: number, hour: number) => toInstant({ year: 2026, month: 3, day, hour, minute: 0 }, timeZone);

  it('depend on the day of the week, and are empty on a closed day', () => {
    const openingHours = [...hours('08:00', '12:00', [1, 2]), ...hours('13:00', '17:00', [1])];
    const week = { start: at(2, 0), end: at(9, 0) }; // the 2nd is a Monday
    const open = (closedOn: string[]) => inZone(openSpans({ timeZone, openingHours, closedOn }, week), timeZone);
    expect(open([])).toEqual(['2 8:00 - 2 12:00', '2 13:00 - 2 17:00', '3 8:00 - 3 12:00']);
    expect(open(['2026-03-02'])).toEqual(['3 8:00 - 3 12:00']);
  });

  it('are empty on the local date of a closed day, not on the UTC date', () => {
    const auckland = 'Pacific/Auckland';
    const within = { start: new Date('2026-06-09T12:00Z'), end: new Date('2026-06-11T12:00Z') };
    const open = openSpans(
      { timeZone: auckland, openingHours: hours('08:00', '10:00'), closedOn: ['2026-06-10'] },
      within,
    );
    expect(inZone(open, auckland)).toEqual(['11 8:00 - 11 10:00']);
  });

  it('may continue past midnight into a closed day', () => {
    const openingHours = hours('22:00', '06:00', [1]);
    const open = openSpans({ timeZone, openingHours, closedOn: ['2026-03-03'] }, { start: at(3, 0), end: at(4, 0) });
    expect(inZone(open, timeZone)).toEqual(['3 0:00 - 3 6:00']);
  });

  it('are cut to the requested range', () => {
    const open = openSpans(
      { timeZone, openingHours: hours('08:00', '17:00'), closedOn: [] },
      { start: at(2, 9), end: at(2, 10) },
    );
    expect(inZone(open, timeZone)).toEqual(['2 9:00 - 2 10:00']);
    expect(openSpans({ timeZone, openingHours: [], closedOn: [] }, { start: at(2, 9), end: at(3, 10) })).toEqual([]);
  });

  it('start at the first instant after a time that summer time skips', () => {
    const sunday = { start: at(29, 0), end: at(29, 12) };
    const open = openSpans({ timeZone, openingHours: hours('02:30', '06:00', [7]), closedOn: [] }, sunday);
    expect(open[0]!.start).toEqual(new Date('2026-03-29T01:00Z')); // 3 o'clock: there is no 2:30
  });

  it('give the instant of an hour of a day', () => {
    const [day] = daysOf(timeZone, { start: at(29, 1), end: at(29, 9) });
    expect(hourOfDay(day!, 10, timeZone)).toEqual(at(29, 10));
    expect(hourOfDay(day!, 0, timeZone)).toEqual(day!.start);
    expect(hourOfDay(day!, 24, timeZone)).toEqual(day!.end);
  });
});
