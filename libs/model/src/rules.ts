import type { Missing, Name } from './errors.ts';

/**
 * How a rule of the standard is held. `block` refuses the step, `gate` refuses it unless the after-sales manager
 * overrode the rule, `record` lets it pass and keeps the deviation. `auto` (the platform does it by itself) and
 * `measure` (a figure shows it) are no business of a step.
 */
export type RuleMode = 'block' | 'gate' | 'record' | 'auto' | 'measure';

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** A rule's id: stage, then `D` for what a station must do or `X` for what it must avoid, two digits: `REC-D12`. */
export type RuleId = `${'APT' | 'REC' | 'REP' | 'INS' | 'DEL' | 'FUP'}-${'D' | 'X'}${Digit}${Digit}`;

/** What a model said that a rule asks for, and whether it is so. */
export interface Requirement {
  rule: string;
  holds: boolean;
  /** Slug of what is missing if it doesn't hold. */
  what: string;
  subject?: string;
  /** What people call the subject. */
  name?: Name;
}

/** What becomes of all that a step required and that isn't there. Each thing stands in one list at most, once. */
export interface Judgement {
  /** Refuses the step. */
  refused: Missing[];
  /** Passed and to be published as RuleMissed. */
  missed: Missing[];
  /** Passed by an override, which is thereby used, and to be published as RuleOverridden. */
  overrides: Missing[];
}

/**
 * Decides on what a step required, by the modes of the standard's version that counts for its visit.
 *
 * @param modeOf the rule's mode in that version
 * @param overridden whether an unused override stands for the rule (and the subject, if there is one); only asked for a
 *   gate that doesn't hold
 */
export function judge(
  required: readonly Requirement[],
  modeOf: (rule: string) => RuleMode,
  overridden: (rule: string, subject: string | undefined) => boolean,
): Judgement {
  const judgement: Judgement = { refused: [], missed: [], overrides: [] };
  const said = new Set<string>();
  for (const { rule, holds, what, subject, name } of required) {
    // A step that reaches the same requirement by two ways misses it once.
    const key = JSON.stringify([rule, what, subject]);
    if (holds || said.has(key)) continue;
    said.add(key);
    const missing: Missing = { rule, what, ...(subject !== undefined && { subject }), ...(name && { name }) };
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
