import type { RuleSetting } from '@waystation/contracts/network/v1/state';
import { hour } from '@waystation/testing/model';
import { baseStandard } from '../base-standard.ts';
import { ids } from '../../testing/ids.ts';
import { setting } from '../../testing/publications.ts';
import {
  loosened,
  mergeStandard,
  standardsOf,
  wholeNetwork,
  type StandardLayer,
  type StandardLevel,
} from './merged-standard.ts';

const station = { id: ids.station, stationClassId: ids.stationClass, regionId: ids.region };
const owners: Record<StandardLevel, string> = {
  network: wholeNetwork,
  station_class: ids.stationClass,
  region: ids.region,
  station: ids.station,
};

function layer(level: StandardLevel, ...rules: RuleSetting[]): StandardLayer {
  return { level, ownerId: owners[level], number: 1, validFrom: hour(0), rules };
}

function merged(rule: string, ...layers: StandardLayer[]): RuleSetting {
  return mergeStandard(baseStandard, layers).find((each) => each.rule === rule)!;
}

const atMost = (value: bigint, name = 'days') => ({ name, value, unit: 'days', bound: 'at_most' });
const atLeast = (value: bigint) => ({ name: 'attempts', value, unit: 'count', bound: 'at_least' });

describe('The merged standard', () => {
  it('has all 137 rules with their default settings before any version is published', () => {
    const rules = mergeStandard(baseStandard, []);
    expect(rules).toHaveLength(137);
    expect(merged('REC-D12')).toEqual({ rule: 'REC-D12', mode: 'block', weight: 2, targetBasisPoints: 0, limits: [] });
    expect(merged('REC-D15')).toMatchObject({ mode: 'record', weight: 1 });
    expect(merged('APT-X04')).toMatchObject({ mode: 'measure', weight: 2 });
  });

  it("lets the manufacturer loosen rules, and lets a class replace the manufacturer's settings", () => {
    const loose = setting('REC-D12', { mode: 'record', weight: 1 });
    expect(merged('REC-D12', layer('network', loose))).toMatchObject({ mode: 'record', weight: 1 });
    const strict = setting('REC-D12', { mode: 'gate' });
    expect(merged('REC-D12', layer('network', strict), layer('station_class', loose))).toMatchObject({
      mode: 'record',
    });
  });

  it.each<[what: string, above: Partial<RuleSetting>, below: Partial<RuleSetting>, result: Partial<RuleSetting>]>([
    ['a stricter mode', { mode: 'record' }, { mode: 'block' }, { mode: 'block' }],
    ['no looser mode', { mode: 'block' }, { mode: 'record' }, { mode: 'block' }],
    ['an empty mode, which changes nothing,', { mode: 'gate' }, {}, { mode: 'gate' }],
    ['a higher weight', { weight: 3 }, { weight: 4 }, { weight: 4 }],
    ['no lower weight', { weight: 3 }, { weight: 2 }, { weight: 3 }],
    ['a higher target', { targetBasisPoints: 9000 }, { targetBasisPoints: 9500 }, { targetBasisPoints: 9500 }],
    ['no lower target', { targetBasisPoints: 9000 }, { targetBasisPoints: 8000 }, { targetBasisPoints: 9000 }],
    ['a shorter limit', { limits: [atMost(7n)] }, { limits: [atMost(5n)] }, { limits: [atMost(5n)] }],
    ['no longer limit', { limits: [atMost(7n)] }, { limits: [atMost(9n)] }, { limits: [atMost(7n)] }],
    ['a higher minimum', { limits: [atLeast(2n)] }, { limits: [atLeast(3n)] }, { limits: [atLeast(3n)] }],
    ['no lower minimum', { limits: [atLeast(2n)] }, { limits: [atLeast(1n)] }, { limits: [atLeast(2n)] }],
    ['an additional limit', { limits: [atLeast(2n)] }, { limits: [atMost(5n)] }, { limits: [atLeast(2n), atMost(5n)] }],
    [
      'no limit of another unit',
      { limits: [atMost(7n)] },
      { limits: [{ ...atMost(5n), unit: 'hours' }] },
      { limits: [atMost(7n)] },
    ],
  ])('accepts %s from a region or a station', (_, above, below, result) => {
    for (const level of ['region', 'station'] as const) {
      const layers = [layer('network', setting('REC-D05', above)), layer(level, setting('REC-D05', below))];
      expect(merged('REC-D05', ...layers)).toMatchObject(result);
    }
  });

  it('keeps the mode of rules that are only measured', () => {
    expect(merged('APT-D01', layer('region', setting('APT-D01', { mode: 'block' })))).toMatchObject({
      mode: 'measure',
    });
    expect(merged('APT-D01', layer('region', setting('APT-D01', { weight: 4 })))).toMatchObject({ mode: 'measure' });
  });
});

describe('Loosened settings', () => {
  it('are named one by one', () => {
    const above = {
      ...setting('FUP-D01', { mode: 'block', weight: 3 }),
      targetBasisPoints: 9000,
      limits: [atMost(7n)],
    };
    const below = { ...setting('FUP-D01', { mode: 'gate', weight: 2 }), targetBasisPoints: 8000, limits: [atMost(9n)] };
    expect(loosened(above, below)).toMatchObject([
      { id: 'FUP-D01 mode', zh: 'FUP-D01（执行方式）' },
      { id: 'FUP-D01 weight', zh: 'FUP-D01（权重）' },
      { id: 'FUP-D01 target', zh: 'FUP-D01（目标值）' },
      { id: 'FUP-D01 days', en: 'FUP-D01 (limit)', zh: 'FUP-D01（限值）' },
    ]);
    expect(loosened(above, setting('FUP-D01'))).toEqual([]);
    expect(loosened(above, above)).toEqual([]);
  });
});

describe('The standards of a station', () => {
  const of = (at: Date, ...layers: StandardLayer[]) =>
    standardsOf(station, baseStandard, layers, at).map(({ of: versions, validFrom }) => [versions, validFrom]);

  it('begin now before any version is published', () => {
    expect(of(hour(3))).toEqual([['0.0.0.0', hour(3)]]);
  });

  it('are the newest valid versions, and one for each later beginning', () => {
    const makers = layer('network');
    const layers = [
      makers,
      { ...makers, number: 2, validFrom: hour(2) },
      { ...makers, number: 3, validFrom: hour(9) },
      { ...layer('region'), number: 5, validFrom: hour(7) },
      { ...layer('station'), number: 8, validFrom: hour(9) },
    ];
    expect(of(hour(3), ...layers)).toEqual([
      ['2.0.0.0', hour(2)],
      ['2.0.5.0', hour(7)],
      ['3.0.5.8', hour(9)],
    ]);
  });

  it('ignore settings for other stations, classes and regions', () => {
    const others = (level: StandardLevel) => ({ ...layer(level), ownerId: ids.form });
    expect(of(hour(1), others('region'), others('station'), others('station_class'))).toEqual([['0.0.0.0', hour(1)]]);
  });
});
