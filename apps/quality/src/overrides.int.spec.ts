import { Role } from '@waystation/contracts/options';
import { RequestOverride, ListEvents, ListOverrides, GrantOverride } from '@waystation/service';
import { startTestService } from '@waystation/testing';
import { QualityModule } from './quality.module.ts';
import { ListWork } from './queries/list-work.ts';
import { aFile, anOrderedItem } from '../testing/a-file.ts';
import { allInOrder, anInspection, aWork, drive, formVersion, ids, treadOf } from '../testing/an-inspection.ts';
import { keepStation } from '../testing/inspection-samples.ts';
import { PassInspection } from './use-cases/pass-inspection.ts';
import { RecordPoints } from './use-cases/record-points.ts';
import { RecordRoadTest } from './use-cases/record-road-test.ts';
import { StartInspection } from './use-cases/start-inspection.ts';

const quality = await startTestService(QualityModule);
const { given, actors, stationA } = quality;
const { inspector, manager, advisor } = actors;

beforeAll(async () => {
  await keepStation(quality, stationA.id);
});

const ofVisit = { visitId: ids.visit };
const washed = { ...ofVisit, rule: 'INS-D08' };
const justification = 'the wash bay is frozen, ask Mr Chen';
const reason = 'Mr Chen wants it dirty';
const workshop = (event: string) => `waystation.workshop.v1.${event}`;

/** All that a pass asks for is there, but for the wash, which is a gate. */
const unwashed = () =>
  anInspection()
    .recorded()
    .having((inspection, at, { actor, place }) => {
      inspection.recordRoadTest({ ...drive, leadTechnicianId: place.id(ids.anna) }, actor, at);
      inspection.recordWear([{ ...treadOf('6.5'), readingId: place.id(ids.tread) }], actor, at);
    });
const ask = (facts: object = {}) =>
  quality.run(RequestOverride, { ...washed, justification, ...facts }, { by: inspector });
const override = (facts: object = {}) => quality.run(GrantOverride, { ...washed, reason, ...facts }, { by: manager });
const pass = (how: object = {}) => quality.run(PassInspection, ofVisit, { by: inspector, ...how });
const notWashed = { missing: [{ rule: 'INS-D08', what: 'VEHICLE_NOT_WASHED' }] };
const names = () => quality.eventNames();
const overrides = async () => (await quality.run(ListOverrides, ofVisit, { by: manager })).overrides;
const workOf = async (role: Role) => (await quality.run(ListWork, { role }, { by: manager })).items;

/** The work is done again, by a newer order, and inspected as far as it was. */
async function inspectAgain(): Promise<void> {
  const again = { round: 2, orderRevision: 2 };
  const order = { ...ofVisit, orderRevision: 2, items: [anOrderedItem()] };
  await quality.react(quality.event('waystation.reception.v1.RepairOrderChanged', order));
  await quality.react(quality.event(workshop('WorkReopened'), { ...ofVisit, ...again }));
  await quality.react(quality.event(workshop('WorkFinished'), { ...ofVisit, ...aWork(again) }));
  await quality.run(StartInspection, { ...ofVisit, ...formVersion }, { by: inspector });
  await quality.run(RecordPoints, { ...ofVisit, points: [...allInOrder] }, { by: inspector });
  await quality.run(RecordRoadTest, { ...ofVisit, ...drive }, { by: inspector });
}

