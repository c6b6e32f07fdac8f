import { encrypted, mapping, Store } from '@waystation/store';
import { overrideSteps } from '../model/override-steps.ts';
import { Override, type Gate } from '../model/override.ts';

/** The table is one that every service has: the runner reads it where a gate is missing. */
export const overrideMapping = mapping(Override, {
  table: 'rule_override',
  subject: 'override',
  steps: { table: overrideSteps, initial: ['unasked', 'asked'] },
  constraints: { rule_override_open: 'OVERRIDE_OPEN_ALREADY' },
  visit: true,
  properties: (p) => ({
    rule: p.text(),
    about: p.text().fieldName('subject'),
    revision: p.integer(),
    askedBy: p.uuid().nullable(),
    askedAt: p.datetime().nullable(),
    justification: encrypted<string>().nullable(),
    overriddenBy: p.uuid().nullable(),
    overriddenAt: p.datetime().nullable(),
    reason: encrypted<string>().nullable(),
    usedAt: p.datetime().nullable(),
  }),
});

/** Leave to pass gates, asked and given. A service with the steps RequestOverride and GrantOverride lists it among its stores. */
export class Overrides extends Store.of(overrideMapping) {
  /** The one of the gate that is not used yet. */
  async open({ visitId, rule, subject, revision }: Gate): Promise<Override | undefined> {
    const condition = 'visit_id = $2 and rule = $3 and subject = $4 and revision = $5 and used_at is null';
    return (await this.listWhere(condition, [visitId, rule, subject, revision], { limit: 1 }))[0];
  }
}
