import { clearJournal, journalOf, NotFound, WrongState } from '@waystation/model';
import { aFile } from '../testing/a-file.ts';
import {
  aClosure,
  allInOrder,
  aMember,
  anInspection,
  anItem,
  aPoint,
  aSpecification,
  assessment,
  aWork,
  concessionFacts,
  drive,
  fault,
  formVersion,
  hash,
  ids,
  inspector,
  leaking,
  minute,
  offer,
  otherInspector,
  documentsOf,
  theAdvisor,
  theInspector,
  treadOf,
} from '../testing/an-inspection.ts';
import { begunAgain, inSecondRound } from '../testing/inspection-samples.ts';
import { inspectionSteps, type InspectionStatus } from './inspection-steps.ts';
import type { Concession } from './concession.ts';
import { about } from './inspection-texts.ts';
import type { Inspection } from './inspection.ts';

const at = minute(100);
const forms = (facts: Parameters<typeof aSpecification>[0] = {}) => ({
  form: aSpecification(facts),
  next: undefined,
  member: theInspector,
});

function missingOf(inspection: Inspection, act: () => unknown): string[] {
  clearJournal(inspection);
  act();
  return journalOf(inspection)
    .required.filter(({ holds }) => !holds)
    .map(({ rule, what, subject }) => [rule, what, subject].filter(Boolean).join(' '));
}

function factsOf(inspection: Inspection, act: () => unknown): Record<string, unknown> {
  clearJournal(inspection);
  act();
  return journalOf(inspection).published[0]!.payload;
}

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

