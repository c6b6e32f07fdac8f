import { clearJournal, journalOf, WrongState } from '@waystation/model';
import { eventsOf, factsOf, hash, minute, missingOf } from '@waystation/testing/model';
import { aFile } from '../../testing/a-file.ts';
import {
  aClosure,
  allInOrder,
  aMember,
  anInspection,
  anItem,
  aSpecification,
  assessment,
  aWork,
  concessionFacts,
  documentsOf,
  drive,
  fault,
  formVersion,
  ids,
  inspector,
  leaking,
  offer,
  otherInspector,
  theAdvisor,
  theInspector,
  treadOf,
} from '../../testing/an-inspection.ts';
import { inSecondRound } from '../../testing/inspection-samples.ts';
import { inspectionSteps, type InspectionStatus } from './inspection-steps.ts';
import { about } from './inspection-texts.ts';
import type { Inspection } from './inspection.ts';

const at = minute(100);
const forms = (facts: Parameters<typeof aSpecification>[0] = {}) => ({
  form: aSpecification(facts),
  next: undefined,
  member: theInspector,
});

const pass = (inspection: Inspection, file = aFile().build()) =>
  inspection.pass({ file, documents: documentsOf(inspection, file), jurisdiction: 'CN' }, inspector, at);
const handOver = (inspection: Inspection, facts: Partial<typeof offer> = {}) =>
  inspection.handOverVehicle({ ...offer, ...facts }, { file: aFile().build(), advisor: theAdvisor }, inspector, at);

const inspectionIn: Record<InspectionStatus, () => Inspection> = {
  open: () => anInspection().build(),
  started: () => anInspection().ready().build(),
  failed: () => anInspection().failed().build(),
  passed: () => anInspection().passed().build(),
  handed_over: () => anInspection().handedOver().build(),
  suspended: () => anInspection().recorded().suspended().build(),
  cancelled: () => anInspection().cancelled().build(),
};

/** Calls each step, by its name in the step table. */
const callOf: Record<keyof typeof inspectionSteps, (inspection: Inspection) => unknown> = {
  reopen: (inspection) => inspection.reopen(aWork({ round: 2 }), at),
  suspend: (inspection) => inspection.suspend(2, at),
  close: (inspection) => inspection.close(at),
  start: (inspection) => inspection.start(formVersion, forms(), inspector, at),
  recordPoints: (inspection) => inspection.recordPoints(allInOrder, inspector, at),
  recordRoadTest: (inspection) => inspection.recordRoadTest(drive, inspector, at),
  recordWear: (inspection) => inspection.recordWear([treadOf('5')], inspector, at),
  noteDefect: (inspection) => inspection.noteDefect(ids.defect, assessment, inspector, at),
  raiseNonconformity: (inspection) =>
    inspection.raiseNonconformity(ids.lining, { ...fault, pointId: '' }, inspector, at),
  closeNonconformity: (inspection) => {
    if (inspection.status === 'started')
      inspection.raiseNonconformity(ids.nonconformity, { ...fault, pointId: '' }, inspector, at);
    inspection.closeNonconformity(aClosure('concession'), concessionFacts, inspector, at);
  },
  recordWash: (inspection) => inspection.recordWash(ids.inspector, at),
  parkVehicle: (inspection) => inspection.parkVehicle('12', inspector, at),
  pass: (inspection) => pass(inspection),
  fail: (inspection) => inspection.fail(inspector, at),
  handOverVehicle: (inspection) => handOver(inspection),
};

/** Steps caused by events of other services, which ignore late events. */
const byEvent = ['reopen', 'suspend', 'close'];

describe.each(Object.keys(inspectionIn) as InspectionStatus[])('an inspection that is %s', (status) => {
  it.each(Object.keys(callOf) as (keyof typeof callOf)[])(
    'allows or refuses the step %s, as in the step table',
    (verb) => {
      const inspection = inspectionIn[status]();
      const row: { from: readonly string[]; to?: string; event?: string } = inspectionSteps[verb];
      clearJournal(inspection);
      if (row.from.includes(status)) {
        callOf[verb](inspection);
        expect(inspection.status).toBe(row.to ?? status);
        const names = eventsOf(inspection);
        expect(names.includes(row.event ?? '')).toBe(row.event !== undefined);
      } else if (byEvent.includes(verb)) {
        callOf[verb](inspection);
        expect(inspection.status).toBe(status);
        expect(journalOf(inspection).published).toEqual([]);
      } else {
        expect(() => callOf[verb](inspection)).toThrow(WrongState);
      }
    },
  );
});

