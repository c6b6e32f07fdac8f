import type { Missing, Name } from './errors.ts';

/**
 * Mode of a rule of the standard. `block` refuses the step, `gate` refuses it unless the after-sales manager has
 * granted an override, `record` lets it pass and records a deviation. `auto` (done by the platform) and `measure`
 * (shown as a figure) do not affect steps.
 */
export type RuleMode = 'block' | 'gate' | 'record' | 'auto' | 'measure';

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Id of a rule: stage, `D` for a do or `X` for a don't, and two digits: `REC-D12`. */
export type RuleId = `${'APT' | 'REC' | 'REP' | 'INS' | 'DEL' | 'FUP'}-${'D' | 'X'}${Digit}${Digit}`;

/** Requirement of a rule, recorded by a model, with the finding. */
export interface Requirement {
  rule: string;
  holds: boolean;
  /** Slug that names the missing thing if the requirement does not hold. */
  requirement: string;
  subject?: string;
  /** Name of the subject for people. */
  name?: Name;
}

/** Consequences of the unmet requirements of a step. Each requirement appears at most once, in one of the lists. */
export interface Judgement {
  /** Requirements that refuse the step. */
  refused: Missing[];
  /** Deviations to publish as RuleMissed. */
  missed: Missing[];
  /** Requirements passed by an override, which this uses up; to be published as RuleOverridden. */
  overrides: Missing[];
}

/**
 * Judges the requirements of a step by the modes of their rules.
 *
 * @param modeOf returns the mode of a rule in the version of the standard in force for the visit
 * @param overridden returns true if there is an unused override for the rule (and the subject, if there is one); called
 *   only for an unmet gate
 */
export function judge(
  required: readonly Requirement[],
  modeOf: (rule: string) => RuleMode,
  overridden: (rule: string, subject: string | undefined) => boolean,
): Judgement {
  const judgement: Judgement = { refused: [], missed: [], overrides: [] };
  const seen = new Set<string>();
  for (const { rule, holds, requirement, subject, name } of required) {
    // A step may record the same requirement twice, but misses it once.
    const key = JSON.stringify([rule, requirement, subject]);
    if (holds || seen.has(key)) continue;
    seen.add(key);
    const missing: Missing = { rule, requirement, ...(subject !== undefined && { subject }), ...(name && { name }) };
    switch (modeOf(rule)) {
      case 'block':
        judgement.refused.push(missing);
        break;
      case 'gate':
        (overridden(rule, subject) ? judgement.overrides : judgement.refused).push(missing);
        break;
      case 'record':
        judgement.missed.push(missing);
        break;
      case 'auto':
      case 'measure':
        break;
    }
  }
  return judgement;
}
