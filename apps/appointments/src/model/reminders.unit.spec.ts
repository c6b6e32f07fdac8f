import { remindersOf } from './reminders.ts';

it.each([
  ['Asia/Shanghai', '2026-03-04T01:00:00Z', '2026-03-03T01:00:00Z'],
  ['Europe/Berlin', '2026-03-29T08:00:00Z', '2026-03-28T09:00:00Z'],
  ['Europe/Berlin', '2026-10-25T09:00:00Z', '2026-10-24T08:00:00Z'],
  // The clock skips half past two on the day before.
  ['Europe/Berlin', '2026-03-30T00:30:00Z', '2026-03-29T01:30:00Z'],
])('reminds in %s of an appointment at %s a day before, at %s', (timeZone, startAt, day) => {
  const start = new Date(startAt);
  expect(remindersOf(start, timeZone)).toEqual({ day: new Date(day), hour: new Date(Number(start) - 3_600_000) });
});