describe('an inspection', () => {
  it('is opened with the finished work, and publishes its opening', () => {
    const inspection = anInspection().build();
    expect(inspection).toMatchObject({
      id: ids.visit,
      visitId: ids.visit,
      round: 1,
      orderRevision: 1,
      leadTechnicianId: ids.anna,
      workerIds: [ids.anna],
      items: [anItem()],
      since: minute(1),
    });
    expect(journalOf(inspection).published).toMatchObject([
      {
        name: 'InspectionOpened',
        payload: { inspectionId: ids.visit, visitId: ids.visit, round: 1, orderRevision: 1 },
      },
    ]);
  });

  it('clears the results in each round, but keeps nonconformities, defects and wear readings', () => {
    const inspection = anInspection().ready().build();
    inspection.noteDefect(ids.defect, assessment, inspector, at);
    inspection.suspend(2, at);
    inspection.reopen(aWork({ round: 2, orderRevision: 3, workerIds: [ids.boris] }), at);
    expect(inspection).toMatchObject({
      status: 'open',
      round: 2,
      orderRevision: 3,
      workerIds: [ids.boris],
      inspectorId: null,
      points: [],
      pointsLeft: 0,
      roadTest: null,
      washedAt: null,
      passedAt: null,
    });
    expect(inspection.wear).toHaveLength(1);
    expect(inspection.defects).toHaveLength(1);
    expect(inspection.texts).toEqual({ [ids.defect]: assessment.description });
  });

  it('does not return to an earlier round', () => {
    const inspection = inSecondRound().build();
    clearJournal(inspection);
    inspection.reopen(aWork({ round: 2 }), at);
    inspection.suspend(2, at);
    inspection.suspend(1, at);
    expect(inspection).toMatchObject({ status: 'open', round: 2 });
    expect(journalOf(inspection).published).toEqual([]);
  });
});

describe('starting an inspection', () => {
  const start = (inspection: Inspection, member = theInspector, by = inspector, facts = {}) =>
    missingOf(inspection, () => inspection.start(formVersion, { ...forms(facts), member }, by, at));

  it('needs a qualified inspector who did none of the work', () => {
    expect(start(anInspection().build())).toEqual([]);
    const unskilled = aMember(ids.inspector, 'QUALITY_INSPECTOR', { skills: [] });
    expect(start(anInspection().build(), unskilled)).toEqual(['INS-D02 INSPECTOR_NOT_QUALIFIED']);
    const expired = aMember(ids.inspector, 'QUALITY_INSPECTOR', {
      skills: [{ skill: 'inspection', expiresAt: minute(99) }],
    });
    expect(start(anInspection().build(), expired)).toEqual(['INS-D02 INSPECTOR_NOT_QUALIFIED']);
    const gone = aMember(ids.inspector, 'QUALITY_INSPECTOR', { active: false });
    expect(start(anInspection().build(), gone)).toEqual(['INS-D02 INSPECTOR_NOT_QUALIFIED']);
    const worked = anInspection()
      .of(aWork({ workerIds: [ids.anna, ids.inspector] }))
      .build();
    expect(start(worked)).toEqual(['INS-D02 INSPECTOR_WORKED_ON_VEHICLE']);
  });

  it('needs all items to be done or withdrawn', () => {
    const items = [anItem(), anItem({ itemId: ids.otherItem, outcome: 'withdrawn' })];
    expect(start(anInspection().of(aWork({ items })).build())).toEqual([]);
    const open = [anItem({ outcome: 'open' })];
    expect(
      start(
        anInspection()
          .of(aWork({ items: open }))
          .build(),
      ),
    ).toEqual([`INS-D01 ITEM_NOT_DONE ${ids.item}`]);
  });

  it('needs the newest version of an existing specification that covers the work', () => {
    const inspection = anInspection().build();
    const by =
      (given: {
        form: ReturnType<typeof aSpecification> | undefined;
        next: ReturnType<typeof aSpecification> | undefined;
      }) =>
      () =>
        inspection.start(formVersion, { ...given, member: theInspector }, inspector, at);
    expect(by({ form: undefined, next: undefined })).toThrow('FORM_UNKNOWN');
    expect(by(forms({ kind: 'survey' }))).toThrow('FORM_OF_OTHER_KIND');
    expect(by(forms({ from: minute(101) }))).toThrow('FORM_NOT_IN_FORCE');
    expect(missingOf(inspection, by({ form: aSpecification(), next: aSpecification() }))).toEqual([
      'INS-D02 SPECIFICATION_OUTDATED',
    ]);
    const toCome = { form: aSpecification(), next: aSpecification({ from: minute(101) }) };
    expect(missingOf(inspection, by(toCome))).toEqual([]);
    expect(missingOf(inspection, by(forms({ workKinds: ['maintenance'] })))).toEqual([
      'INS-D02 SPECIFICATION_OF_OTHER_WORK repair',
    ]);
    expect(missingOf(inspection, by(forms({ workKinds: ['maintenance', 'repair'] })))).toEqual([]);
  });

  it('lets another inspector take over, and keeps the results so far', () => {
    const inspection = anInspection().recorded().build();
    const other = aMember(ids.otherInspector, 'QUALITY_INSPECTOR');
    inspection.start(formVersion, { ...forms(), member: other }, otherInspector, at);
    expect(inspection).toMatchObject({ inspectorId: ids.otherInspector, pointsLeft: 0, since: at });
    expect(() => inspection.recordPoints(allInOrder, inspector, at)).toThrow('NOT_THE_INSPECTOR');
    inspection.start({ ...formVersion, formVersion: 4 }, { ...forms(), member: other }, otherInspector, at);
    expect(inspection).toMatchObject({ points: [], pointsLeft: 3 });
  });
});

