import { describe, expect, it } from '@jest/globals';
import type { RuleMode } from '@waystation/model';
import { ruleMode } from './rule-mode.ts';

const standard = (version: string | null | undefined) =>
  Promise.resolve({ modeOf: (): RuleMode => (version === 'strict' ? 'block' : 'gate'), limit: () => undefined });
const name = 'waystation.workshop.v1.WorkshopService/StartJob';

describe('The mode of a rule in a service', () => {
  it('depends on the version of the standard', async () => {
    expect(await ruleMode('REP-D01', 'strict', { name, standard })).toBe('block');
    expect(await ruleMode('REP-D01', undefined, { name, standard })).toBe('gate');
  });

  it('is undefined for a rule that no step requires, or that does not exist', async () => {
    expect(await ruleMode('INS-D08', 'strict', { name, standard })).toBeUndefined();
    expect(await ruleMode('REP-D99', 'strict', { name, standard })).toBeUndefined();
  });
});
