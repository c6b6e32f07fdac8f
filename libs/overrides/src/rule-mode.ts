import type { Call } from '@waystation/call';
import { rulesHeldBy, serviceNamed } from '@waystation/contracts';
import type { ModeHere } from './model/override.ts';

/**
 * Mode in which the service of a call holds a rule for a visit; undefined where none of its steps holds it.
 *
 * @param version of the standard, the visit's
 */
export async function ruleMode(
  rule: string,
  version: string | null | undefined,
  { name, standard }: Pick<Call, 'name' | 'standard'>,
): Promise<ModeHere> {
  if (!rulesHeldBy(serviceNamed(name.slice(0, name.indexOf('/')))).has(rule)) return undefined;
  return (await standard(version)).modeOf(rule);
}
