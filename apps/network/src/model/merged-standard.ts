import type { RuleLimit, RuleSetting } from '@waystation/contracts/network/v1/state';
import type { Named, RuleMode } from '@waystation/model';

/** Rule of the standard before any version is published. */
export interface BaseRule {
  rule: string;
  mode: RuleMode;
  weight: number;
  /** True if the after-sales manager can override the rule; only such a rule may be a gate. */
  isOverridable: boolean;
}

/** Publisher of a version: the manufacturer for all stations or for a class, a region, or a station. */
export type StandardLevel = 'network' | 'station_class' | 'region' | 'station';

/** Settings of one publisher, valid from a time. An empty mode, a weight of 0 and a target of 0 leave the value unchanged. */
export interface StandardLayer {
  level: StandardLevel;
  /** Id of the class, region or station; `wholeNetwork` for the manufacturer. */
  ownerId: string;
  number: number;
  validFrom: Date;
  rules: RuleSetting[];
}

/** Owner id of the manufacturer's settings for all stations. */
export const wholeNetwork = '00000000-0000-0000-0000-000000000000';

/** Merged standard of a station, valid from a time. */
export interface CountingStandard {
  /** Merged versions: manufacturer, class, region, station; 0 for a level without a version. */
  of: string;
  validFrom: Date;
  rules: RuleSetting[];
}

/** Station with its class and region. */
export interface StationMembership {
  id: string;
  stationClassId: string;
  regionId: string;
}

const levels: readonly StandardLevel[] = ['network', 'station_class', 'region', 'station'];

/** Modes of rules that a step checks, the loosest first. Rules of the modes auto and measure cannot be made stricter. */
export const stepModes: readonly string[] = ['record', 'gate', 'block'];

/**
 * Standards of a station: the one in force, and one for each later time at which something changes.
 *
 * @param layers settings of any publisher; those of other stations, classes and regions are ignored
 */
export function standardsOf(
  station: StationMembership,
  base: readonly BaseRule[],
  layers: readonly StandardLayer[],
  at: Date,
): CountingStandard[] {
  const own = layersOf(station, layers);
  const inForce = layersAt(own, at);
  const later = own.filter(({ validFrom }) => validFrom > at).map(({ validFrom }) => Number(validFrom));
  const changes = [...new Set(later)].sort((a, b) => a - b).map((instant) => new Date(instant));
  const started = inForce.map(({ validFrom }) => Number(validFrom));
  const first = started.length === 0 ? new Date(at) : new Date(Math.max(...started));
  return [
    { of: versionsOf(inForce), validFrom: first, rules: mergeStandard(base, inForce) },
    ...changes.map((validFrom) => {
      const then = layersAt(own, validFrom);
      return { of: versionsOf(then), validFrom, rules: mergeStandard(base, then) };
    }),
  ];
}

/** Settings that apply to a station. */
export function layersOf(station: StationMembership, layers: readonly StandardLayer[]): StandardLayer[] {
  const owners: Record<StandardLevel, string> = {
    network: wholeNetwork,
    station_class: station.stationClassId,
    region: station.regionId,
    station: station.id,
  };
  return layers.filter(({ level, ownerId }) => owners[level] === ownerId);
}

/** Newest settings of each level that are valid at a time, from the manufacturer downwards. */
export function layersAt(layers: readonly StandardLayer[], at: Date): StandardLayer[] {
  return levels.flatMap((level) => {
    const started = layers.filter((layer) => layer.level === level && layer.validFrom <= at);
    return started.sort((a, b) => b.number - a.number).slice(0, 1);
  });
}

function versionsOf(layers: readonly StandardLayer[]): string {
  return levels.map((level) => layers.find((layer) => layer.level === level)?.number ?? 0).join('.');
}

/**
 * All rules with the settings of the layers, from the manufacturer downwards. Settings for a class replace those for all
 * stations. Settings of regions and stations apply only where they are stricter, even if the manufacturer's are newer.
 */
export function mergeStandard(base: readonly BaseRule[], layers: readonly StandardLayer[]): RuleSetting[] {
  const published = layers.map(({ level, rules }) => ({
    level,
    rules: new Map(rules.map((setting) => [setting.rule, setting])),
  }));
  return base.map(({ rule, mode, weight }) => {
    let merged: RuleSetting = { rule, mode, weight, targetBasisPoints: 0, limits: [] };
    for (const { level, rules } of published) {
      const setting = rules.get(rule);
      if (setting) merged = isMakers(level) ? replaced(merged, setting) : tightened(merged, setting);
    }
    return merged;
  });
}

/** Parts of a setting that are looser than the level above: `mode`, `weight`, `target` or the name of a limit. */
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

/** True if a mode is stricter; only rules that a step checks can become stricter. */
function isStricterMode(mode: string, above: string): boolean {
  return stepModes.includes(above) && stepModes.indexOf(mode) > stepModes.indexOf(above);
}

/** True if a limit is at least as strict. Limits with different units or bounds cannot be compared. */
function isAsStrict(above: RuleLimit, limit: RuleLimit): boolean {
  if (above.unit !== limit.unit || above.bound !== limit.bound) return false;
  return limit.bound === 'at_least' ? limit.value >= above.value : limit.value <= above.value;
}
