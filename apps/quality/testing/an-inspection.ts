import type { FinishedItem } from '@waystation/contracts/workshop/v1/events';
import type { CustomerContacts, Actor } from '@waystation/model';
import type { StaffMember } from '@waystation/reference/model';
import { aFormPoint, hash, here, minute, otherHash, type Place, sharedIds } from '@waystation/testing/model';
import type { Closure, Concession, ConcessionFacts } from '../src/model/concession.ts';
import type { FinishedWork } from '../src/model/finished-work.ts';
import type { HandoverDetails } from '../src/model/handover.ts';
import { Inspection } from '../src/model/inspection.ts';
import type { PassDocuments } from '../src/model/pass-documents.ts';
import type { FoundPoint } from '../src/model/point-results.ts';
import type { SpecificationForm } from '../src/model/specification.ts';
import type { VisitFile } from '../src/model/visit-file.ts';
import type { Measurement } from '../src/model/wear.ts';
import { aFile } from './a-file.ts';

/** Named ids for tests. */
export const ids = {
  ...sharedIds,
  item: '01980000-0000-7000-8000-000000000001',
  otherItem: '01980000-0000-7000-8000-000000000002',
  vehicle: '01980000-0000-7000-8000-0000000000a1',
  otherInspector: '01980000-0000-7000-8000-0000000000c8',
  form: '01980000-0000-7000-8000-0000000000f1',
  nonconformity: '01980000-0000-7000-8000-0000000000d1',
  defect: '01980000-0000-7000-8000-0000000000d2',
  tread: '01980000-0000-7000-8000-0000000000d3',
  lining: '01980000-0000-7000-8000-0000000000d4',
  sheet: '01980000-0000-7000-8000-0000000000d5',
  card: '01980000-0000-7000-8000-0000000000d6',
  recommendation: '01980000-0000-7000-8000-0000000000d7',
  override: '01980000-0000-7000-8000-0000000000d8',
  approver: '01980000-0000-7000-8000-0000000000d9',
  driver: '01980000-0000-7000-8000-0000000000da',
};

export const inspector: Pick<Actor, 'id'> = { id: ids.inspector };
export const otherInspector: Pick<Actor, 'id'> = { id: ids.otherInspector };

/** Staff member of the station. */
export function aMember(staffId: string, role: string, facts: Partial<StaffMember> = {}): StaffMember {
  return {
    staffId,
    active: true,
    roles: [{ role, from: undefined, until: undefined }],
    skills: role === 'QUALITY_INSPECTOR' ? [{ skill: 'inspection', expiresAt: undefined }] : [],
    ...facts,
  };
}

export const theInspector = aMember(ids.inspector, 'QUALITY_INSPECTOR');
export const theAdvisor = aMember(ids.advisor, 'SERVICE_ADVISOR');

/** Specification with three points and a road test. */
export function aSpecification(facts: Partial<SpecificationForm> = {}): SpecificationForm {
  return {
    kind: 'inspection',
    workKinds: [],
    points: [
      aFormPoint('torque', { descriptionEn: 'Wheel nuts to torque', descriptionZh: '车轮螺母按力矩拧紧' }),
      aFormPoint('leaks', { descriptionEn: 'No leaks', descriptionZh: '无泄漏' }),
      aFormPoint('tread', {
        answer: 'number',
        unit: 'mm',
        lowest: '1.6',
        descriptionEn: 'Least tread',
        descriptionZh: '最小花纹深度',
      }),
    ],
    roadTest: true,
    from: undefined,
    ...facts,
  };
}

export const formVersion = { formId: ids.form, formVersion: 3 };

export function aPoint(pointId: string, result = 'ok', facts: Partial<FoundPoint> = {}): FoundPoint {
  return { pointId, result, value: '', unit: '', remarks: '', photoHashes: [], ...facts };
}

/** Good results for each point of the specification. */
export const allInOrder = [
  aPoint('torque'),
  aPoint('leaks', 'not_applicable'),
  aPoint('tread', 'ok', { value: '6.5' }),
];

export const leaking = aPoint('leaks', 'not_ok', { remarks: 'Oil at the gearbox', photoHashes: [hash] });

