import { eventOf } from '@waystation/call';
import { Role } from '@waystation/contracts/options';
import { GetDocument, sha256Hex } from '@waystation/documents';
import { describeService, startTestService } from '@waystation/testing';
import { hash, minute } from '@waystation/testing/model';
import { Reception } from './clients.ts';
import { QualityModule } from './quality.module.ts';
import { GetInspection } from './queries/get-inspection.ts';
import { ListInspections } from './queries/list-inspections.ts';
import { ListWork } from './queries/list-work.ts';
import { Inspections } from './store/inspection.mapping.ts';
import { VisitFiles } from './store/visit-file.mapping.ts';
import { aFile, anOrderedItem } from '../testing/a-file.ts';
import {
  aClosure,
  aConcession,
  anInspection,
  aPoint,
  assessment,
  aWork,
  concessionFacts,
  drive,
  fault,
  formVersion,
  ids,
  leaking,
  offer,
  signers,
} from '../testing/an-inspection.ts';
import {
  startedAgain,
  inspectionQueries,
  inspectionReactions,
  inspectionSteps,
  inSecondRound,
  keepStation,
} from '../testing/inspection-samples.ts';
import { CloseNonconformity } from './use-cases/close-nonconformity.ts';
import { HandOverVehicle } from './use-cases/hand-over-vehicle.ts';
import { NoteDefect } from './use-cases/note-defect.ts';
import { PassInspection } from './use-cases/pass-inspection.ts';
import { RecordPoints } from './use-cases/record-points.ts';
import { RecordWear } from './use-cases/record-wear.ts';
import { StartInspection } from './use-cases/start-inspection.ts';

/** Contacts of the customer, in the form of reception's answer. */
const contacts = signers.contacts.map((contact) => ({
  ...contact,
  approvalLimitMinor: BigInt(contact.approvalLimitMinor),
  maySign: false,
}));

const quality = await startTestService(QualityModule, {
  clients: [[Reception, { getSigners: async ({ visitId }) => ({ visitId, contacts, currency: signers.currency }) }]],
});
const { given, actors, stationA, definition } = quality;
const { inspector, advisor } = actors;
const otherInspector = { ...inspector, id: ids.otherInspector };

beforeAll(async () => {
  await keepStation(quality, stationA.id);
});

const ofVisit = { visitId: ids.visit };
const reception = (event: string) => `waystation.reception.v1.${event}`;
const workshop = (event: string) => `waystation.workshop.v1.${event}`;

describe('a step', () => {
  it('takes two round trips', async () => {
    const { given: before, request } = inspectionSteps.RecordPoints;
    await given(...before)
      .when(RecordPoints, request as never, { by: inspector, key: 'the-key' })
      .thenAnswered({ ...ofVisit, status: 'started', pointsLeft: 0 })
      .andTook(2);
  });
});

describe('the mappings', () => {
  it('load inspections and files exactly as they were stored', async () => {
    const builder = startedAgain()
      .having((inspection, at, { actor }) => inspection.recordPoints([leaking, aPoint('torque')], actor, at))
      .having((inspection, at, { actor, place }) => {
        inspection.recordRoadTest({ ...drive, leadTechnicianId: place.id(ids.anna) }, actor, at);
      })
      .having((inspection, at, { actor }) => inspection.noteDefect(ids.defect, assessment, actor, at));
    const file = aFile().recommending('wear', ids.tread);
    const [inspection, made] = await quality.arrange(builder, file);
    const [stored, storedFile] = await quality.loaded(() =>
      Promise.all([new Inspections().get(ids.visit), new VisitFiles().get(ids.visit)]),
    );
    expect({ ...stored }).toEqual({ ...inspection, version: 1 });
    expect({ ...storedFile }).toEqual({ ...made, version: 1 });

    await quality.reset();
    const [handedOver] = await quality.arrange(anInspection().handedOver());
    const again = await quality.loaded(() => new Inspections().get(ids.visit));
    expect({ ...again }).toEqual({ ...handedOver, version: 1 });
  });

  it('encrypt free text', async () => {
    const { given: before, request } = inspectionSteps.RecordPoints;
    await given(...before).when(RecordPoints, request as never, { by: inspector });
    const [row] = await quality.database.rows<{ text: string; texts: Buffer }>(
      'select to_jsonb(inspection)::text as text, texts from inspection where station_id = $1',
      [stationA.id],
    );
    expect(row!.text).not.toContain('gearbox');
    expect(row!.texts.toString('latin1')).not.toContain('gearbox');
  });
});

