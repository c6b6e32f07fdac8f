import { startTestService } from '@waystation/testing';
import { hour } from '@waystation/testing/model';
import { NetworkModule } from '../network.module.ts';
import { GetStandard } from '../queries/get-standard.ts';
import { Station } from '../model/station.ts';
import { anApplication, aRegion, aStationClass } from '../../testing/an-application.ts';
import { aStation, stationFacts } from '../../testing/a-station.ts';
import { ids } from '../../testing/ids.ts';
import { setting } from '../../testing/publications.ts';
import { AdoptStandard } from '../timers/adopt-standard.ts';
import { AuthoriseStation } from './authorise-station.ts';
import { PublishStandard } from './publish-standard.ts';
import { PublishStationStandard } from './publish-station-standard.ts';

const network = await startTestService(NetworkModule);
const { given, stationA, stationB } = network;
const { networkAdmin: admin, regionalManager, manager, technician } = network.actors;

/** Version, mode of a rule and beginning of each standard published for a station. */
async function publishedFor(stationId: string, rule: string) {
  const states = (await network.events()).filter(
    ({ name, fields }) => name === 'StandardState' && fields['stationId'] === stationId,
  );
  return states.map(({ fields }) => {
    const rules = fields['rules'] as { rule: string; mode: string }[];
    return [fields['version'], rules.find((each) => each.rule === rule)!.mode, fields['from']];
  });
}

const directory = [aRegion(), aRegion(ids.otherRegion), aStationClass(), aStation()] as const;

describe('The standard', () => {
  it('of the manufacturer is published for every station that is not closed', async () => {
    await given(...directory)
      .when(PublishStandard, { version: 1, rules: [setting('REC-D01', { mode: 'block' })] }, { by: admin })
      .thenAnswered({ version: 1, stations: 2 })
      .andPublished('StandardState', { key: `${stationA.id}:1`, stationId: stationA.id })
      .andPublished('StandardState', { key: `${stationB.id}:1`, stationId: stationB.id });
    await network.reset();
    await given(aRegion(), aStationClass(), aStation().closed())
      .when(PublishStandard, { version: 1, rules: [] }, { by: admin })
      .thenAnswered({ stations: 0 });
  });

  it('merges the settings of manufacturer, region and station, in any order of publication', async () => {
    await network.arrange(...directory);
    const of = (mode: string) => [setting('REC-D01', { mode })];
    const ofRegion = { regionId: ids.region, version: 1, rules: of('gate') };
    await network.run(PublishStandard, { version: 1, rules: of('record') }, { by: admin });
    await network.run(PublishStandard, ofRegion, { by: regionalManager });
    await network.run(PublishStationStandard, { version: 1, rules: of('block') }, { by: manager });
    await network.run(PublishStandard, { version: 2, from: hour(24), rules: of('gate') }, { by: admin });
    expect(await publishedFor(stationA.id, 'REC-D01')).toEqual([
      ['1', 'record', hour(0)],
      ['2', 'gate', hour(0)],
      ['3', 'block', hour(0)],
      ['4', 'block', hour(24)],
    ]);
    expect(await publishedFor(stationB.id, 'REC-D01')).toEqual([
      ['1', 'record', hour(0)],
      ['2', 'gate', hour(0)],
      ['3', 'gate', hour(24)],
    ]);
  });

  it('with a later beginning includes settings published in the meantime', async () => {
    await network.arrange(...directory);
    await network.run(PublishStandard, { version: 1, from: hour(48), rules: [] }, { by: admin });
    const rules = [setting('REC-D01', { mode: 'gate' })];
    await network.run(PublishStationStandard, { version: 1, from: hour(24), rules }, { by: manager });
    expect(await publishedFor(stationA.id, 'REC-D01')).toEqual([
      ['1', 'record', hour(0)],
      ['2', 'record', hour(48)],
      ['3', 'gate', hour(24)],
      ['4', 'gate', hour(48)],
    ]);
  });

  it("is not loosened below the manufacturer's, and a regional manager publishes only for the own region", async () => {
    const rules = [setting('REC-D12', { mode: 'record' })];
    await given(...directory)
      .when(PublishStandard, { regionId: ids.region, version: 1, rules }, { by: regionalManager })
      .thenRefused('STANDARD_LOOSENED')
      .andNothingWasPublished();
    await network.reset();
    for (const owner of [{ regionId: ids.otherRegion }, { stationClassId: ids.stationClass }, {}]) {
      await given(...directory)
        .when(PublishStandard, { ...owner, version: 1, rules: [] }, { by: regionalManager })
        .thenNotAllowed('OTHER_REGION');
      await network.reset();
    }
    await given(...directory)
      .when(PublishStationStandard, { version: 1, rules }, { by: manager })
      .thenRefused('STANDARD_LOOSENED');
  });

  it('refuses a gate that nobody can override', async () => {
    const rules = [setting('REP-D15', { mode: 'gate' })];
    await given(...directory)
      .when(PublishStandard, { version: 1, rules }, { by: admin })
      .thenInvalid('rules[0].mode');
  });

  it('is shown as valid now', async () => {
    const limits = [{ name: 'days', value: 7n, unit: 'days', bound: 'at_most' }];
    const rules = [setting('FUP-D01', { weight: 3, targetBasisPoints: 9500, limits })];
    await network.arrange(...directory);
    expect(await network.run(GetStandard, {}, { by: technician })).toMatchObject({ version: '' });
    await network.run(PublishStandard, { version: 1, rules }, { by: admin });
    const standard = await network.run(GetStandard, {}, { by: technician });
    expect(standard).toMatchObject({ version: '1', from: hour(0) });
    expect(standard.rules).toHaveLength(137);
    expect(standard.rules.find(({ rule }) => rule === 'FUP-D01')).toEqual({ ...rules[0], mode: 'auto' });
  });
});

