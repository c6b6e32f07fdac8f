import { describe, expect, test } from '@jest/globals';
import { blameLimits, Suspects } from './suspects.ts';

const limits = { ...blameLimits, slowTries: 3, slowForMs: 0, unknownTries: 2 };
const partition = 'workshop.visit.events.v1 3';
const place = `${partition} 41`;

function tries(suspects: Suspects, fault: 'slow' | 'unknown', count: number): boolean[] {
  return Array.from({ length: count }, () => suspects.failed(partition, place, fault).isToPark);
}

describe('Suspects', () => {
  test.each(['slow', 'unknown'] as const)('never blames a %s event while no other event succeeds', (fault) => {
    const suspects = new Suspects(limits, 60_000);
    suspects.reacted(partition, 5); // before its first failure
    suspects.reacted('workshop.visit.events.v1 4', 5);
    expect(tries(suspects, fault, 20)).toEqual(Array.from({ length: 20 }, () => false));
    // Failures before that do not count afterwards.
    suspects.reacted(partition, 1);
    const max = fault === 'slow' ? limits.slowTries : limits.unknownTries;
    expect(tries(suspects, fault, max)).toEqual([...Array.from({ length: max - 1 }, () => false), true]);
  });

  test('blames a slow event, but not an unknown failure, when only cursors advanced', () => {
    const suspects = new Suspects(limits, 60_000);
    tries(suspects, 'unknown', 1);
    suspects.passed(partition);
    expect(tries(suspects, 'unknown', 9)).not.toContain(true);
    expect(tries(suspects, 'slow', 3)).toEqual([false, false, true]);
  });

  test('does not blame a slow event before the minimum time', () => {
    const suspects = new Suspects({ ...limits, slowForMs: 60_000 }, 60_000);
    tries(suspects, 'slow', 1);
    suspects.reacted(partition, 1);
    expect(tries(suspects, 'slow', 20)).not.toContain(true);
  });

  test('waits longer after each failure and forgets an event that succeeded', () => {
    const suspects = new Suspects(limits, 60_000);
    const waits = Array.from({ length: 8 }, () => suspects.failed(partition, place, 'slow').waitMs);
    expect(waits[1]! / waits[0]!).toBeGreaterThan(1.5);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1.1 * limits.retryMaxMs);
    expect(suspects.isDue(place)).toBe(false);
    expect(suspects.waitMs([place])).toBeGreaterThan(1_000);
    suspects.over(place);
    expect([suspects.has(place), suspects.isDue(place)]).toEqual([false, true]);
  });
});

test('blameLimits park a slow event after ten tries over three minutes', () => {
  expect(blameLimits).toMatchObject({ slowTries: 10, slowForMs: 180_000, unknownTries: 3 });
});
