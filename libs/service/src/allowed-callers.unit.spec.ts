import { expect, it } from '@jest/globals';
import { servicesCallableBy } from './allowed-callers.ts';

/** Services that a service reaches through calls, including itself if there is a cycle. */
function reachedFrom(service: string, seen = new Set<string>()): Set<string> {
  for (const asked of servicesCallableBy(service)) {
    if (seen.has(asked)) continue;
    seen.add(asked);
    reachedFrom(asked, seen);
  }
  return seen;
}

it('a service may call only services with an rpc that lists it as a caller', () => {
  expect([...servicesCallableBy('billing')].sort()).toEqual(['parts', 'reception', 'workshop']);
  expect(servicesCallableBy('workshop')).toEqual([]);
});

it('calls between services form no cycle', () => {
  for (const service of ['appointments', 'reception', 'quality', 'billing', 'crm']) {
    expect([...reachedFrom(service)]).not.toContain(service);
  }
});