describe('a road test', () => {
  it('is made with the lead technician, and published without its route', () => {
    const inspection = anInspection().started().build();
    const facts = factsOf(inspection, () => inspection.recordRoadTest(drive, inspector, at));
    expect(facts).toMatchObject({ leadTechnicianId: ids.anna, distanceKm: '12.5' });
    expect(JSON.stringify(facts)).not.toMatch(/Ring road|straight/);
    expect(inspection.texts).toEqual({ [about.route]: 'Ring road', [about.roadTest]: 'Pulls straight' });
    const withOther = { ...drive, leadTechnicianId: ids.boris };
    expect(missingOf(inspection, () => inspection.recordRoadTest(withOther, inspector, at))).toEqual([
      'INS-D03 LEAD_TECHNICIAN_ABSENT',
    ]);
  });
});

describe('passing an inspection', () => {
  const missing = (inspection: Inspection, file = aFile().build()) =>
    missingOf(inspection, () => pass(inspection, file));

  it('lists everything that is missing in one answer', () => {
    const inspection = anInspection().started().build();
    inspection.recordPoints([leaking], inspector, at);
    inspection.raiseNonconformity(ids.nonconformity, { ...fault, pointId: 'torque' }, inspector, at);
    inspection.recordWear([treadOf('1.5')], inspector, at);
    expect(missing(inspection, aFile().ordered(2).withUnknownVehicle().build())).toEqual([
      'INS-D01 ORDER_CHANGED_SINCE_WORK_FINISHED',
      'INS-D02 POINT_WITHOUT_RESULT torque',
      'INS-D02 POINT_WITHOUT_RESULT tread',
      'INS-D05 FAILED_POINT_NOT_HANDLED leaks',
      'INS-D03 ROAD_TEST_MISSING',
      `INS-D04 NONCONFORMITY_OPEN ${ids.nonconformity}`,
      `INS-D12 WEAR_AT_LIMIT_NOT_NOTED ${ids.tread}`,
      'INS-D07 VEHICLE_NOT_KNOWN_YET',
      'INS-D08 VEHICLE_NOT_WASHED',
    ]);
  });

  it('publishes the documents and the guarantees', () => {
    const inspection = anInspection().ready().build();
    clearJournal(inspection);
    pass(inspection);
    expect(journalOf(inspection).required.filter(({ holds }) => !holds)).toEqual([]);
    expect(journalOf(inspection).published).toMatchObject([
      { name: 'InspectionPassed', payload: { documentId: ids.sheet, documentHash: hash, round: 1, orderRevision: 1 } },
      {
        name: 'GuaranteeCertificateIssued',
        payload: {
          documentId: ids.card,
          vehicleId: ids.vehicle,
          guarantees: [{ itemId: ids.item, distanceKm: 2_000, days: 10, componentCodes: ['013001017'] }],
        },
      },
    ]);
    expect(inspection).toMatchObject({ status: 'passed', passedAt: at, since: at });
    expect(inspection.documents.map(({ kind }) => kind)).toEqual(['inspection_sheet', 'guarantee_certificate']);
  });

  it('accepts a failed point that is noted as a defect or conceded by the customer', () => {
    const leaks = () => {
      const inspection = anInspection().ready().build();
      inspection.recordPoints([leaking], inspector, at);
      return inspection;
    };
    expect(missing(leaks())).toEqual(['INS-D05 FAILED_POINT_NOT_HANDLED leaks']);
    const noted = leaks();
    noted.noteDefect(ids.defect, { ...assessment, pointId: 'leaks' }, inspector, at);
    expect(missing(noted)).toEqual([]);
    const taken = leaks();
    taken.raiseNonconformity(ids.nonconformity, fault, inspector, at);
    taken.closeNonconformity(aClosure('concession'), concessionFacts, inspector, at);
    expect(missing(taken)).toEqual([]);
  });

  it('accepts wear at its limit that is noted as a defect or recommended to the customer', () => {
    const worn = () => {
      const inspection = anInspection().ready().build();
      inspection.recordWear([treadOf('1.6')], inspector, at);
      return inspection;
    };
    expect(missing(worn())).toEqual([`INS-D12 WEAR_AT_LIMIT_NOT_NOTED ${ids.tread}`]);
    expect(missing(worn(), aFile().recommending('wear', ids.tread).build())).toEqual([]);
    const noted = worn();
    noted.noteDefect(ids.defect, { ...assessment, readingId: ids.tread }, inspector, at);
    expect(missing(noted)).toEqual([]);
  });

  it('needs a road test only if the specification contains one', () => {
    const inspection = anInspection()
      .by(aSpecification({ roadTest: false }))
      .recorded()
      .build();
    inspection.recordWash(ids.inspector, at);
    expect(missing(inspection)).toEqual([]);
  });

  it('is refused until the order has arrived, and with documents of an earlier state', () => {
    const inspection = anInspection().ready().build();
    const file = aFile().build();
    const documents = documentsOf(inspection, file);
    const passWith = (order: typeof file | undefined, made: typeof documents | undefined) => () =>
      inspection.pass({ file: order, documents: made, jurisdiction: 'CN' }, inspector, at);
    expect(passWith(undefined, documents)).toThrow('ORDER_NOT_KNOWN_YET');
    expect(passWith(aFile().ordered(0).build(), documents)).toThrow('ORDER_NOT_KNOWN_YET');
    expect(passWith(file, undefined)).toThrow('INSPECTION_CHANGED_MEANWHILE');
    const older = { ...documents, ofVersions: { ...documents.ofVersions, inspection: 7 } };
    expect(passWith(file, older)).toThrow('INSPECTION_CHANGED_MEANWHILE');
    expect(passWith(file, documents)).not.toThrow();
  });
});

