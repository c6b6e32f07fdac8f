// Guarantees of the runner for every step, tested with steps of the workshop.
import { gateOverrides, overrideTable } from '@waystation/overrides';
import { definitionOf, ServiceModule } from '@waystation/service';
import { startTestService } from '@waystation/testing';
import { aJob, ids, passedInspection } from '../testing/a-job.ts';
import { aVisit } from '../testing/a-visit.ts';
import { itemNumber, keepForms } from '../testing/job-samples.ts';
import { RecordManualReference } from './use-cases/record-manual-reference.ts';
import { CompleteSelfInspection } from './use-cases/complete-self-inspection.ts';
import { ConfirmProtection } from './use-cases/confirm-protection.ts';
import { FinishJob } from './use-cases/finish-job.ts';
import { StartJob } from './use-cases/start-job.ts';
import { WorkshopModule } from './workshop.module.ts';

// No gate of the workshop can be overridden, so the test adds the table of overrides to its service.
const definition = definitionOf(WorkshopModule);
const migrations = [...definition.migrations, overrideTable];
const workshop = await startTestService(
  ServiceModule.for({ ...definition, keeps: [], migrations, overrides: gateOverrides }),
);
const { given, actors, clock, stationA } = workshop;
const { technician, manager } = actors;

const ofJob = { jobId: ids.job };
const cite = { ...ofJob, document: 'WM-13', section: '4.2', purpose: 'work' };

/** Publishes a version of the standard, like `network`. */
const keepStandard = (version: string, rules: object[]) =>
  workshop.keep(
    'waystation.network.v1.StandardState',
    { key: `${stationA.id}:${version}`, stationId: stationA.id, version, rules },
    stationA.id,
  );

const override = (rule: string, subject: string, revision = 0) =>
  workshop.database.rows(
    `insert into rule_override
       (station_id, id, visit_id, version, status, rule, subject, revision, granted_by, granted_at)
     values ($1, $2, $3, 1, 'granted', $4, $5, $6, $7, now())`,
    [stationA.id, workshop.newId(), ids.visit, rule, subject, revision, manager.id],
  );

const keys = () => workshop.database.rows('select key from request_key');
/** Value of a column of station A's job. */
const stored = async (column: string) =>
  (
    await workshop.database.rows<{ value: unknown }>(`select ${column} as value from job where station_id = $1`, [
      stationA.id,
    ])
  )[0]!.value;
const names = () => workshop.eventNames();

beforeAll(async () => {
  await keepForms(workshop, stationA.id);
});

describe('a rule', () => {
  /** Stores a job that is ready except for the manual reference. */
  const arrangeUncited = async (version: string) => {
    await workshop.arrange(aVisit(aJob().under(version).ready()));
    await workshop.database.rows(`update job set manual_references = '[]'`);
  };
  const finish = () => workshop.run(FinishJob, ofJob, { by: technician, key: 'finish' });
  const finishIsRefused = () =>
    given()
      .when(FinishJob, ofJob, { by: technician, key: 'finish' })
      .thenRefusedOnly('MANUAL_REFERENCE_MISSING', 'REP-D05');

  it('in mode record lets the step pass and publishes the deviation', async () => {
    await arrangeUncited('unknown here');
    await finish();
    const [missed] = (await workshop.events()).filter(({ name }) => name === 'RuleMissed');
    expect(missed!.fields).toMatchObject({
      rule: 'REP-D05',
      requirement: 'MANUAL_REFERENCE_MISSING',
      subjectId: ids.visit,
      aggregateId: ids.job,
      aggregateKind: 'job',
      step: 'waystation.workshop.v1.WorkshopService/FinishJob',
    });
    expect(await names()).toContain('JobFinished');
  });

  it('in mode gate refuses the step by the standard version of the visit, and stores nothing', async () => {
    await keepStandard('gated', [{ rule: 'REP-D05', mode: 'gate' }]);
    await arrangeUncited('gated');
    await finishIsRefused();
    expect(await names()).toEqual([]);
    expect(await keys()).toEqual([]);
  });

  it('in mode gate lets the step pass once with an override, which is published and used up', async () => {
    await keepStandard('gated', [{ rule: 'REP-D05', mode: 'gate' }]);
    await arrangeUncited('gated');
    await override('REP-D05', ids.visit);
    await finish();
    const [overridden] = (await workshop.events()).filter(({ name }) => name === 'RuleOverridden');
    expect(overridden!.fields).toMatchObject({ rule: 'REP-D05', aggregateId: ids.job, grantedBy: manager.id });
    expect(
      await workshop.database.rows(`select 1 from rule_override where used_at is null or status <> 'used'`),
    ).toEqual([]);
  });

  it('accepts an override of any revision if the subject has no revisions, and refuses one for another subject', async () => {
    await keepStandard('gated', [{ rule: 'REP-D05', mode: 'gate' }]);
    await arrangeUncited('gated');
    await override('REP-D05', ids.anna, 3);
    await finishIsRefused();
    await override('REP-D05', ids.job, 3);
    await finish();
    expect(await names()).toContain('RuleOverridden');
  });

  it('needs one override for several deviations of one step', async () => {
    await keepStandard('gated twice', [{ rule: 'REP-D15', mode: 'gate' }]);
    await workshop.arrange(aVisit(aJob().under('gated twice').started()));
    await override('REP-D15', ids.job);
    const failed = { ...ofJob, ...passedInspection, points: [{ ...passedInspection.points[0]!, result: 'not_ok' }] };
    await workshop.run(CompleteSelfInspection, failed, { by: technician });
    const overridden = (await workshop.events()).filter(({ name }) => name === 'RuleOverridden');
    expect(overridden.length).toBeGreaterThan(1);
    expect(new Set(overridden.map(({ fields }) => fields['overrideId'])).size).toBe(1);
    expect(new Set(overridden.map(({ fields }) => fields['subject'])).size).toBe(overridden.length);
  });

  it('is reported together with the wrong state', async () => {
    await given(aVisit(aJob()))
      .when(StartJob, ofJob, { by: technician })
      .thenRefused('JOB_NOT_AUTHORISED', 'REP-D01')
      .andRefused('WRONG_STATE')
      .andNothingWasPublished();
  });
});

