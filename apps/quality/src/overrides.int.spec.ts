import { Role } from '@waystation/contracts/options';
import { DeclineOverride, GrantOverride, ListOverrides, RequestOverride } from '@waystation/overrides';
import { ListEvents } from '@waystation/service';
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

/** Inspection that is ready to pass except for the wash, which is a gate. */
const unwashed = () =>
  anInspection()
    .recorded()
    .having((inspection, at, { actor, place }) => {
      inspection.recordRoadTest({ ...drive, leadTechnicianId: place.id(ids.anna) }, actor, at);
      inspection.recordWear([{ ...treadOf('6.5'), readingId: place.id(ids.tread) }], actor, at);
    });
const request = (facts: object = {}) =>
  quality.run(RequestOverride, { ...washed, justification, ...facts }, { by: inspector });
const grant = (facts: object = {}) => quality.run(GrantOverride, { ...washed, reason, ...facts }, { by: manager });
const pass = (how: object = {}) => quality.run(PassInspection, ofVisit, { by: inspector, ...how });
const passIsRefused = () =>
  given().when(PassInspection, ofVisit, { by: inspector }).thenRefusedOnly('VEHICLE_NOT_WASHED', 'INS-D08');
const names = () => quality.eventNames();
const overrides = async () => (await quality.run(ListOverrides, ofVisit, { by: manager })).overrides;
const workOf = async (role: Role) => (await quality.run(ListWork, { role }, { by: manager })).items;