describe('an inspection', () => {
  it('is opened when the work is finished, under the standard version of the visit', async () => {
    await given()
      .whenArrives(workshop('WorkFinished'), { ...ofVisit, ...aWork() }, { standardVersion: '7' })
      .thenPublishedOnly('InspectionOpened')
      .andPublished('InspectionOpened', { inspectionId: ids.visit, round: 1, orderRevision: 1 });
    const inspection = await quality.loaded(() => new Inspections().get(ids.visit));
    expect(inspection).toMatchObject({ status: 'open', standardVersion: '7' });
  });

  it('is not opened for a cancelled visit', async () => {
    await given()
      .afterArrival(reception('VisitCancelled'), ofVisit)
      .whenArrives(workshop('WorkFinished'), { ...ofVisit, ...aWork() })
      .thenNothingWasPublished();
    await given().when(GetInspection, ofVisit, { by: advisor }).thenNotFound('INSPECTION_NOT_FOUND');
  });

  it('starts another round after the work was reopened and finished again', async () => {
    await given(anInspection().passed(), aFile())
      .afterArrival(workshop('WorkReopened'), { ...ofVisit, round: 2, orderRevision: 2 })
      .when(HandOverVehicle, { ...ofVisit, ...offer }, { by: inspector })
      .thenRefused('WRONG_STATE');
    await given()
      .whenArrives(workshop('WorkFinished'), { ...ofVisit, ...aWork({ round: 2, orderRevision: 2 }) })
      .thenPublishedOnly('InspectionOpened')
      .andPublished('InspectionOpened', { round: 2, orderRevision: 2 });
  });

  it('cannot be started by an inspector who worked on the vehicle', async () => {
    await given(anInspection().of(aWork({ workerIds: [ids.anna, ids.inspector] })))
      .when(StartInspection, { ...ofVisit, ...formVersion }, { by: inspector })
      .thenRefused('INSPECTOR_WORKED_ON_VEHICLE', 'INS-D02')
      .andNothingWasPublished();
  });

  it('needs the newest version of an existing form', async () => {
    const start = (facts: object) =>
      given(anInspection()).when(StartInspection, { ...ofVisit, ...formVersion, ...facts }, { by: inspector });
    await start({ formVersion: 4 }).thenRefused('FORM_UNKNOWN');
    await quality.reset();
    const newer = { key: `${ids.form}:4`, formId: ids.form, version: 4, kind: 'inspection', from: minute(-1) };
    await quality.keep('waystation.network.v1.FormState', newer, stationA.id);
    await start({}).thenRefused('SPECIFICATION_OUTDATED', 'INS-D02');
    await quality.database.rows('delete from reference_data where key = $1', [newer.key]);
  });

  it('can be taken over by another inspector', async () => {
    await given(anInspection().started())
      .when(RecordPoints, { ...ofVisit, points: [aPoint('torque')] }, { by: otherInspector })
      .thenRefused('NOT_THE_INSPECTOR');
    await quality.run(StartInspection, { ...ofVisit, ...formVersion }, { by: otherInspector });
    await quality.run(RecordPoints, { ...ofVisit, points: [aPoint('torque')] }, { by: otherInspector });
  });

  it('accepts only decimal numbers as values', async () => {
    const points = [aPoint('tread', 'ok', { value: '1e3' })];
    await given(anInspection().started())
      .when(RecordPoints, { ...ofVisit, points }, { by: inspector })
      .thenInvalid('points[0].value');
  });
});

describe('a nonconformity', () => {
  it('is closed after rework when its point is in order again', async () => {
    const closure = { ...ofVisit, nonconformityId: ids.nonconformity, outcome: 'redone' };
    await given(inSecondRound())
      .after(StartInspection, { ...ofVisit, ...formVersion }, { by: inspector })
      .when(CloseNonconformity, closure, { by: inspector })
      .thenRefused('POINT_STILL_FAILED', 'INS-D04');
    await quality.run(RecordPoints, { ...ofVisit, points: [aPoint('leaks')] }, { by: inspector });
    await quality.run(CloseNonconformity, closure, { by: inspector });
    expect((await quality.events()).at(-1)).toMatchObject({
      name: 'NonconformityClosed',
      fields: { itemId: ids.item, outcome: 'redone' },
    });
  });
});

