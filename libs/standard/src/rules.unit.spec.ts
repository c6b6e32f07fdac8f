import { defaultMode, ruleOf, rules, stages, type AvoidRule, type DoRule } from './index.ts';

const dos = rules.filter((rule): rule is DoRule => rule.kind === 'do');
const avoids = rules.filter((rule): rule is AvoidRule => rule.kind === 'avoid');

/** Ids from 01 to the given number. */
const ids = (start: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${start}${String(i + 1).padStart(2, '0')}`);

describe('The rules of the standard', () => {
  it("are 79 dos and 58 don'ts", () => {
    expect([dos.length, avoids.length, rules.length]).toEqual([79, 58, 137]);
  });

  it.each([
    ['appointment', 'APT', 12, 11],
    ['reception', 'REC', 15, 11],
    ['repair', 'REP', 16, 11],
    ['inspection', 'INS', 13, 9],
    ['delivery', 'DEL', 14, 8],
    ['follow_up', 'FUP', 9, 8],
  ])('are numbered without a gap in %s, dos first', (stage, prefix, doCount, avoidCount) => {
    expect(stages).toContainEqual(expect.objectContaining({ name: stage, prefix }));
    expect(rules.filter((rule) => rule.stage === stage).map((rule) => rule.id)).toEqual([
      ...ids(`${prefix}-D`, doCount),
      ...ids(`${prefix}-X`, avoidCount),
    ]);
  });

  it('have distinct sentences in English and in Chinese', () => {
    for (const { id, words } of rules) {
      expect([id, words.en]).toEqual([id, expect.stringMatching(/^[A-Z][\x20-\x7e]*[a-z0-9]$/)]);
      expect([id, words.zh]).toEqual([id, expect.stringMatching(/^\p{Script=Han}[^a-z]*$/u)]);
    }
    for (const { name } of stages) {
      const ofStage = rules.filter((rule) => rule.stage === name);
      expect(new Set(ofStage.map((rule) => rule.words.en)).size).toBe(ofStage.length);
      expect(new Set(ofStage.map((rule) => rule.words.zh)).size).toBe(ofStage.length);
    }
  });

  it("pair each don't with a do of the same stage", () => {
    for (const { id, stage, counterpart } of avoids) {
      if (counterpart) expect([id, ruleOf(counterpart)]).toEqual([id, expect.objectContaining({ kind: 'do', stage })]);
    }
  });

  it("are critical if they are both a do and a don't", () => {
    const counterparts = new Set(avoids.map((rule) => rule.counterpart));
    for (const rule of dos) expect([rule.id, rule.critical]).toEqual([rule.id, counterparts.has(rule.id)]);
    for (const rule of avoids) expect([rule.id, rule.critical]).toEqual([rule.id, rule.counterpart !== undefined]);
  });

  it('are critical except for these, which the standard states only once', () => {
    expect(rules.filter((rule) => !rule.critical).map((rule) => rule.id)).toEqual([
      ...['APT-D04'],
      ...['REC-D03', 'REC-D07', 'REC-D08', 'REC-D14', 'REC-D15'],
      ...['REP-D04', 'REP-D09', 'REP-D10', 'REP-D11', 'REP-D13'],
      ...['INS-D03', 'INS-D06', 'INS-D07', 'INS-D11'],
      ...['DEL-D04', 'DEL-D06', 'DEL-D07', 'DEL-D08', 'DEL-D09', 'DEL-D12', 'DEL-D13', 'DEL-X05'],
      ...['FUP-D05'],
    ]);
  });
});

describe('The look-up of a rule', () => {
  it('finds each rule by its id', () => {
    for (const rule of rules) expect(ruleOf(rule.id)).toBe(rule);
  });

  it.each(['APT-D13', 'APT-D00', 'apt-d01', 'toString', ''])('throws for the unknown id %p', (id) => {
    expect(() => ruleOf(id)).toThrow(`The standard has no rule ${id}`);
    expect(() => defaultMode(id)).toThrow(`The standard has no rule ${id}`);
  });
});

describe('The default mode', () => {
  it.each([
    ['APT-D01', 'measure'],
    ['APT-D07', 'auto'],
    ['APT-D09', 'record'],
    ['REC-D05', 'gate'],
    ['REC-D12', 'block'],
  ])('of %s is %s', (id, mode) => {
    expect(defaultMode(id)).toBe(mode);
  });

  it('is block for safety at work, of which only mandatory confirmations are required', () => {
    expect(defaultMode('REP-D13')).toBe('block');
  });

  it("is measure for every don't", () => {
    expect(new Set(avoids.map((rule) => defaultMode(rule.id)))).toEqual(new Set(['measure']));
  });
});
