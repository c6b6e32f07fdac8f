import type { Call } from '@waystation/call';
import { serviceNamed, stepOptions } from '@waystation/contracts';
import type { ModeHere } from './model/override.ts';

/**
 * How the service of a call holds a rule for a visit: undefined where none of its steps does.
 *
 * @param version of the standard, the visit's
 */
export async function ruleMode(
  rule: string,
  version: string | null | undefined,
  { name, standard }: Pick<Call, 'name' | 'standard'>,
): Promise<ModeHere> {
  if (!rulesOf(name.slice(0, name.indexOf('/'))).has(rule)) return undefined;
  return (await standard(version)).modeOf(rule);
}

const known = new Map<string, ReadonlySet<string>>();

/** The rules that the steps of a service hold, as its proto says. */
function rulesOf(service: string): ReadonlySet<string> {
  let rules = known.get(service);
  if (!rules) {
    rules = new Set(serviceNamed(service).methods.flatMap((method) => stepOptions(method)?.holds ?? []));
    known.set(service, rules);
  }
  return rules;
}
