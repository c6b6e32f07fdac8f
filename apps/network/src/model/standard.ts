import type { RuleSetting } from '@waystation/contracts/network/v1/state';
import { Aggregate, Invalid, NotAllowed, Refused, type FieldViolation, type Steps } from '@waystation/model';
import { duplicatesIn } from './duplicates.ts';
import { validFromOf, type Edition } from './edition.ts';
import {
  layersAt,
  loosened,
  mergeStandard,
  stepModes,
  wholeNetwork,
  type BaseRule,
  type StandardLayer,
  type StandardLevel,
} from './merged-standard.ts';
import { mustBeWithinSize } from './size-limit.ts';

export const standardSteps = {
  publish: { from: ['published'] },
} as const satisfies Steps<'published'>;

/** One message holds 137 rules with the limits of four layers, so each layer gets a share. */
const limitBytesMax = 12_000;

/** Publisher of a standard. */
export interface StandardOwner {
  level: StandardLevel;
  ownerId: string;
}

/**
 * Owner of a standard: the given region or class, or the network without either.
 *
 * @throws Invalid if both are given
 */
export function ownerOf({ regionId, stationClassId }: { regionId: string; stationClassId: string }): StandardOwner {
  if (regionId && stationClassId) {
    const description = 'must be empty if a region is given';
    throw new Invalid([{ field: 'station_class_id', description, reason: 'OWNER_AMBIGUOUS' }]);
  }
  if (regionId) return { level: 'region', ownerId: regionId };
  if (stationClassId) return { level: 'station_class', ownerId: stationClassId };
  return { level: 'network', ownerId: wholeNetwork };
}

/** Settings of rules by one publisher: the manufacturer for all stations or a class, a region, or a station. */
export class Standard extends Aggregate<typeof standardSteps, Record<never, never>, 'standard', 'network'> {
  /** Null unless the standard is a station's. */
  ofStation: string | null = null;
  declare level: StandardLevel;
  declare ownerId: string;
  latestVersion = 0;
  latestFrom: Date | null = null;

  protected get steps() {
    return standardSteps;
  }
  protected get subject() {
    return 'standard' as const;
  }

  static open(id: string, { level, ownerId }: StandardOwner): Standard {
    const standard = new Standard();
    standard.begin({ id }, 'published');
    standard.ofStation = level === 'station' ? ownerId : null;
    standard.level = level;
    standard.ownerId = ownerId;
    return standard;
  }

  /** @throws NotAllowed unless the actor is a network administrator, or the manager of the region that owns the standard */
  mustBePublishableBy({ roles, regionId }: { roles: readonly string[]; regionId?: string }): void {
    if (roles.includes('NETWORK_ADMIN')) return;
    if (this.level !== 'region' || this.ownerId !== regionId) throw new NotAllowed('OTHER_REGION');
  }

  /**
   * @param published versions of all publishers that concern the owner
   * @throws Invalid for impossible settings of a rule; Refused for settings looser than those above
   */
  publishVersion(
    edition: Edition,
    settings: readonly RuleSetting[],
    base: readonly BaseRule[],
    published: readonly StandardLayer[],
    id: string,
    at: Date,
  ): StandardVersion {
    mustBeValidSettings(settings, base);
    mustBeWithinSize(
      settings.flatMap(({ limits }) => limits),
      limitBytesMax,
    );
    const validFrom = validFromOf(edition, this, at);
    const above = published.filter(({ level }) => this.isBoundBy(level));
    if (!this.isMakers) mustNotLoosen(settings, mergeStandard(base, layersAt(above, validFrom)));
    this.step('publish', at);
    this.latestVersion = edition.version;
    this.latestFrom = validFrom;
    return StandardVersion.of(id, this, edition.version, validFrom, settings);
  }

  private get isMakers(): boolean {
    return this.level === 'network' || this.level === 'station_class';
  }

  /**
   * True if the settings must not be looser than those of a level. A region has stations of several classes, so it is bound
   * only by the settings for all stations.
   */
  private isBoundBy(level: StandardLevel): boolean {
    return this.level === 'region' ? level === 'network' : level !== 'station';
  }
}

/** Published version of a standard. */
export class StandardVersion implements StandardLayer {
  declare id: string;
  ofStation: string | null = null;
  declare standardId: string;
  declare level: StandardLevel;
  declare ownerId: string;
  declare number: number;
  declare validFrom: Date;
  declare rules: RuleSetting[];
  declare version: number;

  static of(
    id: string,
    standard: Standard,
    number: number,
    validFrom: Date,
    rules: readonly RuleSetting[],
  ): StandardVersion {
    const { id: standardId, ofStation, level, ownerId } = standard;
    const facts = { id, standardId, level, ownerId, ofStation, number, validFrom, rules: [...rules] };
    return Object.assign(new StandardVersion(), facts);
  }
}

function mustBeValidSettings(settings: readonly RuleSetting[], base: readonly BaseRule[]): void {
  const byRule = new Map(base.map((each) => [each.rule, each]));
  const violations: FieldViolation[] = duplicatesIn(settings, ({ rule }) => rule, ruleField, 'RULE_LISTED_TWICE');
  settings.forEach(({ rule, mode, limits }, index) => {
    const field = `rules[${index}]`;
    const known = byRule.get(rule);
    if (known === undefined) {
      violations.push({ field: `${field}.rule`, description: 'is not a rule of the standard', reason: 'RULE_UNKNOWN' });
      return;
    }
    const isFixed = !stepModes.includes(known.mode);
    if (mode !== '' && mode !== known.mode && (isFixed || !stepModes.includes(mode))) {
      const description = isFixed ? `must stay ${known.mode}` : `must be one of ${stepModes.join(', ')}`;
      violations.push({ field: `${field}.mode`, description, reason: 'RULE_MODE_FIXED' });
    } else if (mode === 'gate' && !known.isOverridable) {
      const description = 'must not be gate, because the service of the rule has no override';
      violations.push({ field: `${field}.mode`, description, reason: 'RULE_HAS_NO_OVERRIDE' });
    }
    const limitField = (limit: number) => `${field}.limits[${limit}].name`;
    violations.push(...duplicatesIn(limits, ({ name }) => name, limitField, 'RULE_LIMIT_LISTED_TWICE'));
  });
  if (violations.length > 0) throw new Invalid(violations);
}

function ruleField(index: number): string {
  return `rules[${index}].rule`;
}

function mustNotLoosen(settings: readonly RuleSetting[], above: readonly RuleSetting[]): void {
  const merged = new Map(above.map((setting) => [setting.rule, setting]));
  const looser = settings.flatMap((setting) => loosened(merged.get(setting.rule)!, setting));
  if (looser.length > 0) throw new Refused('STANDARD_LOOSENED', { looser });
}