export const fault = {
  itemId: ids.item,
  pointId: 'leaks',
  nonconformityClass: 'major',
  cause: 'workmanship',
  description: 'Seal not seated',
  photoHashes: [],
};

export const assessment = {
  severity: 'soon',
  unsafe: false,
  componentCode: '013001017',
  cause: 'worn',
  pointId: '',
  readingId: '',
  description: 'Belt is cracked',
  photoHashes: [hash],
};

export const drive = { leadTechnicianId: ids.anna, distanceKm: '12.5', route: 'Ring road', remarks: 'Pulls straight' };

export const treadOf = (value: string): Measurement => ({
  readingId: ids.tread,
  part: 'tyre',
  position: '1L',
  value,
  unit: 'mm',
  limit: '1.6',
  kmLeft: 40_000,
});

export const offer: HandoverDetails = {
  advisorId: ids.advisor,
  repairExplained: true,
  wearExplained: true,
  defectsExplained: true,
  documents: ['inspection_sheet', 'guarantee_certificate', 'repair_report'],
};

export function anItem(facts: Partial<FinishedItem> = {}): FinishedItem {
  return { itemId: ids.item, workKind: 'repair', guaranteeClass: 'minor', outcome: 'done', ...facts };
}

/** Contacts of the customer: one who may decide, and a driver who may not. */
export const signers: CustomerContacts = {
  currency: 'CNY',
  contacts: [
    { contactId: ids.approver, name: 'Li Wei', roles: ['approver'], mayApprove: true, approvalLimitMinor: '100' },
    { contactId: ids.driver, name: 'Ma Dong', roles: ['driver'], mayApprove: false, approvalLimitMinor: '0' },
  ],
};

/** Concession signed by the contact who may decide. */
export function aConcession(facts: Partial<Concession> = {}): Concession {
  return {
    contactId: ids.approver,
    signedBy: '',
    identifiedBy: 'id_card',
    acceptance: '',
    acceptanceRemarks: '',
    strokes: [
      {
        points: [
          { x: 100, y: 200, atMs: 0, pressure: 0 },
          { x: 400, y: 260, atMs: 300, pressure: 0 },
        ],
      },
    ],
    ...facts,
  };
}

/** Closure of the nonconformity with an outcome. */
export function aClosure(outcome: string, facts: Partial<Concession> = {}): Closure {
  return { nonconformityId: ids.nonconformity, outcome, concession: aConcession(facts) };
}

export const concessionFacts: ConcessionFacts = { signers, hashOf: () => hash };

/** Finished work of one item, done by Anna. */
export function aWork(facts: Partial<FinishedWork> = {}): FinishedWork {
  return {
    round: 1,
    orderRevision: 1,
    leadTechnicianId: ids.anna,
    workerIds: [ids.anna],
    items: [anItem()],
    ...facts,
  };
}

/** Documents made from the present versions of an inspection and a file. */
export function documentsOf(inspection: Inspection, file: VisitFile): PassDocuments {
  return {
    ofVersions: { inspection: inspection.version, file: file.version },
    sheet: { documentId: ids.sheet, documentHash: hash },
    card: { documentId: ids.card, documentHash: otherHash },
  };
}

/** Station and inspector of the inspection that is built. */
export interface BuildContext {
  place: Place;
  actor: Pick<Actor, 'id'>;
  member: StaffMember;
}

/** Start of a built inspection, in minutes before the present. */
const minutesAgo = 60;

/** Builds an inspection in a state that its steps lead to: `anInspection().started().recorded().build()`. */
export function anInspection(): InspectionBuilder {
  return new InspectionBuilder();
}

/** Stages in the order in which an inspection reaches them. */
const stages = ['open', 'started', 'recorded', 'ready', 'passed', 'handedOver'] as const;

export class InspectionBuilder {
  private work = aWork();
  private standardVersion = '7';
  private specification = aSpecification();
  private reached = 0;
  private minutes = 0;
  private readonly changes: ((inspection: Inspection, context: BuildContext) => void)[] = [];

  of(work: FinishedWork): this {
    this.work = work;
    return this;
  }

  by(specification: SpecificationForm): this {
    this.specification = specification;
    return this;
  }

