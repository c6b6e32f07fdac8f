import { isOverridable } from '@waystation/overrides';
import { defaultMode, rules } from '@waystation/standard';
import type { BaseRule } from './model/merged-standard.ts';

/** Standard before any version is published. Critical rules have double weight. */
export const baseStandard: readonly BaseRule[] = rules.map(({ id, critical }) => ({
  rule: id,
  mode: defaultMode(id),
  weight: critical ? 2 : 1,
  isOverridable: isOverridable(id),
}));
