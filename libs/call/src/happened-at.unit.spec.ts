import { describe, expect, test } from '@jest/globals';
import { happenedAtOf } from './happened-at.ts';

const now = new Date('2026-03-02T08:00:00Z');
const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const offline = { roles: [], enforces: [], publishes: [], callers: [], scope: 'STATION' as const, offline: true };

describe('happenedAtOf', () => {
  test('takes the time of an offline step up to 24 hours back', () => {
    expect(happenedAtOf(offline, before(23.9), now)).toEqual(before(23.9));
    expect(happenedAtOf(offline, now, now)).toEqual(now);
  });

  test('takes the present time if none is given or the step is not allowed offline', () => {
    expect(happenedAtOf(offline, undefined, now)).toEqual(now);
    expect(happenedAtOf({ ...offline, offline: false }, before(5), now)).toEqual(now);
    expect(happenedAtOf(undefined, before(5), now)).toEqual(now);
  });

  test('refuses a time in the future or more than 24 hours ago', () => {
    const refusal = (reason: string) =>
      expect.objectContaining({ violations: [expect.objectContaining({ field: 'happened_at', reason })] });
    expect(happenedAtOf(offline, before(-0.03), now)).toEqual(now);
    expect(() => happenedAtOf(offline, before(-0.1), now)).toThrow(refusal('HAPPENED_IN_FUTURE'));
    expect(() => happenedAtOf(offline, before(24.1), now)).toThrow(refusal('HAPPENED_TOO_LONG_AGO'));
  });
});
