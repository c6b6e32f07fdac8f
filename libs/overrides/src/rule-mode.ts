import type { Call } from '@waystation/call';
import { rulesHeldBy, serviceNamed } from '@waystation/contracts';
import type { ModeHere } from './model/override.ts';

/**
 * Mode of a rule for a visit in the service of a call.
 *
 * @param version of the standard in force for the visit
 * @returns undefined if no step of the service requires the rule
 */
export async function ruleMode(
  rule: string,
  version: string | null | undefined,
  { name, standard }: Pick<Call, 'name' | 'standard'>,
): Promise<ModeHere> {
  if (!rulesHeldBy(serviceNamed(name.slice(0, name.indexOf('/')))).has(rule)) return undefined;
  return (await standard(version)).modeOf(rule);
}
