import { Invalid, Refused } from './errors.ts';
import { formatWallTime, toInstant, toWallTime, type WallTime } from './wall-time.ts';

const wall = (text: string): WallTime => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute };
};
const refusalOf = (text: string, timeZone: string): unknown => {
  try {
    return toInstant(wall(text), timeZone);
  } catch (error) {
    return error;
  }
};

describe('A wall-clock time', () => {
  it.each([
    ['2026-03-02T08:30', 'Asia/Shanghai', '2026-03-02T00:30:00.000Z'],
    ['2026-03-02T00:00', 'UTC', '2026-03-02T00:00:00.000Z'],
    ['2026-07-01T23:59', 'America/St_Johns', '2026-07-02T02:29:00.000Z'],
    ['2026-01-15T12:00', 'Asia/Kathmandu', '2026-01-15T06:15:00.000Z'],
    ['2026-01-01T00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
    ['2028-02-29T12:00', 'Pacific/Pago_Pago', '2028-02-29T23:00:00.000Z'],
    // Around the skipped hour and the repeated hour.
    ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T01:59', 'Europe/Berlin', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
  ])('%s in %s converts to the instant %s and back', (text, timeZone, instant) => {
    expect(toInstant(wall(text), timeZone).toISOString()).toBe(instant);
    expect(toWallTime(new Date(instant), timeZone)).toEqual(wall(text));
  });

  it.each([
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30+01:00,2026-03-29T03:30+02:00'],
    ['2026-03-08T02:00', 'America/New_York', '2026-03-08T01:00-05:00,2026-03-08T03:00-04:00'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-04T01:45+10:30,2026-10-04T02:45+11:00'],
    // A whole day was skipped.
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-29T12:00-10:00,2011-12-31T12:00+14:00'],
  ])('%s in %s does not exist and is refused with the choices %s', (wallTime, timeZone, choices) => {
    const refusal = refusalOf(wallTime, timeZone);
    expect(refusal).toBeInstanceOf(Refused);
    expect(refusal).toMatchObject({ reason: 'WALL_TIME_MISSING', metadata: { wallTime, timeZone, choices } });
  });

  it.each([
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T02:30+02:00,2026-10-25T02:30+01:00'],
    ['2026-11-01T01:00', 'America/New_York', '2026-11-01T01:00-04:00,2026-11-01T01:00-05:00'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-05T01:45+11:00,2026-04-05T01:45+10:30'],
  ])('%s in %s occurs twice and is refused with the choices %s', (wallTime, timeZone, choices) => {
    const refusal = refusalOf(wallTime, timeZone);
    expect(refusal).toBeInstanceOf(Refused);
    expect(refusal).toMatchObject({ reason: 'WALL_TIME_TWICE', metadata: { wallTime, timeZone, choices } });
  });

  it('is refused only for the skipped hour of a day that has one', () => {
    const answers = Array.from({ length: 24 }, (_, hour) => {
      const answer = refusalOf(`2026-03-29T${hour}:00`, 'Europe/Berlin');
      return answer instanceof Date ? toWallTime(answer, 'Europe/Berlin').hour : 'refused';
    });
    expect(answers).toEqual(Array.from({ length: 24 }, (_, hour) => (hour === 2 ? 'refused' : hour)));
  });

  it.each(['2026-02-29T12:00', '2026-13-01T12:00', '2026-01-01T24:00', '2026-01-01T12:60', '1969-12-31T12:00'])(
    '%s is refused as an impossible date or time',
    (text) => {
      const refusal = refusalOf(text, 'Asia/Shanghai');
      expect(refusal).toBeInstanceOf(Invalid);
      expect(refusal).toMatchObject({ violations: [{ field: 'wall_time', reason: 'WALL_TIME_NOT_VALID' }] });
    },
  );

  it('is refused in an unknown zone', () => {
    const violations = [expect.objectContaining({ field: 'time_zone', reason: 'TIME_ZONE_UNKNOWN' })];
    expect(refusalOf('2026-01-01T12:00', 'Mars/Olympus')).toMatchObject({ violations });
    expect(() => toWallTime(new Date(0), 'Mars/Olympus')).toThrow(Invalid);
  });

  it('loses its seconds', () => {
    expect(toWallTime(new Date('2026-03-02T00:30:59.999Z'), 'Asia/Shanghai')).toEqual(wall('2026-03-02T08:30'));
  });
});

describe('A time for people to read', () => {
  it('shows the wall clock of the zone', () => {
    expect(formatWallTime(new Date('2026-03-05T01:05:59Z'), 'Asia/Shanghai')).toBe('2026-03-05 09:05');
  });
});