/** How each step is made, by its verb. */
const makes: Record<keyof typeof inspectionSteps, (inspection: Inspection) => unknown> = {
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

/** These pass over what is no longer of interest. */
const followers = ['reopen', 'suspend', 'close'];

describe.each(Object.keys(inspectionIn) as InspectionStatus[])('an inspection that is %s', (status) => {
  it.each(Object.keys(makes) as (keyof typeof makes)[])('moves by %s or refuses it, as the table says', (verb) => {
    const inspection = inspectionIn[status]();
    const row: { from: readonly string[]; to?: string; event?: string } = inspectionSteps[verb];
    clearJournal(inspection);
    if (row.from.includes(status)) {
      makes[verb](inspection);
      expect(inspection.status).toBe(row.to ?? status);
      const names = journalOf(inspection).published.map(({ name }) => name);
      expect(names.includes(row.event ?? '')).toBe(row.event !== undefined);
    } else if (followers.includes(verb)) {
      makes[verb](inspection);
      expect(inspection.status).toBe(status);
      expect(journalOf(inspection).published).toEqual([]);
    } else {
      expect(() => makes[verb](inspection)).toThrow(WrongState);
    }
  });
});

describe('an inspection', () => {
  it('opens with the work that was finished, and tells of it', () => {
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

  it('begins each round anew, but for what was raised, noted and measured', () => {
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

  it('does not go back to a round that is over', () => {
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

  it('asks for a qualified inspector who did none of the work', () => {
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

  it('asks for all items to be done or withdrawn', () => {
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

  it('goes by a specification that there is, for the work that was done, in its newest version', () => {
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

  it('lets another inspector take it over, with the results so far', () => {
    const inspection = anInspection().recorded().build();
    const other = aMember(ids.otherInspector, 'QUALITY_INSPECTOR');
    inspection.start(formVersion, { ...forms(), member: other }, otherInspector, at);
    expect(inspection).toMatchObject({ inspectorId: ids.otherInspector, pointsLeft: 0, since: at });
    expect(() => inspection.recordPoints(allInOrder, inspector, at)).toThrow('NOT_THE_INSPECTOR');
    inspection.start({ ...formVersion, formVersion: 4 }, { ...forms(), member: other }, otherInspector, at);
    expect(inspection).toMatchObject({ points: [], pointsLeft: 3 });
  });
});

describe('the points of a specification', () => {
  const recording = (...points: ReturnType<typeof aPoint>[]) => {
    const inspection = anInspection().started().build();
    return missingOf(inspection, () => inspection.recordPoints(points, inspector, at));
  };

  it('are told without words, which are kept apart', () => {
    const inspection = anInspection().started().build();
    const facts = factsOf(inspection, () => inspection.recordPoints([leaking], inspector, at));
    expect(facts).toMatchObject({ points: [{ pointId: 'leaks', result: 'not_ok', photoHashes: [hash] }] });
    expect(JSON.stringify(facts)).not.toContain('gearbox');
    expect(inspection.texts).toEqual({ [about.point('leaks')]: 'Oil at the gearbox' });
    expect(inspection.pointsLeft).toBe(2);
    inspection.recordPoints([aPoint('leaks')], inspector, at);
    expect(inspection.texts).toEqual({});
    expect(inspection.points).toMatchObject([{ pointId: 'leaks', result: 'ok' }]);
  });

  it('have a value where one is asked for, and are not in order when it is too low', () => {
    expect(recording(aPoint('tread'))).toEqual(['INS-D02 POINT_VALUE_MISSING tread']);
    expect(recording(aPoint('tread', 'not_applicable'))).toEqual([]);
    expect(recording(aPoint('tread', 'ok', { value: '1.59' }))).toEqual(['INS-D02 POINT_TOO_LOW tread']);
    expect(recording(aPoint('tread', 'ok', { value: '1.60' }))).toEqual([]);
    expect(recording(aPoint('tread', 'not_ok', { value: '1.59', remarks: 'worn' }))).toEqual([]);
  });

  it('that failed have words', () => {
    expect(recording(aPoint('leaks', 'not_ok'))).toEqual(['INS-D06 FAILED_POINT_NOT_DESCRIBED leaks']);
    expect(recording(aPoint('leaks', 'not_ok', { remarks: '-' }))).toEqual([
      'INS-D06 FAILED_POINT_NOT_DESCRIBED leaks',
    ]);
  });

  it('are those of the specification', () => {
    const inspection = anInspection().started().build();
    expect(() => inspection.recordPoints([aPoint('horn')], inspector, at)).toThrow(NotFound);
  });
});

describe('a road test', () => {
  it('is made with the lead technician, and told without its route', () => {
    const inspection = anInspection().started().build();
    const facts = factsOf(inspection, () => inspection.recordRoadTest(drive, inspector, at));
    expect(facts).toMatchObject({ leadTechnicianId: ids.anna, distanceKm: '12.5' });
    expect(JSON.stringify(facts)).not.toMatch(/Ring road|straight/);
    expect(inspection.texts).toEqual({ [about.route]: 'Ring road', [about.roadTest]: 'Pulls straight' });
    const withOther = { ...drive, leadTechnicianId: ids.boris };
    expect(missingOf(inspection, () => inspection.recordRoadTest(withOther, inspector, at))).toEqual([
      'INS-D03 LEAD_TECHNICIAN_NOT_ALONG',
    ]);
  });
});

describe('work that does not hold', () => {
  const close = (inspection: Inspection, outcome: string, signed: Partial<Concession> = {}) =>
    missingOf(inspection, () =>
      inspection.closeNonconformity(aClosure(outcome, signed), concessionFacts, inspector, at),
    );

  it('is described as long as the sheet has room for', () => {
    const inspection = anInspection().started().build();
    const raise = (description: string) => () =>
      inspection.raiseNonconformity(ids.nonconformity, { ...fault, description }, inspector, at);
    expect(raise('w'.repeat(24_001))).toThrow('TEXTS_TOO_LONG (letters=24001, most=24000, over=1)');
  });

  it('is of an item and a point that there are', () => {
    const inspection = anInspection().started().build();
    const raise = (facts: Partial<typeof fault>) => () =>
      inspection.raiseNonconformity(ids.nonconformity, { ...fault, ...facts }, inspector, at);
    expect(raise({ itemId: ids.otherItem })).toThrow(NotFound);
    expect(raise({ pointId: 'horn' })).toThrow(NotFound);
    expect(missingOf(inspection, raise({ description: '...' }))).toEqual(['INS-D04 NONCONFORMITY_NOT_DESCRIBED']);
    expect(JSON.stringify(factsOf(inspection, raise({})))).not.toContain('Seal');
  });

  it('is redone only in a later round, when its point is in order', () => {
    expect(close(anInspection().failed().build(), 'redone')).toEqual([
      'INS-D04 REWORK_NOT_DONE',
      'INS-D04 POINT_NOT_IN_ORDER_AGAIN leaks',
    ]);
    const again = begunAgain().build();
    expect(close(again, 'redone')).toEqual(['INS-D04 POINT_NOT_IN_ORDER_AGAIN leaks']);
    const mended = begunAgain().build();
    mended.recordPoints([aPoint('leaks')], inspector, at);
    expect(close(mended, 'redone')).toEqual([]);
    expect(mended.nonconformities).toMatchObject([{ outcome: 'redone', closedAt: at, round: 1 }]);
    expect(() => mended.closeNonconformity(aClosure('redone'), concessionFacts, inspector, at)).toThrow(
      'NONCONFORMITY_CLOSED_ALREADY',
    );
  });

  it('is taken as it is when somebody signs who may decide for the customer', () => {
    const failed = () => anInspection().failed().build();
    const dot = { points: [{ x: 10, y: 20, atMs: 0, pressure: 0 }] };
    for (const strokes of [[], [dot]]) {
      expect(close(failed(), 'concession', { strokes })).toEqual(['INS-D04 CONCESSION_NOT_SIGNED']);
    }
    expect(close(failed(), 'concession', { contactId: ids.driver })).toEqual([
      `INS-D04 CONTACT_MAY_NOT_APPROVE ${ids.driver}`,
    ]);
    const person = { contactId: '', signedBy: 'Gao Feng' };
    expect(close(failed(), 'concession', person)).toEqual(['INS-D04 SIGNER_NOT_ACCEPTED']);
    expect(close(failed(), 'concession', { ...person, acceptance: 'written_authority' })).toEqual([]);
    expect(() => close(failed(), 'concession', { contactId: ids.item })).toThrow(NotFound);
  });

  it('is taken by a signature that is kept, and of which nobody is told the name', () => {
    const inspection = anInspection().failed().build();
    const facts = factsOf(inspection, () =>
      inspection.closeNonconformity(aClosure('concession'), concessionFacts, inspector, at),
    );
    expect(facts).toMatchObject({
      outcome: 'concession',
      signatureHash: hash,
      contactId: ids.approver,
      acceptance: '',
    });
    expect(JSON.stringify(facts)).not.toContain('Li Wei');
    const { strokes } = aClosure('concession').concession;
    expect(inspection.concessions).toMatchObject({ [ids.nonconformity]: { signedBy: 'Li Wei', strokes } });
  });

  it('is taken by nobody as it is where it is critical', () => {
    const inspection = anInspection().started().build();
    const critical = { ...fault, nonconformityClass: 'critical' };
    inspection.raiseNonconformity(ids.nonconformity, critical, inspector, at);
    expect(close(inspection, 'concession')).toEqual(['INS-D04 CRITICAL_NOT_CONCEDED']);
  });

  it('is there when an inspection fails', () => {
    const inspection = anInspection().started().build();
    expect(missingOf(inspection, () => inspection.fail(inspector, at))).toEqual(['INS-D04 NONCONFORMITY_MISSING']);
  });
});

describe('a defect', () => {
  it('is assessed, in words', () => {
    const inspection = anInspection().started().build();
    const note = (facts: Partial<typeof assessment>) =>
      missingOf(inspection, () => inspection.noteDefect(ids.defect, { ...assessment, ...facts }, inspector, at));
    expect(note({})).toEqual([]);
    expect(note({ cause: '', description: ' ' })).toEqual([
      'INS-D05 DEFECT_CAUSE_MISSING',
      'INS-D06 DEFECT_NOT_DESCRIBED',
    ]);
    expect(note({ unsafe: true })).toEqual(['INS-D05 UNSAFE_DEFECT_NOT_IMMEDIATE']);
    expect(note({ unsafe: true, severity: 'immediate' })).toEqual([]);
    expect(() => inspection.noteDefect(ids.defect, { ...assessment, readingId: ids.tread }, inspector, at)).toThrow(
      NotFound,
    );
  });

  it('is noted by any inspector, without words in what is told', () => {
    const inspection = anInspection().started().build();
    const facts = factsOf(inspection, () => inspection.noteDefect(ids.defect, assessment, otherInspector, at));
    expect(facts).toMatchObject({ defectId: ids.defect, inspectorId: ids.otherInspector, photoHashes: [hash] });
    expect(JSON.stringify(facts)).not.toContain('cracked');
  });
});

describe('the wear of parts', () => {
  it('is known by part and position, the newest reading of each', () => {
    const inspection = anInspection().started().build();
    const lining = { ...treadOf('8'), readingId: ids.lining, part: 'brake_lining', position: '' };
    expect(inspection.recordWear([treadOf('6.5'), lining], inspector, at)).toEqual([]);
    const worn = inspection.recordWear([{ ...treadOf('1.6'), readingId: ids.defect }], inspector, at);
    expect(worn.map(({ readingId }) => readingId)).toEqual([ids.defect]);
    expect(inspection.wear.map(({ readingId }) => readingId)).toEqual([ids.lining, ids.defect]);
  });

  it('of a tyre says where', () => {
    const inspection = anInspection().started().build();
    const nowhere = { ...treadOf('6.5'), position: '' };
    expect(missingOf(inspection, () => inspection.recordWear([nowhere], inspector, at))).toEqual([
      'INS-D11 WEAR_POSITION_MISSING tyre',
    ]);
  });
});

describe('passing an inspection', () => {
  const missing = (inspection: Inspection, file = aFile().build()) =>
    missingOf(inspection, () => pass(inspection, file));

  it('says all that is missing at once', () => {
    const inspection = anInspection().started().build();
    inspection.recordPoints([leaking], inspector, at);
    inspection.raiseNonconformity(ids.nonconformity, { ...fault, pointId: 'torque' }, inspector, at);
    inspection.recordWear([treadOf('1.5')], inspector, at);
    expect(missing(inspection, aFile().ordered(2).ofUnknown().build())).toEqual([
      'INS-D01 ORDER_CHANGED_SINCE',
      'INS-D02 POINT_WITHOUT_RESULT torque',
      'INS-D02 POINT_WITHOUT_RESULT tread',
      'INS-D05 FAILED_POINT_NOT_HANDLED leaks',
      'INS-D03 ROAD_TEST_MISSING',
      `INS-D04 NONCONFORMITY_OPEN ${ids.nonconformity}`,
      `INS-D12 WEAR_AT_LIMIT_NOT_NOTED ${ids.tread}`,
      'INS-D07 VEHICLE_NOT_KNOWN',
      'INS-D08 VEHICLE_NOT_WASHED',
    ]);
  });

  it('tells of the documents and of what the station stands for', () => {
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

  it('takes a point that failed when it is noted for the advisor, or taken by the customer', () => {
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

  it('takes wear at its limit when it is noted, or recommended', () => {
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

  it('asks for a road test only where the specification does', () => {
    const inspection = anInspection()
      .by(aSpecification({ roadTest: false }))
      .recorded()
      .build();
    inspection.recordWash(ids.inspector, at);
    expect(missing(inspection)).toEqual([]);
  });

  it('waits for the order, and for documents of what is there now', () => {
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

describe('handing a truck over', () => {
  const missing = (inspection: Inspection, facts: Partial<typeof offer> = {}) =>
    missingOf(inspection, () => handOver(inspection, facts));

  it('says all that was left out', () => {
    const untold = {
      repairExplained: false,
      wearTold: false,
      defectsTold: false,
      documents: ['guarantee_certificate'],
    };
    const inspection = anInspection().passed().build();
    inspection.noteDefect(ids.defect, assessment, inspector, at);
    expect(missing(inspection, untold)).toEqual([
      'INS-D10 REPAIR_NOT_EXPLAINED',
      'INS-D10 DOCUMENT_NOT_PASSED inspection_sheet',
      'INS-D11 WEAR_NOT_TOLD',
      'INS-D12 DEFECTS_NOT_TOLD',
      'INS-D13 VEHICLE_NOT_PARKED',
    ]);
  });

  it('is to an advisor of the station, by any inspector', () => {
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

  it('is not of a truck whose order was changed since', () => {
    const inspection = anInspection().passed().build();
    const newer = aFile().ordered(2).build();
    expect(
      missingOf(inspection, () =>
        inspection.handOverVehicle(offer, { file: newer, advisor: theAdvisor }, inspector, at),
      ),
    ).toContain('INS-D01 ORDER_CHANGED_SINCE');
  });
});
