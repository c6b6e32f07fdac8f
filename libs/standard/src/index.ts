export {
  defaultMode,
  ruleOf,
  rules,
  stages,
  type AvoidRule,
  type AvoidRuleId,
  type DoRule,
  type DoRuleId,
  type Rule,
  type Stage,
  type StageName,
  type Words,
} from './rules.ts';
