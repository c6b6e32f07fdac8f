import { Invalid, Refused } from './errors.ts';

/** What a clock on the wall shows, to the minute. Which instant that is, only a zone can say. */
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

// A format takes some 50 microseconds to make, and a slot search asks for hundreds of instants in one zone.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      throw new Invalid([{ field: 'zone', description: `no IANA time zone: ${zone}`, reason: 'ZONE_UNKNOWN' }]);
    }
    formats.set(zone, format);
  }
  return format;
}

/**
 * What the clock on the wall of a zone shows at an instant, for texts that people read: `2027-03-14 08:00`.
 *
 * @param zone IANA name
 * @throws Invalid for an unknown zone
 */
export function formatWallTime(instant: Date, zone: string): string {
  const { year, month, day, hour, minute } = toWallTime(instant, zone);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

/** Wall-clock time read as if it were UTC: an instant to calculate with, in milliseconds. */
function wallMillisAt(instant: number, zone: string): number {
  const shown: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) shown[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** How far the zone is ahead of UTC then, in milliseconds. */
function offsetAt(instant: number, zone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  return wallMillisAt(whole, zone) - whole;
}

/**
 * What the clock on the wall of a zone shows at an instant; seconds are cut off.
 *
 * @param zone IANA name, such as `Asia/Shanghai`
 * @throws Invalid for an unknown zone
 */
export function toWallTime(instant: Date, zone: string): WallTime {
  const wall = new Date(wallMillisAt(instant.getTime(), zone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
  };
}

/** As `toWallTime` reads back what was put in, a date that doesn't exist (February 30) comes out as another. */
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
    throw new Invalid([{ field: 'wall_time', description: 'no such date or time', reason: 'WALL_TIME_UNREAL' }]);
  }
  return millis;
}

/** RFC 3339 with the zone's own offset: `2026-10-25T02:30+02:00`. */
function withOffset(instant: number, zone: string): string {
  const offset = offsetAt(instant, zone);
  const minutes = Math.abs(Math.trunc(offset / minuteMillis));
  const pad = (part: number): string => String(part).padStart(2, '0');
  const wall = new Date(instant + offset).toISOString().slice(0, 16);
  return `${wall}${offset < 0 ? '-' : '+'}${pad(Math.trunc(minutes / 60))}:${pad(minutes % 60)}`;
}

/**
 * The instant at which the clock on the wall of a zone shows a time. Where summer time begins some times are left out,
 * and where it ends some come twice; then nobody can know what was meant, so it is refused with both choices, which are
 * instants with their offsets: `2026-10-25T02:30+02:00,2026-10-25T02:30+01:00`, the earlier first.
 *
 * @param zone IANA name of the station's zone
 * @throws Refused `WALL_TIME_MISSING` or `WALL_TIME_TWICE`, with the metadata `wallTime`, `zone`, `choices`
 * @throws Invalid for an unknown zone, or a date or time that no calendar has
 */
export function toInstant(wallTime: WallTime, zone: string): Date {
  const wall = wallMillisOf(wallTime);
  // No zone is a day from UTC or changes its offset twice in two days, so the offset wanted is the one before or after.
  const offsets = [...new Set([offsetAt(wall - dayMillis, zone), offsetAt(wall + dayMillis, zone)])];
  const instants = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
  const fitting = instants.filter((instant) => wallMillisAt(instant, zone) === wall);

  const [only, second] = fitting;
  if (only !== undefined && second === undefined) return new Date(only);
  throw new Refused(only === undefined ? 'WALL_TIME_MISSING' : 'WALL_TIME_TWICE', {
    wallTime: new Date(wall).toISOString().slice(0, 16),
    zone,
    choices: instants.map((instant) => withOffset(instant, zone)).join(','),
  });
}
