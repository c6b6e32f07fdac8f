import { encrypted, mapping, Store } from '@waystation/store';
import { overrideSteps } from '../model/override-steps.ts';
import { Override, type Gate } from '../model/override.ts';

export const overrideMapping = mapping(Override, {
  table: 'rule_override',
  subject: 'override',
  steps: { table: overrideSteps, initial: ['unrequested', 'requested'] },
  constraints: { rule_override_open: 'OVERRIDE_ALREADY_OPEN' },
  visit: true,
  properties: (p) => ({
    rule: p.text(),
    about: p.text().fieldName('subject'),
    revision: p.integer(),
    requestedBy: p.uuid().nullable(),
    requestedAt: p.datetime().nullable(),
    justification: encrypted<string>().nullable(),
    grantedBy: p.uuid().nullable(),
    grantedAt: p.datetime().nullable(),
    declinedBy: p.uuid().nullable(),
    declinedAt: p.datetime().nullable(),
    reason: encrypted<string>().nullable(),
    usedAt: p.datetime().nullable(),
  }),
});

/**
 * Overrides of the service's gates. A service with the steps RequestOverride, GrantOverride and DeclineOverride lists
 * it among its stores, `overrideTable` among its migrations and `gateOverrides` as its `overrides`.
 */
export class Overrides extends Store.of(overrideMapping) {
  /** Override of a gate that is neither declined nor used. */
  async findOpen({ visitId, rule, subject, revision }: Gate): Promise<Override | undefined> {
    const condition = `visit_id = $2 and rule = $3 and subject = $4 and revision = $5 and status in ('requested', 'granted')`;
    return (await this.listWhere(condition, [visitId, rule, subject, revision], { limit: 1 }))[0];
  }
}