/** Redoes the work for a newer order and repeats the inspection up to the wash. */
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
  it('is passed once after an override was requested and granted', async () => {
    await quality.arrange(unwashed(), aFile());
    await passIsRefused();

    const { overrideId, status } = await request();
    expect(status).toBe('requested');
    expect(await workOf(Role.AFTER_SALES_MANAGER)).toMatchObject([
      {
        kind: 'grant_override',
        subjectId: overrideId,
        visitId: ids.visit,
        rule: 'INS-D08',
        since: quality.clock.now(),
      },
    ]);
    expect(await grant()).toEqual({ overrideId, status: 'granted' });
    expect(await workOf(Role.AFTER_SALES_MANAGER)).toEqual([]);
    await pass();
    const event = (await quality.events()).at(-1)!;
    expect(event).toMatchObject({
      name: 'RuleOverridden',
      type: 'waystation.standard.v1.RuleOverridden',
      fields: {
        rule: 'INS-D08',
        requirement: 'VEHICLE_NOT_WASHED',
        overrideId,
        grantedBy: manager.id,
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

  it('refuses again in the next round after an override was used', async () => {
    await quality.arrange(unwashed(), aFile());
    await grant();
    await pass();
    await inspectAgain();
    await passIsRefused();
  });

  it('refuses while an override is only requested, and keeps a granted one after a dry run', async () => {
    await quality.arrange(unwashed(), aFile());
    await request();
    await passIsRefused();
    await grant();
    await pass({ validateOnly: true });
    expect(await overrides()).toMatchObject([{ status: 'granted' }]);
  });

  it('publishes its overrides on the topic of the visit, without justification and reason', async () => {
    await quality.arrange(unwashed(), aFile());
    await request();
    await grant();
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

  it('lists who requested and granted an override, why, and its use', async () => {
    await quality.arrange(unwashed(), aFile());
    const { overrideId } = await request();
    const requested = {
      overrideId,
      ...{ rule: 'INS-D08', subject: ids.visit, revision: 0 },
      requestedBy: inspector.id,
      justification,
    };
    expect(await overrides()).toMatchObject([{ ...requested, status: 'requested', grantedBy: '', reason: '' }]);
    await grant();
    expect(await overrides()).toMatchObject([{ ...requested, status: 'granted', grantedBy: manager.id, reason }]);
    await pass();
    expect(await overrides()).toMatchObject([{ ...requested, status: 'used', usedAt: quality.clock.now() }]);
    const { nextPageToken } = await quality.run(ListOverrides, { ...ofVisit, pageSize: 1 }, { by: manager });
    expect(nextPageToken).toBe('');
  });

  it('can be overridden without a request, for one order revision only', async () => {
    await quality.arrange(unwashed(), aFile());
    await grant({ revision: 1 });
    await inspectAgain();
    await passIsRefused();
    await grant({ revision: 2 });
    await pass();
    expect(await overrides()).toMatchObject([
      { revision: 1, status: 'granted', requestedBy: '' },
      { revision: 2, status: 'used', requestedBy: '' },
    ]);
  });

  it('refuses despite an override of another visit with this visit as its subject', async () => {
    const other = '01980000-0000-7000-8000-0000000000bb';
    await quality.arrange(unwashed(), aFile());
    await quality.react(quality.event(workshop('WorkFinished'), { ...aWork(), visitId: other }));
    await grant({ visitId: other, subject: ids.visit });
    await passIsRefused();
  });
});

describe('an override', () => {
  it('is possible only for gates of this service', async () => {
    await given(unwashed())
      .when(RequestOverride, { ...washed, rule: 'INS-D01', justification }, { by: inspector })
      .thenRefused('RULE_IS_NOT_A_GATE');
    await given()
      .when(GrantOverride, { ...washed, rule: 'INS-D01', reason }, { by: manager })
      .thenRefused('RULE_IS_NOT_A_GATE');
    await given()
      .when(RequestOverride, { ...washed, rule: 'DEL-D05', justification }, { by: inspector })
      .thenRefused('RULE_NOT_ENFORCED_HERE');
  });

  it('follows the standard version of the visit', async () => {
    const strict = { stationId: stationA.id, version: 'strict', rules: [{ rule: 'INS-D08', mode: 'block' }] };
    const key = `${stationA.id}:strict`;
    await quality.keep('waystation.network.v1.StandardState', { key, ...strict }, stationA.id);
    await given(unwashed().under('strict'))
      .when(GrantOverride, { ...washed, reason }, { by: manager })
      .thenRefused('RULE_IS_NOT_A_GATE')
      .andNothingWasPublished();
  });

  it('cannot be requested twice or granted twice before it is used', async () => {
    await quality.arrange(unwashed());
    await request();
    await given()
      .when(RequestOverride, { ...washed, justification }, { by: inspector })
      .thenRefused('OVERRIDE_ALREADY_OPEN');
    await grant();
    await given()
      .when(GrantOverride, { ...washed, reason }, { by: manager })
      .thenRefused('WRONG_STATE');
  });

  it('is granted only by the after-sales manager, with a reason', async () => {
    await quality.arrange(unwashed());
    const decision = { ...washed, reason };
    await given().when(GrantOverride, decision, { by: inspector }).thenRefused('ROLE_MISSING');
    await given()
      .when(GrantOverride, { ...decision, reason: ' ' }, { by: manager })
      .thenInvalid('reason');
    await given()
      .when(RequestOverride, { ...washed, justification: '' }, { by: inspector })
      .thenInvalid('justification');
    await given()
      .when(RequestOverride, { ...washed, rule: 'INS-8', justification }, { by: inspector })
      .thenInvalid('rule');
  });

  it('needs a visit with an inspection', async () => {
    await given()
      .when(RequestOverride, { ...washed, justification }, { by: inspector })
      .thenNotFound('INSPECTION_NOT_FOUND');
  });

  it('is no longer a task of the manager after the vehicle is handed over', async () => {
    await quality.arrange(anInspection().handedOver());
    await request();
    expect(await workOf(Role.AFTER_SALES_MANAGER)).toEqual([]);
    expect(await workOf(Role.QUALITY_INSPECTOR)).toEqual([]);
  });
});

describe('a declined override', () => {
  const declineReason = 'Mr Chen can wait for the wash';
  const decline = (facts: object = {}) =>
    quality.run(DeclineOverride, { ...washed, reason: declineReason, ...facts }, { by: manager });

  it('leaves the gate in force and the task list empty', async () => {
    await quality.arrange(unwashed(), aFile());
    const { overrideId } = await request();
    expect(await decline()).toEqual({ overrideId, status: 'declined' });
    expect(await workOf(Role.AFTER_SALES_MANAGER)).toEqual([]);
    await passIsRefused();
    const { name, fields } = (await quality.events()).at(-1)!;
    expect([name, fields]).toEqual([
      'OverrideDeclined',
      expect.objectContaining({ overrideId, requestedBy: inspector.id, declinedBy: manager.id }),
    ]);
    expect(JSON.stringify(fields)).not.toContain('Chen');
  });

  it('is listed with manager, time and reason, but without free text for other stations', async () => {
    await quality.arrange(unwashed(), aFile());
    await request();
    await decline();
    const declined = { status: 'declined', declinedBy: manager.id, declinedAt: quality.clock.now(), grantedBy: '' };
    expect(await overrides()).toMatchObject([{ ...declined, justification, reason: declineReason }]);
    const regional = { ...actors.regionalManager, stationId: stationA.id };
    const { overrides: facts } = await quality.run(ListOverrides, ofVisit, { by: regional });
    expect(facts).toMatchObject([{ ...declined, justification: '', reason: '' }]);
    const [row] = await quality.database.rows<{ reason: Buffer }>('select reason from rule_override');
    expect(row!.reason.toString('latin1')).not.toContain('Chen');
  });

  it('can be requested again and granted', async () => {
    await quality.arrange(unwashed(), aFile());
    await request();
    await decline();
    const again = await request({ justification: 'the wash is closed today' });
    expect(again.status).toBe('requested');
    expect(await grant()).toEqual({ overrideId: again.overrideId, status: 'granted' });
    await pass();
    expect((await overrides()).map(({ status }) => status)).toEqual(['declined', 'used']);
  });

  it('must have been requested and not decided before', async () => {
    await quality.arrange(unwashed(), aFile());
    const tried = (facts: object = {}) =>
      given().when(DeclineOverride, { ...washed, reason: declineReason, ...facts }, { by: manager });
    await tried().thenNotFound('OVERRIDE_NOT_FOUND');
    await request();
    await tried({ revision: 1 }).thenNotFound('OVERRIDE_NOT_FOUND');
    await grant();
    await tried().thenRefused('WRONG_STATE');
    await pass();
    await tried().thenNotFound('OVERRIDE_NOT_FOUND');
  });

  it('is declined only by the after-sales manager of its station, with a reason', async () => {
    await quality.arrange(unwashed());
    await request();
    const decision = { ...washed, reason: declineReason };
    await given().when(DeclineOverride, decision, { by: inspector }).thenRefused('ROLE_MISSING');
    await given()
      .when(DeclineOverride, { ...decision, reason: ' ' }, { by: manager })
      .thenInvalid('reason');
    const stranger = quality.stationB.staff.manager;
    await given().when(DeclineOverride, decision, { by: stranger }).thenNotFound('OVERRIDE_NOT_FOUND');
    const abroad = { ...decision, stationId: stationA.id };
    await given().when(DeclineOverride, abroad, { by: stranger }).thenRefused('OTHER_STATION');
    await given().when(DeclineOverride, abroad, { by: actors.outsider }).thenRefused('OTHER_STATION');
    expect(await overrides()).toMatchObject([{ status: 'requested' }]);
  });
});
