import { describe, expect, it } from '@jest/globals';
import type { RuleMode } from '@waystation/model';
import { ruleMode } from './rule-mode.ts';

const standard = (version: string | null | undefined) =>
  Promise.resolve({ modeOf: (): RuleMode => (version === 'strict' ? 'block' : 'gate'), limit: () => undefined });
const name = 'waystation.workshop.v1.WorkshopService/StartJob';

describe('how a service holds a rule', () => {
  it('follows the version of the standard', async () => {
    expect(await ruleMode('REP-D01', 'strict', { name, standard })).toBe('block');
    expect(await ruleMode('REP-D01', undefined, { name, standard })).toBe('gate');
  });

  it('is not at all where none of its steps does, or there is no such rule', async () => {
    expect(await ruleMode('INS-D08', 'strict', { name, standard })).toBeUndefined();
    expect(await ruleMode('REP-D99', 'strict', { name, standard })).toBeUndefined();
  });
});
