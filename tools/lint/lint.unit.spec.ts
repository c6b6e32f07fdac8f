import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import plugin from './plugin.ts';

interface Linted {
  rule: string;
  verdict: 'fails' | 'passes';
  path: string;
  broken: string[];
}

const out = execFileSync(process.execPath, [join(import.meta.dirname, 'run-fixtures.ts')], { encoding: 'utf8' });
const fixtures = JSON.parse(out) as Linted[];

const readyMade: Record<string, string> = {
  boundaries: '@nx/enforce-module-boundaries',
  'no-console': 'no-console',
  'no-floating-promises': '@typescript-eslint/no-floating-promises',
  'no-misused-promises': '@typescript-eslint/no-misused-promises',
};
const idOf = (rule: string) => readyMade[rule] ?? `waystation/${rule}`;

describe('The linter', () => {
  const rules = [...Object.keys(plugin.rules), ...Object.keys(readyMade)];

  it.each(rules)('has a failing and a passing fixture for %s', (rule) => {
    const verdicts = new Set(fixtures.filter((each) => each.rule === rule).map(({ verdict }) => verdict));
    expect([...verdicts].sort()).toEqual(['fails', 'passes']);
  });

  it('has no fixture for a rule that no longer exists', () => {
    expect(fixtures.map(({ rule }) => rule).filter((rule) => !rules.includes(rule))).toEqual([]);
  });

  it.each(fixtures.filter(({ verdict }) => verdict === 'fails'))('refuses $path by $rule', ({ rule, broken }) => {
    expect([...new Set(broken)]).toEqual([idOf(rule)]);
  });

  it.each(fixtures.filter(({ verdict }) => verdict === 'passes'))('accepts $path by $rule', ({ broken }) => {
    expect(broken).toEqual([]);
  });
});
