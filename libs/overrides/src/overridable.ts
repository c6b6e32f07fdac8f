import { rulesHeldBy, services } from '@waystation/contracts';

/**
 * True if a rule may be a gate: each service whose steps hold it can grant an override. Elsewhere a gate would refuse like a
 * block, and promise a way out that does not exist.
 */
export function isOverridable(rule: string): boolean {
  const holders = services.filter((service) => rulesHeldBy(service).has(rule));
  return holders.length > 0 && holders.every(({ method }) => 'grantOverride' in method);
}
