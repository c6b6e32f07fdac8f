import { expect, test } from '@jest/globals';
import { isOverridable } from './overridable.ts';

test.each(['REC-D12', 'INS-D01', 'DEL-D05', 'DEL-D10'])(
  '%s may be a gate, since all services that require it grant overrides',
  (rule) => expect(isOverridable(rule)).toBe(true),
);

test.each([
  ['REP-D15', 'the workshop grants no overrides'],
  ['DEL-D08', 'parts requires it and grants no overrides'],
  ['REP-D02', 'no step requires it'],
  ['ABC-D01', 'there is no such rule'],
])('%s may not be a gate, since %s', (rule) => expect(isOverridable(rule)).toBe(false));
