import type { RuleSetting } from '@waystation/contracts/network/v1/state';
import { NotAllowed, Refused } from '@waystation/model';
import { rules } from '@waystation/standard';
import { hour } from '@waystation/testing/model';
import { baseStandard } from '../base-standard.ts';
import { ids } from '../../testing/ids.ts';
import { setting } from '../../testing/publications.ts';
import { wholeNetwork, type StandardLayer } from './merged-standard.ts';
import { ownerOf, Standard, type StandardOwner } from './standard.ts';

const makers: StandardOwner = { level: 'network', ownerId: wholeNetwork };
const regions: StandardOwner = { level: 'region', ownerId: ids.region };
const stations: StandardOwner = { level: 'station', ownerId: ids.station };

function publish(owner: StandardOwner, settings: RuleSetting[], published: StandardLayer[] = []) {
  const standard = Standard.open(ids.standard, owner);
  return standard.publishVersion({ version: 1 }, settings, baseStandard, published, ids.version, hour(0));
}

describe('A version of the standard', () => {
  it('refuses unknown and duplicate rules', () => {
    const twice = setting('REC-D05');
    expect(() => publish(makers, [setting('REC-D99'), twice, twice])).toThrow(
      'rules[2].rule: RULE_LISTED_TWICE, rules[0].rule: RULE_UNKNOWN',
    );
  });

  it('may change the mode only of rules that a step checks', () => {
    for (const rule of ['APT-D01', 'APT-D07', 'APT-X01']) {
      expect(() => publish(makers, [setting(rule, { mode: 'block' })])).toThrow('rules[0].mode: RULE_MODE_FIXED');
    }
    for (const mode of ['auto', 'measure']) {
      expect(() => publish(makers, [setting('REC-D05', { mode })])).toThrow('RULE_MODE_FIXED');
    }
    expect(publish(makers, [setting('APT-D01', { mode: 'measure', weight: 4 })]).rules).toHaveLength(1);
  });

  it('may make only overridable rules a gate', () => {
    for (const rule of ['REP-D15', 'APT-D02', 'FUP-D07', 'REP-D09', 'DEL-D08', 'REP-D02']) {
      expect(() => publish(makers, [setting(rule, { mode: 'gate' })])).toThrow('rules[0].mode: RULE_HAS_NO_OVERRIDE');
    }
    for (const rule of ['REC-D12', 'INS-D01', 'INS-D10', 'DEL-D05', 'DEL-D10']) {
      expect(publish(makers, [setting(rule, { mode: 'gate' })]).rules).toHaveLength(1);
    }
    const gates = rules.filter((rule) => rule.kind === 'do' && rule.mode === 'gate');
    expect(gates.length).toBeGreaterThan(0);
    const settings = gates.map(({ id }) => setting(id, { mode: 'gate' }));
    expect(publish(makers, settings).rules).toHaveLength(gates.length);
  });

  it('refuses a duplicate limit', () => {
    const days = { name: 'days', value: 7n, unit: 'days', bound: 'at_most' };
    expect(() => publish(makers, [setting('FUP-D01', { limits: [days, days] })])).toThrow(
      'rules[0].limits[1].name: RULE_LIMIT_LISTED_TWICE',
    );
  });

  it('refuses more limits than fit into a message', () => {
    const limit = (index: number) => ({ name: `limit_${index}`, value: 7n, unit: 'days', bound: 'at_most' });
    const limits = Array.from({ length: 10 }, (_, index) => limit(index));
    const settings = baseStandard.map(({ rule }) => setting(rule, { limits }));
    expect(() => publish(makers, settings)).toThrow('STATE_TOO_LARGE');
    expect(publish(makers, settings.slice(0, 15)).rules).toHaveLength(15);
  });

  it("of a region or a station must not be looser than the manufacturer's default or version", () => {
    const looser = [setting('REC-D12', { mode: 'gate' }), setting('REC-D05', { weight: 1 })];
    const refusal = new Refused('STANDARD_LOOSENED', { looser: 'REC-D12 mode, REC-D05 weight' });
    expect(() => publish(regions, looser)).toThrow(refusal);
    expect(() => publish(stations, looser)).toThrow(refusal);
    const loose = publish(makers, looser);
    expect(publish(regions, looser, [loose]).rules).toEqual(looser);
    expect(publish(stations, looser, [loose]).rules).toEqual(looser);
  });

  it("of a station may be looser than its own earlier version, but not than the region's", () => {
    const strict = setting('REC-D01', { mode: 'block' });
    const own = publish(stations, [strict]);
    expect(publish(stations, [setting('REC-D01', { mode: 'gate' })], [own]).rules).toHaveLength(1);
    const ofRegion = publish(regions, [strict]);
    expect(() => publish(stations, [setting('REC-D01', { mode: 'gate' })], [ofRegion])).toThrow('STANDARD_LOOSENED');
  });

  it('must be newer than the previous version, and valid neither in the past nor before it', () => {
    const standard = Standard.open(ids.standard, makers);
    const next = (version: number, from: Date | undefined, at: Date) =>
      standard.publishVersion({ version, from }, [], baseStandard, [], ids.version, at);
    expect(next(3, hour(24), hour(0))).toMatchObject({ number: 3, validFrom: hour(24), ownerId: wholeNetwork });
    expect(() => next(3, undefined, hour(1))).toThrow(new Refused('VERSION_NOT_NEWER', { latest: '3' }));
    expect(() => next(2, undefined, hour(1))).toThrow('VERSION_NOT_NEWER');
    expect(() => next(4, hour(0), hour(1))).toThrow('VERSION_BEGINS_IN_PAST');
    expect(() => next(4, undefined, hour(1))).toThrow('VERSION_BEGINS_BEFORE_LATEST');
    expect(next(4, hour(24), hour(1))).toMatchObject({ number: 4, validFrom: hour(24) });
  });
});

describe('The owner of a standard', () => {
  it('is the given region or class, or the network', () => {
    expect(ownerOf({ regionId: '', stationClassId: '' })).toEqual(makers);
    expect(ownerOf({ regionId: ids.region, stationClassId: '' })).toEqual(regions);
    expect(ownerOf({ regionId: '', stationClassId: ids.stationClass })).toMatchObject({ level: 'station_class' });
    expect(() => ownerOf({ regionId: ids.region, stationClassId: ids.stationClass })).toThrow('OWNER_AMBIGUOUS');
  });

  it('decides who may publish', () => {
    const admin = { roles: ['NETWORK_ADMIN'] };
    const regional = { roles: ['REGIONAL_MANAGER'], regionId: ids.region };
    const check = (owner: StandardOwner, actor: typeof admin) => () =>
      Standard.open(ids.standard, owner).mustBePublishableBy(actor);
    expect(check(makers, admin)).not.toThrow();
    expect(check(regions, admin)).not.toThrow();
    expect(check(regions, regional)).not.toThrow();
    expect(check(makers, regional)).toThrow(NotAllowed);
    expect(check(regions, { ...regional, regionId: ids.otherRegion } as never)).toThrow(NotAllowed);
  });
});
