import { rulesHeldBy, services } from '@waystation/contracts';

/**
 * True if a rule may be a gate: each service whose steps require it can grant an override. Otherwise a gate would
 * refuse like a block while it promises an override that nobody can grant.
 */
export function isOverridable(rule: string): boolean {
  const holders = services.filter((service) => rulesHeldBy(service).has(rule));
  return holders.length > 0 && holders.every(({ method }) => 'grantOverride' in method);
}
