import type { RuleLimit, RuleSetting } from '@waystation/contracts/network/v1/state';
import type { Named, RuleMode } from '@waystation/model';

/** A rule of the standard as it is before anybody publishes a version. */
export interface BaseRule {
  rule: string;
  mode: RuleMode;
  weight: number;
  /** The after-sales manager can open its gate: else it may be none. */
  isOverridable: boolean;
}

/** Whose version of the standard it is: the maker's for all, the maker's for a class, a region's, a station's. */
export type StandardLevel = 'network' | 'station_class' | 'region' | 'station';

/** What somebody said of the rules, from a time on. An empty mode, a weight of 0, a target of 0 say nothing. */
export interface StandardLayer {
  level: StandardLevel;
  /** Of the class, region or station; `wholeNetwork` for the maker's. */
  ownerId: string;
  number: number;
  validFrom: Date;
  rules: RuleSetting[];
}

/** Stands for the owner of what the maker says for all stations. */
export const wholeNetwork = '00000000-0000-0000-0000-000000000000';

/** The standard as it counts for a station from a time on. */
export interface CountingStandard {
  /** Versions that it was merged from: manufacturer, class, region, station; 0 if it has none. */
  of: string;
  validFrom: Date;
  rules: RuleSetting[];
}

/** Whom a station stands under. */
export interface Belonging {
  id: string;
  stationClassId: string;
  regionId: string;
}

const levels: readonly StandardLevel[] = ['network', 'station_class', 'region', 'station'];

/** Modes that a step knows, the loosest first. What the platform does by itself or only measures can't be made stricter. */
export const stepModes: readonly string[] = ['record', 'gate', 'block'];

/**
 * The standards that count for a station: the one in force, and one for each later time at which something changes.
 *
 * @param layers what anybody said, of which those count that concern the station
 */
export function standardsOf(
  station: Belonging,
  base: readonly BaseRule[],
  layers: readonly StandardLayer[],
  at: Date,
): CountingStandard[] {
  const own = layersOf(station, layers);
  const inForce = layersAt(own, at);
  const later = own.filter(({ validFrom }) => validFrom > at).map(({ validFrom }) => Number(validFrom));
  const beginnings = [...new Set(later)].sort((a, b) => a - b).map((instant) => new Date(instant));
  const begun = inForce.map(({ validFrom }) => Number(validFrom));
  const first = begun.length === 0 ? new Date(at) : new Date(Math.max(...begun));
  return [
    { of: versionsOf(inForce), validFrom: first, rules: mergeStandard(base, inForce) },
    ...beginnings.map((validFrom) => {
      const then = layersAt(own, validFrom);
      return { of: versionsOf(then), validFrom, rules: mergeStandard(base, then) };
    }),
  ];
}

/** What concerns a station, of all that was said. */
export function layersOf(station: Belonging, layers: readonly StandardLayer[]): StandardLayer[] {
  const owners: Record<StandardLevel, string> = {
    network: wholeNetwork,
    station_class: station.stationClassId,
    region: station.regionId,
    station: station.id,
  };
  return layers.filter(({ level, ownerId }) => owners[level] === ownerId);
}

/** The newest of each level that has begun by then, from the maker downwards. */
export function layersAt(layers: readonly StandardLayer[], at: Date): StandardLayer[] {
  return levels.flatMap((level) => {
    const begun = layers.filter((layer) => layer.level === level && layer.validFrom <= at);
    return begun.sort((a, b) => b.number - a.number).slice(0, 1);
  });
}

function versionsOf(layers: readonly StandardLayer[]): string {
  return levels.map((level) => layers.find((layer) => layer.level === level)?.number ?? 0).join('.');
}

/**
 * All rules as the layers leave them, from the maker downwards. What the maker says for a class replaces what he says for
 * all; what regions and stations say counts where it is stricter, whatever the maker published since.
 */
export function mergeStandard(base: readonly BaseRule[], layers: readonly StandardLayer[]): RuleSetting[] {
  const stated = layers.map(({ level, rules }) => ({
    level,
    rules: new Map(rules.map((setting) => [setting.rule, setting])),
  }));
  return base.map(({ rule, mode, weight }) => {
    let merged: RuleSetting = { rule, mode, weight, targetBasisPoints: 0, limits: [] };
    for (const { level, rules } of stated) {
      const setting = rules.get(rule);
      if (setting) merged = isMakers(level) ? replaced(merged, setting) : tightened(merged, setting);
    }
    return merged;
  });
}

/** What of a setting is looser than what stands above it: `mode`, `weight`, `target` or a limit's name. */
export function loosened(above: RuleSetting, setting: RuleSetting): Named[] {
  const isLooserMode = setting.mode !== '' && stepModes.indexOf(setting.mode) < stepModes.indexOf(above.mode);
  const looser = (what: string, en: string, zh: string): Named => ({
    id: `${setting.rule} ${what}`,
    en: `${setting.rule} (${en})`,
    zh: `${setting.rule}（${zh}）`,
  });
  return [
    ...(isLooserMode ? [looser('mode', 'mode', '执行方式')] : []),
    ...(setting.weight !== 0 && setting.weight < above.weight ? [looser('weight', 'weight', '权重')] : []),
    ...(setting.targetBasisPoints !== 0 && setting.targetBasisPoints < above.targetBasisPoints
      ? [looser('target', 'target', '目标值')]
      : []),
    ...setting.limits
      .filter((limit) => {
        const other = above.limits.find(({ name }) => name === limit.name);
        return other !== undefined && !isAsStrict(other, limit);
      })
      .map(({ name }) => looser(name, 'limit', '限值')),
  ];
}

function isMakers(level: StandardLevel): boolean {
  return level === 'network' || level === 'station_class';
}

function replaced(above: RuleSetting, { mode, weight, targetBasisPoints, limits }: RuleSetting): RuleSetting {
  return {
    rule: above.rule,
    mode: mode || above.mode,
    weight: weight || above.weight,
    targetBasisPoints: targetBasisPoints || above.targetBasisPoints,
    limits: withLimits(above.limits, limits),
  };
}

function tightened(above: RuleSetting, { mode, weight, targetBasisPoints, limits }: RuleSetting): RuleSetting {
  const stricter = limits.filter((limit) => {
    const other = above.limits.find(({ name }) => name === limit.name);
    return other === undefined || isAsStrict(other, limit);
  });
  return {
    rule: above.rule,
    mode: isStricterMode(mode, above.mode) ? mode : above.mode,
    weight: Math.max(weight, above.weight),
    targetBasisPoints: Math.max(targetBasisPoints, above.targetBasisPoints),
    limits: withLimits(above.limits, stricter),
  };
}

function withLimits(above: readonly RuleLimit[], limits: readonly RuleLimit[]): RuleLimit[] {
  const named = new Map([...above, ...limits].map((limit) => [limit.name, limit]));
  return [...named.values()].map(({ name, value, unit, bound }) => ({ name, value, unit, bound }));
}

/** Only what a step holds can be held more strictly. */
function isStricterMode(mode: string, above: string): boolean {
  return stepModes.includes(above) && stepModes.indexOf(mode) > stepModes.indexOf(above);
}

/** In another unit or of another bound they can't be compared. */
function isAsStrict(above: RuleLimit, limit: RuleLimit): boolean {
  if (above.unit !== limit.unit || above.bound !== limit.bound) return false;
  return limit.bound === 'at_least' ? limit.value >= above.value : limit.value <= above.value;
}