/** Stations with consecutive ids, beside those of the tests. */
function manyStations(count: number) {
  const id = (index: number) => `01980000-0000-7000-9000-${String(index).padStart(12, '0')}`;
  return {
    build: () => Array.from({ length: count }, (_, index) => Station.authorise(id(index), stationFacts, hour(0))),
  };
}

describe('A standard for a large network', () => {
  it('is published for 500 stations within the step, and for the others by timers', async () => {
    const { answer } = await given(aRegion(), aStationClass(), manyStations(502)).when(
      PublishStandard,
      { version: 1, rules: [setting('REC-D01', { mode: 'gate' })] },
      { by: admin },
    );
    expect(answer).toMatchObject({ stations: 500 });
    const scheduled = (await network.timers()).map(({ step, subjectId }) => [step, subjectId]);
    const [first, second] = ['01980000-0000-7000-9000-000000000500', '01980000-0000-7000-9000-000000000501'];
    expect(scheduled).toEqual([
      ['AdoptStandard', first],
      ['AdoptStandard', second],
    ]);

    network.clock.advance({ minutes: 1 });
    await network.fire(AdoptStandard, first);
    expect(await publishedFor(first, 'REC-D01')).toEqual([['1', 'gate', hour(0)]]);
    expect((await network.events()).at(-1)!.headers['ce_stationid']).toBe(first);
    expect((await network.timers()).map(({ subjectId }) => subjectId)).toEqual([second]);
  }, 30_000);

  it('is not published again by a late timer', async () => {
    await network.arrange(aRegion(), aStationClass(), aStation());
    await network.run(PublishStandard, { version: 1, rules: [] }, { by: admin });
    await network.database.rows(
      `insert into timer (station_id, step, subject_id, id, due_at) values ($1, 'AdoptStandard', $1, $1, now())`,
      [stationA.id],
    );
    const before = (await network.events()).length;
    await network.fire(AdoptStandard, stationA.id);
    expect(await network.events()).toHaveLength(before);
  });
});

describe('A station authorised during a publication of the standard', () => {
  it('gets the new version', async () => {
    await network.arrange(aRegion(), aStationClass(), anApplication().scored());
    await network.run(PublishStandard, { version: 1, rules: [] }, { by: admin });
    const rules = [setting('REC-D01', { mode: 'gate' })];
    const [authorised] = await Promise.all([
      network.run(AuthoriseStation, { applicationId: ids.application, ...stationFacts }, { by: admin }),
      network.run(PublishStandard, { version: 2, rules }, { by: admin }),
    ]);
    expect((await publishedFor(authorised.stationId, 'REC-D01')).at(-1)![1]).toBe('gate');
  });
});