describe('a concession', () => {
  const signed = (facts = {}) => ({
    ...ofVisit,
    nonconformityId: ids.nonconformity,
    outcome: 'concession',
    ...aConcession(facts),
  });

  it('needs a signer who may decide for the customer, or a reason to accept another one', async () => {
    await given(anInspection().failed())
      .when(CloseNonconformity, signed({ contactId: ids.driver }), { by: inspector })
      .thenRefused('CONTACT_MAY_NOT_APPROVE', 'INS-D04')
      .andNothingWasPublished();
    const person = { contactId: '', signedBy: 'Gao Feng' };
    await given()
      .when(CloseNonconformity, signed({ ...person, strokes: [] }), { by: inspector })
      .thenRefused('SIGNER_NOT_ACCEPTED', 'INS-D04')
      .andRefused('CONCESSION_NOT_SIGNED', 'INS-D04');
    await given()
      .when(CloseNonconformity, signed({ ...person, acceptance: 'written_authority' }), { by: inspector })
      .thenPublished('NonconformityClosed', { contactId: '', acceptance: 'written_authority' });
    await given().when(CloseNonconformity, signed(), { by: inspector }).thenRefused('NONCONFORMITY_ALREADY_CLOSED');
    const all = JSON.stringify(await quality.database.rows('select payload, headers from outbox'));
    expect(all).not.toContain('Gao Feng');
    const rows = JSON.stringify(await quality.database.rows('select to_jsonb(t) from inspection t'));
    expect(rows).not.toContain('Gao Feng');
  });

  it('is shown with its signer only to roles that deal with the customer', async () => {
    await given(anInspection().failed())
      .when(CloseNonconformity, signed(), { by: inspector })
      .thenPublished('NonconformityClosed', { contactId: ids.approver });
    const seenBy = async (by = advisor) => {
      const { inspection } = await quality.run(GetInspection, ofVisit, { by });
      return inspection!.nonconformities[0]!.concession;
    };
    expect(await seenBy()).toMatchObject({ signedBy: 'Li Wei', identifiedBy: 'id_card' });
    expect(await seenBy(actors.technician)).toBeUndefined();
  });
});

describe('passing an inspection', () => {
  const pass = (by = inspector) => quality.run(PassInspection, ofVisit, { by, key: 'pass' });

  it('stores the documents with the published hashes, and answers a repeated request with them', async () => {
    await quality.arrange(anInspection().ready(), aFile());
    const answer = await pass();
    expect(await pass()).toEqual(answer);
    const documents = await quality.database.rows<{ id: string; kind: string; sha256: string }>(
      'select id, kind, sha256 from document where station_id = $1 order by kind',
      [stationA.id],
    );
    expect(documents).toEqual([
      { id: answer.certificateDocumentId, kind: 'guarantee_certificate', sha256: answer.certificateHash },
      { id: answer.sheetDocumentId, kind: 'inspection_sheet', sha256: answer.sheetHash },
    ]);
    const { contentType, data } = await quality.run(
      GetDocument,
      { documentId: answer.sheetDocumentId },
      { by: advisor },
    );
    expect(contentType).toBe('application/pdf');
    expect(sha256Hex(data)).toBe(answer.sheetHash);
    expect(data.subarray(0, 5).toString()).toBe('%PDF-');
    const [passed, card] = await quality.events();
    expect(passed!.fields).toMatchObject({ documentId: answer.sheetDocumentId, documentHash: answer.sheetHash });
    expect(card!.fields).toMatchObject({
      documentId: answer.certificateDocumentId,
      documentHash: answer.certificateHash,
    });
  });

  it('lists everything that is missing in one answer, and stores no document', async () => {
    await given(anInspection().started(), aFile())
      .when(PassInspection, ofVisit, { by: inspector })
      .thenRefused('POINT_WITHOUT_RESULT', 'INS-D02')
      .andRefused('ROAD_TEST_MISSING', 'INS-D03')
      .andRefused('VEHICLE_NOT_WASHED', 'INS-D08')
      .andNothingWasPublished();
    expect(await quality.database.rows('select 1 from document')).toEqual([]);
  });

  it('makes documents with every kind of entry', async () => {
    const everything = startedAgain()
      .having((inspection, at, { actor }) => {
        inspection.recordPoints(
          [leaking, aPoint('torque'), aPoint('tread', 'ok', { value: '6.5', unit: 'mm' })],
          actor,
          at,
        );
      })
      .having((inspection, at, { actor, place }) => {
        inspection.recordRoadTest({ ...drive, leadTechnicianId: place.id(ids.anna) }, actor, at);
      })
      .having((inspection, at, { actor }) => {
        inspection.closeNonconformity(aClosure('concession'), concessionFacts, actor, at);
        inspection.noteDefect(ids.defect, { ...assessment, pointId: 'leaks' }, actor, at);
        inspection.recordWash(actor.id, at);
      });
    await given(everything, aFile().ordered(2))
      .when(PassInspection, ofVisit, { by: inspector })
      .thenPublishedOnly('InspectionPassed', 'GuaranteeCertificateIssued')
      .andPublished('InspectionPassed', { round: 2, orderRevision: 2 });
  });

  it('requires a defect or a recommendation for wear at its limit', async () => {
    const reading = { part: 'tyre', position: '2RI', value: '1.6', unit: 'mm', limit: '1.6', kmLeft: 0 };
    await quality.arrange(anInspection().ready(), aFile());
    const { wornReadingIds } = await quality.run(RecordWear, { ...ofVisit, readings: [reading] }, { by: inspector });
    await given()
      .when(PassInspection, ofVisit, { by: inspector })
      .thenRefusedOnly('WEAR_AT_LIMIT_NOT_NOTED', 'INS-D12')
      .and(({ error }) => expect(error).toMatchObject({ missing: [{ subject: wornReadingIds[0] }] }));
    const recommended = { ...ofVisit, recommendationId: ids.recommendation, source: 'wear' };
    await quality.react(quality.event(reception('WorkRecommended'), { ...recommended, sourceId: wornReadingIds[0] }));
    await pass();
  });

  it('is refused after a change of the order, and before the order has arrived', async () => {
    await given(anInspection().ready(), aFile().ordered(2))
      .when(PassInspection, ofVisit, { by: inspector })
      .thenRefused('ORDER_CHANGED_SINCE_WORK_FINISHED', 'INS-D01');
    await quality.reset();
    await given(anInspection().ready())
      .when(PassInspection, ofVisit, { by: inspector })
      .thenRefused('ORDER_NOT_KNOWN_YET');
    const order = { ...ofVisit, orderRevision: 1, items: [anOrderedItem()] };
    await quality.react(quality.event(reception('RepairOrderCountersigned'), order));
    await pass();
    expect((await quality.events()).at(-1)).toMatchObject({
      name: 'GuaranteeCertificateIssued',
      fields: { vehicleId: '', guarantees: [{ componentCodes: ['013001017'] }] },
    });
  });
});

