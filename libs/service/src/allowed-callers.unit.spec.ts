import { expect, test } from '@jest/globals';
import { mayBeAskedBy } from './allowed-callers.ts';

/** All that a service reaches by asking, itself included when there is a circle. */
function reachedFrom(service: string, seen = new Set<string>()): Set<string> {
  for (const asked of mayBeAskedBy(service)) {
    if (seen.has(asked)) continue;
    seen.add(asked);
    reachedFrom(asked, seen);
  }
  return seen;
}

test('nobody is asked who is not named', () => {
  expect([...mayBeAskedBy('billing')].sort()).toEqual(['parts', 'reception', 'workshop']);
  expect(mayBeAskedBy('workshop')).toEqual([]);
});

test('there is no circle', () => {
  for (const service of ['appointments', 'reception', 'quality', 'billing', 'crm']) {
    expect([...reachedFrom(service)]).not.toContain(service);
  }
});