describe('a gate', () => {
  it('is passed once after it was asked for and overridden', async () => {
    await quality.arrange(unwashed(), aFile());
    await expect(pass()).rejects.toMatchObject(notWashed);

    const { overrideId, status } = await ask();
    expect(status).toBe('asked');
    expect(await workOf(Role.AFTER_SALES_MANAGER)).toMatchObject([
      {
        kind: 'grant_override',
        subjectId: overrideId,
        visitId: ids.visit,
        rule: 'INS-D08',
        since: quality.clock.now(),
      },
    ]);
    expect(await override()).toEqual({ overrideId, status: 'given' });
    expect(await workOf(Role.AFTER_SALES_MANAGER)).toEqual([]);
    await pass();
    const told = (await quality.events()).at(-1)!;
    expect(told).toMatchObject({
      name: 'RuleOverridden',
      type: 'waystation.standard.v1.RuleOverridden',
      fields: {
        rule: 'INS-D08',
        what: 'VEHICLE_NOT_WASHED',
        overrideId,
        overriddenBy: manager.id,
        aggregateId: ids.visit,
      },
    });
    expect(await names()).toEqual([
      'OverrideRequested',
      'OverrideGranted',
      'InspectionPassed',
      'GuaranteeCertificateIssued',
      'RuleOverridden',
    ]);
  });

  it('is shut again for the next one', async () => {
    await quality.arrange(unwashed(), aFile());
    await override();
    await pass();
    await inspectAgain();
    await expect(pass()).rejects.toMatchObject(notWashed);
  });

  it('stays shut when it was asked for only, and opens for who asks whether it would without being used up', async () => {
    await quality.arrange(unwashed(), aFile());
    await ask();
    await expect(pass()).rejects.toMatchObject(notWashed);
    await override();
    await pass({ validateOnly: true });
    expect(await overrides()).toMatchObject([{ status: 'given' }]);
  });

  it('is told of on the topic of the visit, without the words', async () => {
    await quality.arrange(unwashed(), aFile());
    await ask();
    await override();
    const { events } = await quality.run(ListEvents, ofVisit, { by: advisor });
    expect(events).toMatchObject([
      { type: 'waystation.standard.v1.OverrideRequested', topic: 'quality.visit.events.v1', rule: 'INS-D08' },
      { type: 'waystation.standard.v1.OverrideGranted', topic: 'quality.visit.events.v1', rule: 'INS-D08' },
    ]);
    expect(events.map(({ payloadJson }) => payloadJson).join()).not.toContain('Chen');
    const [row] = await quality.database.rows<{ justification: Buffer; reason: Buffer }>(
      'select justification, reason from rule_override',
    );
    expect(Buffer.concat([row!.justification, row!.reason]).toString('latin1')).not.toContain('Chen');
  });

  it('shows who asked, who gave, why, and that it was used', async () => {
    await quality.arrange(unwashed(), aFile());
    const { overrideId } = await ask();
    const asked = {
      overrideId,
      ...{ rule: 'INS-D08', subject: ids.visit, revision: 0 },
      askedBy: inspector.id,
      justification,
    };
    expect(await overrides()).toMatchObject([{ ...asked, status: 'asked', overriddenBy: '', reason: '' }]);
    await override();
    expect(await overrides()).toMatchObject([{ ...asked, status: 'given', overriddenBy: manager.id, reason }]);
    await pass();
    expect(await overrides()).toMatchObject([{ ...asked, status: 'used', usedAt: quality.clock.now() }]);
    const { nextPageToken } = await quality.run(ListOverrides, { ...ofVisit, pageSize: 1 }, { by: manager });
    expect(nextPageToken).toBe('');
  });

  it('is overridden though nobody asked, for the one revision that is named', async () => {
    await quality.arrange(unwashed(), aFile());
    await override({ revision: 1 });
    await inspectAgain();
    await expect(pass()).rejects.toMatchObject(notWashed);
    await override({ revision: 2 });
    await pass();
    expect(await overrides()).toMatchObject([
      { revision: 1, status: 'given', askedBy: '' },
      { revision: 2, status: 'used', askedBy: '' },
    ]);
  });

  it('stays shut for an override of another visit, whatever subject it names', async () => {
    const other = '01980000-0000-7000-8000-0000000000bb';
    await quality.arrange(unwashed(), aFile());
    await quality.react(quality.event(workshop('WorkFinished'), { ...aWork(), visitId: other }));
    await override({ visitId: other, subject: ids.visit });
    await expect(pass()).rejects.toMatchObject(notWashed);
  });
});

describe('an override', () => {
  it('is of a gate only, and one that is held here', async () => {
    await given(unwashed())
      .when(RequestOverride, { ...washed, rule: 'INS-D01', justification }, { by: inspector })
      .thenRefused('RULE_IS_NOT_A_GATE');
    await given()
      .when(GrantOverride, { ...washed, rule: 'INS-D01', reason }, { by: manager })
      .thenRefused('RULE_IS_NOT_A_GATE');
    await given()
      .when(RequestOverride, { ...washed, rule: 'DEL-D05', justification }, { by: inspector })
      .thenRefused('RULE_NOT_HELD_HERE');
  });

  it('goes by the standard of the visit', async () => {
    const strict = { stationId: stationA.id, version: 'strict', rules: [{ rule: 'INS-D08', mode: 'block' }] };
    const key = `${stationA.id}:strict`;
    await quality.keep('waystation.network.v1.StandardState', { key, ...strict }, stationA.id);
    await given(unwashed().under('strict'))
      .when(GrantOverride, { ...washed, reason }, { by: manager })
      .thenRefused('RULE_IS_NOT_A_GATE')
      .andNothingWasPublished();
  });

  it('is there once until it is used, and given once', async () => {
    await quality.arrange(unwashed());
    await ask();
    await expect(ask()).rejects.toMatchObject({ reason: 'OVERRIDE_OPEN_ALREADY' });
    await override();
    await expect(override()).rejects.toMatchObject({ reason: 'WRONG_STATE' });
  });

  it('is given by the after-sales manager only, with a reason', async () => {
    await quality.arrange(unwashed());
    const request = { ...washed, reason };
    await given().when(GrantOverride, request, { by: inspector }).thenRefused('ROLE_MISSING');
    await given()
      .when(GrantOverride, { ...request, reason: ' ' }, { by: manager })
      .thenInvalid('reason');
    await given()
      .when(RequestOverride, { ...washed, justification: '' }, { by: inspector })
      .thenInvalid('justification');
    await given()
      .when(RequestOverride, { ...washed, rule: 'INS-8', justification }, { by: inspector })
      .thenInvalid('rule');
  });

  it('needs a visit that is inspected here', async () => {
    await given()
      .when(RequestOverride, { ...washed, justification }, { by: inspector })
      .thenNotFound('INSPECTION_NOT_FOUND');
  });

  it('is nothing to do any more once the truck was handed over', async () => {
    await quality.arrange(anInspection().handedOver());
    await ask();
    expect(await workOf(Role.AFTER_SALES_MANAGER)).toEqual([]);
    expect(await workOf(Role.QUALITY_INSPECTOR)).toEqual([]);
  });
});