describe('handing a vehicle over', () => {
  it('succeeds if something was left out, and publishes the deviations', async () => {
    await given(anInspection().passed(), aFile())
      .when(HandOverVehicle, { ...ofVisit, repairExplained: true }, { by: inspector })
      .thenAnswered({ status: 'handed_over', advisorId: ids.advisor })
      .andPublished('VehicleHandedOver', { advisorId: ids.advisor, wearExplained: false })
      .andPublished('RuleMissed', {
        rule: 'INS-D10',
        requirement: 'DOCUMENT_NOT_PASSED',
        subject: 'guarantee_certificate',
      })
      .andPublished('RuleMissed', { rule: 'INS-D11', requirement: 'WEAR_NOT_EXPLAINED' })
      .andPublished('RuleMissed', { rule: 'INS-D13', requirement: 'VEHICLE_NOT_PARKED' });
  });

  it('is refused if noted defects were not explained', async () => {
    await given(anInspection().passed(), aFile())
      .after(NoteDefect, { ...ofVisit, ...assessment } as never, { by: otherInspector })
      .when(HandOverVehicle, { ...ofVisit, ...offer, defectsExplained: false }, { by: inspector })
      .thenRefused('DEFECTS_NOT_EXPLAINED', 'INS-D12');
  });
});

