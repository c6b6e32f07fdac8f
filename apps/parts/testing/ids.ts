import { sharedIds } from '@waystation/testing/model';

/** Named ids for tests. */
export const ids = {
  ...sharedIds,
  otherVisit: '01980000-0000-7000-8000-00000000000c',
  part: '01980000-0000-7000-8000-0000000000e1',
  otherPart: '01980000-0000-7000-8000-0000000000e2',
  item: '01980000-0000-7000-8000-000000000001',
  otherItem: '01980000-0000-7000-8000-000000000002',
  concern: '01980000-0000-7000-8000-0000000000a1',
  otherConcern: '01980000-0000-7000-8000-0000000000a2',
  slip: '01980000-0000-7000-8000-0000000000d1',
  replaced: '01980000-0000-7000-8000-0000000000d2',
  unknown: '01980000-0000-7000-8000-0000000000ff',
};

/** Id of a numbered visit. */
export function visitNumber(number: number): string {
  return `01980000-0000-7000-8000-00000001${String(number).padStart(4, '0')}`;
}