describe('a repeated request', () => {
  it('gets the first answer and has one effect, even from twenty callers at once', async () => {
    await workshop.arrange(aVisit(aJob().dispatched()));
    const once = () => workshop.run(StartJob, ofJob, { by: technician, key: 'start' });
    const answers = await Promise.all(Array.from({ length: 20 }, once));
    expect(answers).toEqual(answers.map(() => ({ jobId: ids.job, status: 'in_progress' })));
    expect(await names()).toEqual(['JobStarted']);
    expect(await once()).toEqual(answers[0]);
  });

  it('is refused if it differs from the first under the same key', async () => {
    await workshop.arrange(aVisit(aJob().started()));
    await workshop.run(RecordManualReference, cite, { by: technician, key: 'cite' });
    await given()
      .when(RecordManualReference, { ...cite, section: '9' }, { by: technician, key: 'cite' })
      .thenConflict('KEY_USED_FOR_ANOTHER_REQUEST');
  });

  it('gets the first answer even 30 hours after a step that was done offline', async () => {
    const [job] = await workshop.arrange(aJob().dispatched());
    const request = { ...ofJob, happenedAt: clock.now() };
    const first = await workshop.run(StartJob, request, { by: technician, key: 'late' });
    clock.advance({ hours: 30 });
    expect(await workshop.run(StartJob, request, { by: technician, key: 'late' })).toEqual(first);
    await given().when(StartJob, request, { by: technician, key: 'other' }).thenInvalid('happened_at');
    expect(job.id).toBe(ids.job);
  });

  it('is checked again after a refusal, which stores no key', async () => {
    await workshop.arrange(aVisit(aJob()));
    const start = () => given().when(StartJob, ofJob, { by: technician, key: 'again' });
    await start().thenRefused('JOB_NOT_AUTHORISED');
    expect(await keys()).toEqual([]);
    await workshop.database.rows(
      `update job set status = 'dispatched', authorised_at = opened_at, lead_technician_id = $1`,
      [technician.id],
    );
    await start().thenAnswered({ status: 'in_progress' });
  });
});

describe('a dry run', () => {
  it('answers like the step and stores nothing', async () => {
    await workshop.arrange(aVisit(aJob().dispatched()));
    const dryRun = workshop.run(StartJob, ofJob, { by: technician, key: 'x', validateOnly: true });
    await expect(dryRun).resolves.toEqual({ jobId: ids.job, status: 'in_progress' });
    expect(await names()).toEqual([]);
    expect(await keys()).toEqual([]);
    expect(await stored('status')).toBe('dispatched');
  });

  it('is refused by a constraint of the database', async () => {
    await workshop.arrange(aVisit(aJob().started(), aJob().of(itemNumber(2)).dispatched()));
    await given()
      .when(StartJob, { jobId: itemNumber(2).itemId }, { by: technician, validateOnly: true })
      .thenRefused('TECHNICIAN_ALREADY_CLOCKED_ON');
  });
});

describe('simultaneous steps', () => {
  it('on one job all succeed, one after another', async () => {
    await workshop.arrange(aVisit(aJob().started()));
    const sections = ['1', '2', '3', '4'];
    await Promise.all(
      sections.map((section) => workshop.run(RecordManualReference, { ...cite, section }, { by: technician })),
    );
    const references = (await stored('manual_references')) as { section: string }[];
    expect(references.map(({ section }) => section).sort()).toEqual(sections);
    expect((await workshop.outboxOf(ids.visit)).map(({ name }) => name)).toEqual(
      sections.map(() => 'ManualReferenceRecorded'),
    );
  });
});

describe('a step', () => {
  it('takes two round trips', async () => {
    await given(aVisit(aJob().dispatched()))
      .when(ConfirmProtection, ofJob, { by: technician, key: 'two' })
      .thenAnswered()
      .andTook(2);
  });

  it('stores nothing if it fails', async () => {
    await workshop.arrange(aVisit(aJob().started()));
    await workshop.database.rows(
      `alter table outbox add constraint broken check (type not like '%ManualReferenceRecorded')`,
    );
    try {
      await expect(workshop.run(RecordManualReference, cite, { by: technician, key: 'broken' })).rejects.toThrow(
        /broken/,
      );
      expect(await stored('manual_references')).toEqual([]);
      expect(await keys()).toEqual([]);
    } finally {
      await workshop.database.rows('alter table outbox drop constraint broken');
    }
  });
});
