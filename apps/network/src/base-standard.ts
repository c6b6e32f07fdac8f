import { isOverridable } from '@waystation/overrides';
import { defaultMode, rules } from '@waystation/standard';
import type { BaseRule } from './model/merged-standard.ts';

/** The standard before anybody publishes a version of it: rules that stand among the dos and the avoids count double. */
export const baseStandard: readonly BaseRule[] = rules.map(({ id, critical }) => ({
  rule: id,
  mode: defaultMode(id),
  weight: critical ? 2 : 1,
  isOverridable: isOverridable(id),
}));
