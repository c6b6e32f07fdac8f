import { expect, test } from '@jest/globals';
import { isOverridable } from './overridable.ts';

test.each(['REC-D12', 'INS-D01', 'DEL-D05', 'DEL-D10'])(
  '%s may be a gate: all services that hold it grant overrides',
  (rule) => expect(isOverridable(rule)).toBe(true),
);

test.each([
  ['REP-D15', 'the workshop grants none'],
  ['DEL-D08', 'parts holds it'],
  ['REP-D02', 'no step holds it'],
  ['ABC-D01', 'there is no such rule'],
])('%s may not be a gate: %s', (rule) => expect(isOverridable(rule)).toBe(false));
