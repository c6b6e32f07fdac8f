import { Invalid, Refused } from './errors.ts';

/** Date and time on a wall clock, to the minute. Only together with a time zone does it denote an instant. */
export interface WallTime {
  /** 1970 to 9999. */
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number;
  /** 0 to 59. */
  readonly minute: number;
}

const minuteMillis = 60_000;
const dayMillis = 24 * 60 * minuteMillis;

// Cached, since a format takes about 50 microseconds to make and a slot search needs hundreds of instants in one zone.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      throw new Invalid([
        { field: 'time_zone', description: `is not an IANA time zone: ${timeZone}`, reason: 'TIME_ZONE_UNKNOWN' },
      ]);
    }
    formats.set(timeZone, format);
  }
  return format;
}

/**
 * Wall-clock time of an instant for people to read: `2027-03-14 08:00`.
 *
 * @param timeZone IANA name
 * @throws Invalid for an unknown zone
 */
export function formatWallTime(instant: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = toWallTime(instant, timeZone);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** Wall-clock time of an instant, in milliseconds as if it were UTC, for calculations. */
function wallMillisAt(instant: number, timeZone: string): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(instant)) shown[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Offset of the zone from UTC at an instant, in milliseconds; positive is ahead. */
function offsetAt(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  return wallMillisAt(whole, timeZone) - whole;
}

/**
 * Wall-clock time of an instant; seconds are cut off.
 *
 * @param timeZone IANA name, such as `Asia/Shanghai`
 * @throws Invalid for an unknown zone
 */
export function toWallTime(instant: Date, timeZone: string): WallTime {
  const wall = new Date(wallMillisAt(instant.getTime(), timeZone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
  };
}

/**
 * Milliseconds of a wall-clock time as if it were UTC. `Date.UTC` shifts an impossible date (February 30), so it is
 * compared.
 */
function wallMillisOf({ year, month, day, hour, minute }: WallTime): number {
  const millis = Date.UTC(year, month - 1, day, hour, minute);
  const read = new Date(millis);
  const real =
    year >= 1970 &&
    year <= 9999 &&
    read.getUTCFullYear() === year &&
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === day &&
    read.getUTCHours() === hour &&
    read.getUTCMinutes() === minute;
  if (!real) {
    throw new Invalid([
      { field: 'wall_time', description: 'is not a valid date and time', reason: 'WALL_TIME_NOT_VALID' },
    ]);
  }
  return millis;
}

/** Text of an instant in RFC 3339 with the offset of the zone: `2026-10-25T02:30+02:00`. */
function withOffset(instant: number, timeZone: string): string {
  const offset = offsetAt(instant, timeZone);
  const minutes = Math.abs(Math.trunc(offset / minuteMillis));
  const pad = (part: number): string => String(part).padStart(2, '0');
  const wall = new Date(instant + offset).toISOString().slice(0, 16);
  return `${wall}${offset < 0 ? '-' : '+'}${pad(Math.trunc(minutes / 60))}:${pad(minutes % 60)}`;
}

/**
 * Instant at which the wall clock of a zone shows a time. When daylight saving time begins, some times do not exist,
 * and when it ends, some occur twice. Such a time is ambiguous, so it is refused with both choices as instants with
 * offsets, the earlier first: `2026-10-25T02:30+02:00,2026-10-25T02:30+01:00`.
 *
 * @param timeZone IANA name of the station's zone
 * @throws Refused `WALL_TIME_MISSING` or `WALL_TIME_TWICE`, with the metadata `wallTime`, `timeZone`, `choices`
 * @throws Invalid for an unknown zone, or an impossible date or time
 */
export function toInstant(wallTime: WallTime, timeZone: string): Date {
  const wall = wallMillisOf(wallTime);
  // No zone is a day from UTC or changes its offset twice in two days, so a day before and a day after give all
  // candidates.
  const offsets = [...new Set([offsetAt(wall - dayMillis, timeZone), offsetAt(wall + dayMillis, timeZone)])];
  const instants = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
  const fitting = instants.filter((instant) => wallMillisAt(instant, timeZone) === wall);

  const [only, second] = fitting;
  if (only !== undefined && second === undefined) return new Date(only);
  throw new Refused(only === undefined ? 'WALL_TIME_MISSING' : 'WALL_TIME_TWICE', {
    wallTime: new Date(wall).toISOString().slice(0, 16),
    timeZone,
    choices: instants.map((instant) => withOffset(instant, timeZone)).join(','),
  });
}
