import { judge, type Requirement, type RuleId, type RuleMode } from './rules.ts';

const modes: Record<string, RuleMode> = {
  'REC-D12': 'block',
  'REC-D05': 'gate',
  'REP-D05': 'record',
  'APT-D07': 'auto',
  'APT-D01': 'measure',
};
const modeOf = (rule: string): RuleMode => modes[rule] ?? 'block';
const missing = (rule: RuleId, subject?: string): Requirement => ({
  rule,
  holds: false,
  requirement: 'IT_IS_MISSING',
  subject,
});
const never = () => false;

describe('judge', () => {
  it('passes requirements that hold in any mode, without looking for an override', () => {
    const required = Object.keys(modes).map((rule) => ({ rule, holds: true, requirement: 'IT_IS_MISSING' }));
    const asked: string[] = [];
    const overridden = (rule: string) => asked.push(rule) > 0;
    expect(judge(required, modeOf, overridden)).toEqual({ refused: [], missed: [], overrides: [] });
    expect(asked).toEqual([]);
  });

  it('refuses an unmet block even with an override', () => {
    expect(judge([missing('REC-D12')], modeOf, () => true)).toEqual({
      refused: [{ rule: 'REC-D12', requirement: 'IT_IS_MISSING' }],
      missed: [],
      overrides: [],
    });
  });

  it('refuses an unmet gate without an override', () => {
    expect(judge([missing('REC-D05')], modeOf, never).refused).toEqual([
      { rule: 'REC-D05', requirement: 'IT_IS_MISSING' },
    ]);
  });

  it('passes an unmet gate with an override and reports its use', () => {
    expect(judge([missing('REC-D05')], modeOf, () => true)).toEqual({
      refused: [],
      missed: [],
      overrides: [{ rule: 'REC-D05', requirement: 'IT_IS_MISSING' }],
    });
  });

  it('passes only the subject of the override', () => {
    const overridden = (_rule: string, subject: string | undefined) => subject === 'item-1';
    const { refused, overrides } = judge(
      [missing('REC-D05', 'item-1'), missing('REC-D05', 'item-2')],
      modeOf,
      overridden,
    );
    expect(overrides).toEqual([{ rule: 'REC-D05', requirement: 'IT_IS_MISSING', subject: 'item-1' }]);
    expect(refused).toEqual([{ rule: 'REC-D05', requirement: 'IT_IS_MISSING', subject: 'item-2' }]);
  });

  it('passes an unmet record and reports the deviation', () => {
    expect(judge([missing('REP-D05', 'item-1')], modeOf, never)).toEqual({
      refused: [],
      missed: [{ rule: 'REP-D05', requirement: 'IT_IS_MISSING', subject: 'item-1' }],
      overrides: [],
    });
  });

  it.each(['APT-D07', 'APT-D01'] as const)('ignores %s, whose mode does not affect steps', (rule) => {
    expect(judge([missing(rule)], modeOf, never)).toEqual({ refused: [], missed: [], overrides: [] });
  });

  it('returns all unmet requirements at once in their order', () => {
    const required = [missing('REC-D05'), missing('REP-D05'), missing('REC-D12')];
    expect(judge(required, modeOf, never).refused.map(({ rule }) => rule)).toEqual(['REC-D05', 'REC-D12']);
  });

  it('returns a repeated requirement once', () => {
    expect(judge([missing('REC-D12'), missing('REC-D12')], modeOf, never).refused).toHaveLength(1);
  });
});

// Checked by the compiler only.
export const ids: RuleId[] = [
  'APT-D01',
  'FUP-X12',
  // @ts-expect-error a rule's number has two digits
  'REC-D5',
  // @ts-expect-error there is no such stage
  'ABC-D05',
];