describe('queries of inspections', () => {
  it('show an inspection with everything recorded on it', async () => {
    const noted = anInspection()
      .ready()
      .having((inspection, at, { actor, place }) => {
        inspection.raiseNonconformity(ids.nonconformity, { ...fault, itemId: place.id(ids.item) }, actor, at);
        inspection.noteDefect(ids.defect, assessment, actor, at);
        inspection.recordPoints([leaking], actor, at);
      });
    await given(noted)
      .when(GetInspection, ofVisit, { by: advisor })
      .thenAnswered({
        inspection: {
          summary: { inspectionId: ids.visit, status: 'started', round: 1, inspectorId: ids.inspector, pointsLeft: 0 },
          leadTechnicianId: ids.anna,
          workerIds: [ids.anna],
          items: [{ itemId: ids.item, outcome: 'done' }],
          formId: ids.form,
          specification: [{ pointId: 'torque' }, { pointId: 'leaks' }, { pointId: 'tread', lowest: '1.6' }],
          roadTestRequired: true,
          points: [
            { pointId: 'torque', result: 'ok', remarks: '' },
            { pointId: 'tread', value: '6.5', unit: 'mm' },
            { pointId: 'leaks', result: 'not_ok', remarks: 'Oil at the gearbox', photoHashes: [hash] },
          ],
          roadTest: { distanceKm: '12.5', route: 'Ring road', remarks: 'Pulls straight', leadTechnicianId: ids.anna },
          nonconformities: [{ nonconformityId: ids.nonconformity, description: 'Seal not seated', outcome: '' }],
          defects: [{ defectId: ids.defect, description: 'Belt is cracked', severity: 'soon' }],
          wear: [{ readingId: ids.tread, part: 'tyre', position: '1L', value: '6.5' }],
          washedAt: minute(-56),
          washedBy: ids.inspector,
        },
      });
    await quality.reset();
    await given(anInspection().handedOver())
      .when(GetInspection, ofVisit, { by: advisor })
      .thenAnswered({
        inspection: {
          summary: { status: 'handed_over' },
          space: '12',
          documents: [{ kind: 'inspection_sheet', documentId: ids.sheet }, { kind: 'guarantee_certificate' }],
          handover: { advisorId: ids.advisor, documents: offer.documents },
        },
      });
  });

  it('list inspections by status, page by page', async () => {
    const visitNumber = (number: number) => `01980000-0000-7000-8000-00000001000${number}`;
    for (const number of [1, 2, 3]) {
      const finished = { ...aWork(), visitId: visitNumber(number) };
      await quality.react(quality.event(workshop('WorkFinished'), finished));
    }
    const pages = await quality.pages(ListInspections, { statuses: ['open'], pageSize: 2 }, { by: advisor });
    const seen = pages.flatMap((page) => page.inspections.map(({ visitId }) => visitId));
    expect(seen).toEqual([1, 2, 3].map(visitNumber));
    await given()
      .when(ListInspections, { statuses: ['passed'] }, { by: advisor })
      .thenAnswered({ inspections: [], nextPageToken: '' });
    await given().when(ListInspections, { pageToken: 'x' }, { by: advisor }).thenRefused('PAGE_TOKEN_NOT_VALID');
  });

  it.each([
    ['an open', anInspection(), ['record_wash', 'start_inspection']],
    ['a started', anInspection().started(), ['record_points', 'record_wash']],
    ['a recorded', anInspection().recorded(), ['pass_inspection', 'record_wash']],
    ['a ready', anInspection().ready(), ['pass_inspection']],
    ['a passed', anInspection().passed(), ['hand_over_vehicle', 'park_vehicle']],
    ['a handed over', anInspection().handedOver(), []],
    ['a failed', anInspection().failed(), []],
    ['a suspended', anInspection().suspended(), []],
  ])('list the tasks of %s inspection', async (_, inspection, kinds) => {
    await quality.arrange(inspection);
    const found = async (request: object) =>
      (await quality.run(ListWork, request, { by: inspector })).items.map(({ kind }) => kind).sort();
    expect(await found({})).toEqual(kinds);
    expect(await found({ role: Role.QUALITY_INSPECTOR, assigneeId: ids.inspector })).toEqual(kinds);
    const ofInspector = ['record_points', 'pass_inspection'];
    const ofAnyone = kinds.filter((kind) => !ofInspector.includes(kind));
    expect(await found({ assigneeId: ids.otherInspector })).toEqual(ofAnyone);
    expect(await found({ role: Role.CASHIER })).toEqual([]);
  });

  it('list tasks page by page', async () => {
    await quality.arrange(anInspection());
    const first = await quality.run(ListWork, { pageSize: 1 }, { by: inspector });
    expect(first.items).toMatchObject([
      { kind: 'record_wash', subjectId: ids.visit, rule: 'INS-D08', since: minute(-59) },
    ]);
    const { items } = await quality.run(ListWork, { pageSize: 1, pageToken: first.nextPageToken }, { by: inspector });
    expect(items).toMatchObject([{ kind: 'start_inspection', visitId: ids.visit, rule: 'INS-D02' }]);
  });
});

describeService(quality, { steps: inspectionSteps, queries: inspectionQueries, reactions: inspectionReactions });

describe('the reactions', () => {
  it('react to events of reception and workshop only', () => {
    const events = definition.reactions.map(eventOf);
    expect(events.every((event) => /^waystation\.(reception|workshop)\.v1\./.test(event))).toBe(true);
  });
});