  /** Sets the version of the standard that applies to the visit. */
  under(standardVersion: string): this {
    this.standardVersion = standardVersion;
    return this;
  }

  started(): this {
    return this.upTo('started');
  }

  /** Records good results for each point. */
  recorded(): this {
    return this.upTo('recorded');
  }

  /** Records everything that is needed to pass. */
  ready(): this {
    return this.upTo('ready');
  }

  passed(): this {
    return this.upTo('passed');
  }

  handedOver(): this {
    return this.upTo('handedOver');
  }

  /** Fails the inspection with a nonconformity. */
  failed(): this {
    return this.upTo('recorded')
      .having((inspection, at, { actor, place }) => {
        inspection.raiseNonconformity(ids.nonconformity, { ...fault, itemId: place.id(ids.item) }, actor, at);
      })
      .having((inspection, at, { actor }) => inspection.fail(actor, at));
  }

  suspended(): this {
    return this.having((inspection, at) => inspection.suspend(inspection.round + 1, at));
  }

  cancelled(): this {
    return this.having((inspection, at) => inspection.close(at));
  }

  /** Makes a change at the stage that the inspection has reached. */
  having(change: (inspection: Inspection, at: Date, context: BuildContext) => void): this {
    this.changes.push((inspection, context) => change(inspection, this.next(context), context));
    return this;
  }

  /** @param place station, ids and time; a default station an hour after eight if left out */
  build(place?: Place): Inspection {
    return this.buildAt(place ?? { ...here, now: minute(60) });
  }

  private buildAt(place: Place): Inspection {
    this.minutes = -minutesAgo;
    const { id, stationId } = place;
    const actor = { id: id(ids.inspector) };
    const context = { place, actor, member: { ...theInspector, staffId: actor.id } };
    const { work, standardVersion } = this;
    const finished = {
      ...work,
      leadTechnicianId: id(work.leadTechnicianId),
      workerIds: work.workerIds.map(id),
      items: work.items.map((item) => ({ ...item, itemId: id(item.itemId) })),
    };
    const inspection = Inspection.open(
      { stationId, visitId: id(ids.visit), standardVersion },
      finished,
      this.next(context),
    );
    for (const change of this.changes) change(inspection, context);
    return inspection;
  }

  private next({ place }: BuildContext): Date {
    this.minutes += 1;
    return new Date(Number(place.now) + this.minutes * 60_000);
  }

  /** Passes through all stages up to the given one. @throws Error if the inspection has reached it already */
  private upTo(stage: (typeof stages)[number]): this {
    const index = stages.indexOf(stage);
    if (index <= this.reached)
      throw new Error(`cannot build an inspection: it is ${stages[this.reached]} already, not before ${stage}`);
    for (const each of stages.slice(this.reached + 1, index + 1))
      this.having((inspection, at, context) => this.advance(each, inspection, at, context));
    this.reached = index;
    return this;
  }

  private advance(
    stage: (typeof stages)[number],
    inspection: Inspection,
    at: Date,
    { place, actor, member }: BuildContext,
  ): void {
    const { id } = place;
    switch (stage) {
      case 'open':
        break;
      case 'started': {
        const by = { ...formVersion, formId: id(ids.form) };
        inspection.start(by, { form: this.specification, next: undefined, member }, actor, at);
        break;
      }
      case 'recorded':
        inspection.recordPoints(allInOrder, actor, at);
        break;
      case 'ready':
        inspection.recordRoadTest({ ...drive, leadTechnicianId: id(ids.anna) }, actor, at);
        inspection.recordWear([{ ...treadOf('6.5'), readingId: id(ids.tread) }], actor, at);
        inspection.recordWash(actor.id, at);
        break;
      case 'passed': {
        const file = aFile().build(place);
        inspection.pass({ file, documents: documentsOf(inspection, file), jurisdiction: 'CN' }, actor, at);
        break;
      }
      case 'handedOver': {
        const advisorId = id(ids.advisor);
        inspection.parkVehicle('12', actor, at);
        inspection.handOverVehicle(
          { ...offer, advisorId },
          { file: aFile().build(place), advisor: { ...theAdvisor, staffId: advisorId } },
          actor,
          at,
        );
        break;
      }
    }
  }
}
