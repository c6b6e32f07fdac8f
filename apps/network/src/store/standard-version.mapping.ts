import { defineEntity, p } from '@mikro-orm/postgresql';
import { mapping, Store } from '@waystation/store';
import { StandardVersion } from '../model/standard.ts';

const ruleLimit = defineEntity({
  name: 'RuleLimit',
  embeddable: true,
  properties: { name: p.string(), value: p.bigint(), unit: p.string(), bound: p.string() },
});

const ruleSetting = defineEntity({
  name: 'RuleSetting',
  embeddable: true,
  properties: {
    rule: p.string(),
    mode: p.string(),
    weight: p.integer(),
    targetBasisPoints: p.integer(),
    limits: p.embedded(ruleLimit).array(),
  },
});

export const standardVersionMapping = mapping(StandardVersion, {
  table: 'standard_version',
  subject: 'standard version',
  network: true,
  constraints: { standard_version_once: 'VERSION_NOT_NEWER' },
  embeds: [ruleLimit, ruleSetting],
  properties: (p) => ({
    ofStation: p.uuid().nullable(),
    standardId: p.uuid(),
    level: p.text(),
    ownerId: p.uuid(),
    number: p.integer(),
    validFrom: p.datetime(),
    rules: p.embedded(ruleSetting).array(),
  }),
});

/** Condition for versions that are valid now or later: no newer version of the same standard is valid yet. */
const counting =
  'not exists (select 1 from standard_version n where n.standard_id = standard_version.standard_id ' +
  'and n.number > standard_version.number and n.valid_from <= $1)';

export class StandardVersions extends Store.of(standardVersionMapping) {
  /** Versions valid now or later, of the manufacturer, all classes and regions, and these stations. */
  countingFor(stationIds: readonly string[], at: Date): Promise<StandardVersion[]> {
    return this.listWhere(`${counting} and (of_station is null or of_station = any($2))`, [at, stationIds]);
  }
}