describe('handing a vehicle over', () => {
  const missing = (inspection: Inspection, facts: Partial<typeof offer> = {}) =>
    missingOf(inspection, () => handOver(inspection, facts));

  it('lists everything that was left out', () => {
    const untold = {
      repairExplained: false,
      wearExplained: false,
      defectsExplained: false,
      documents: ['guarantee_certificate'],
    };
    const inspection = anInspection().passed().build();
    inspection.noteDefect(ids.defect, assessment, inspector, at);
    expect(missing(inspection, untold)).toEqual([
      'INS-D10 REPAIR_NOT_EXPLAINED',
      'INS-D10 DOCUMENT_NOT_PASSED inspection_sheet',
      'INS-D11 WEAR_NOT_EXPLAINED',
      'INS-D12 DEFECTS_NOT_EXPLAINED',
      'INS-D13 VEHICLE_NOT_PARKED',
    ]);
  });

  it('is open to any inspector, and needs an advisor of the station', () => {
    const inspection = anInspection().passed().build();
    const to = (advisor: typeof theAdvisor | undefined) => () =>
      inspection.handOverVehicle(offer, { file: aFile().build(), advisor }, otherInspector, at);
    expect(to(undefined)).toThrow('ADVISOR_UNKNOWN');
    expect(to(theInspector)).toThrow('ADVISOR_UNKNOWN');
    expect(factsOf(inspection, to(theAdvisor))).toMatchObject({
      inspectorId: ids.otherInspector,
      advisorId: ids.advisor,
      orderRevision: 1,
      repairExplained: true,
      documents: offer.documents,
    });
  });

  it('is refused after the order has changed', () => {
    const inspection = anInspection().passed().build();
    const newer = aFile().ordered(2).build();
    expect(
      missingOf(inspection, () =>
        inspection.handOverVehicle(offer, { file: newer, advisor: theAdvisor }, inspector, at),
      ),
    ).toContain('INS-D01 ORDER_CHANGED_SINCE_WORK_FINISHED');
  });
});
