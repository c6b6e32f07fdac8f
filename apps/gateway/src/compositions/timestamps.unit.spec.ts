import { compareTimes } from './timestamps.ts';

it('timestamps sort by time, and missing ones come last', () => {
  const whole = { seconds: 10n, nanos: 0 };
  const half = { seconds: 10n, nanos: 500_000_000 };
  const next = { seconds: 11n, nanos: 0 };
  expect([undefined, next, half, whole].sort((a, b) => compareTimes(a, b))).toEqual([whole, half, next, undefined]);
  // Array.sort never compares undefined itself.
  expect([compareTimes(undefined, whole), compareTimes(whole, undefined), compareTimes(undefined, undefined)]).toEqual([
    1, -1, 0,
  ]);
});
