import type { FinishedItem } from '@waystation/contracts/workshop/v1/events';
import type { CustomerContacts, Actor } from '@waystation/model';
import type { StaffMember } from '@waystation/reference/model';
import { aFormPoint, hash, here, minute, otherHash, type Place, sharedIds } from '@waystation/testing/model';
import type { Closure, Concession, ConcessionFacts } from '../src/model/concession.ts';
import type { FinishedWork } from '../src/model/finished-work.ts';
import type { Offer } from '../src/model/handover.ts';
import { Inspection } from '../src/model/inspection.ts';
import type { PassDocuments } from '../src/model/pass-documents.ts';
import type { FoundPoint } from '../src/model/point-results.ts';
import type { SpecificationForm } from '../src/model/specification.ts';
import type { VisitFile } from '../src/model/visit-file.ts';
import type { Measurement } from '../src/model/wear.ts';
import { aFile } from './a-file.ts';

/** Ids that tests call by a name. */
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

/** Somebody of the station. */
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

/** Asks for three points and a road test. */
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

/** Each point of the specification, in order. */
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

export const offer: Offer = {
  advisorId: ids.advisor,
  repairExplained: true,
  wearTold: true,
  defectsTold: true,
  documents: ['inspection_sheet', 'guarantee_certificate', 'repair_report'],
};

export function anItem(facts: Partial<FinishedItem> = {}): FinishedItem {
  return { itemId: ids.item, workKind: 'repair', guaranteeClass: 'minor', outcome: 'done', ...facts };
}

/** Who may decide for the customer, and a driver who may not. */
export const signers: CustomerContacts = {
  currency: 'CNY',
  contacts: [
    { contactId: ids.approver, name: 'Li Wei', roles: ['approver'], mayApprove: true, approvalLimitMinor: '100' },
    { contactId: ids.driver, name: 'Ma Dong', roles: ['driver'], mayApprove: false, approvalLimitMinor: '0' },
  ],
};

/** By who may decide, unless said otherwise. */
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

/** The nonconformity, closed as said. */
export function aClosure(outcome: string, facts: Partial<Concession> = {}): Closure {
  return { nonconformityId: ids.nonconformity, outcome, concession: aConcession(facts) };
}

export const concessionFacts: ConcessionFacts = { signers, hashOf: () => hash };

/** The work of one item, by Anna. */
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

/** As they were made of an inspection and a file that nobody changed since. */
export function documentsOf(inspection: Inspection, file: VisitFile): PassDocuments {
  return {
    ofVersions: { inspection: inspection.version, file: file.version },
    sheet: { documentId: ids.sheet, documentHash: hash },
    card: { documentId: ids.card, documentHash: otherHash },
  };
}

/** Who and what an inspection is about, where it is built. */
export interface Cast {
  place: Place;
  actor: Pick<Actor, 'id'>;
  member: StaffMember;
}

/** How long before the present an inspection begins that is built. */
const minutesAgo = 60;

/** An inspection that has come as far as said, by its own steps: `anInspection().started().recorded().build()`. */
export function anInspection(): InspectionBuilder {
  return new InspectionBuilder();
}

/** In the order in which an inspection comes to them. */
const stages = ['open', 'started', 'recorded', 'ready', 'passed', 'handedOver'] as const;

export class InspectionBuilder {
  private work = aWork();
  private standardVersion = '7';
  private specification = aSpecification();
  private reached = 0;
  private minutes = 0;
  private readonly lives: ((inspection: Inspection, as: Cast) => void)[] = [];

  of(work: FinishedWork): this {
    this.work = work;
    return this;
  }

  by(specification: SpecificationForm): this {
    this.specification = specification;
    return this;
  }

  /** Held to a version of the standard. */
  under(standardVersion: string): this {
    this.standardVersion = standardVersion;
    return this;
  }

  started(): this {
    return this.upTo('started');
  }

  /** Each point is in order. */
  recorded(): this {
    return this.upTo('recorded');
  }

  /** All that a pass asks for is there. */
  ready(): this {
    return this.upTo('ready');
  }

  passed(): this {
    return this.upTo('passed');
  }

  handedOver(): this {
    return this.upTo('handedOver');
  }

  /** With work that does not hold. */
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

  /** With something noted at the stage that it has come to. */
  having(note: (inspection: Inspection, at: Date, as: Cast) => void): this {
    this.lives.push((inspection, as) => note(inspection, this.next(as), as));
    return this;
  }

  /** @param place left out: at the one station, an hour after eight */
  build(place?: Place): Inspection {
    return this.buildAt(place ?? { ...here, now: minute(60) });
  }

  private buildAt(place: Place): Inspection {
    this.minutes = -minutesAgo;
    const { id, stationId } = place;
    const actor = { id: id(ids.inspector) };
    const as = { place, actor, member: { ...theInspector, staffId: actor.id } };
    const { work, standardVersion } = this;
    const finished = {
      ...work,
      leadTechnicianId: id(work.leadTechnicianId),
      workerIds: work.workerIds.map(id),
      items: work.items.map((item) => ({ ...item, itemId: id(item.itemId) })),
    };
    const inspection = Inspection.open({ stationId, visitId: id(ids.visit), standardVersion }, finished, this.next(as));
    for (const live of this.lives) live(inspection, as);
    return inspection;
  }

  private next({ place }: Cast): Date {
    this.minutes += 1;
    return new Date(Number(place.now) + this.minutes * 60_000);
  }

  /** Through all stages on the way. @throws Error when it has come as far already */
  private upTo(stage: (typeof stages)[number]): this {
    const wanted = stages.indexOf(stage);
    if (wanted <= this.reached) throw new Error(`the inspection is ${stages[this.reached]} already`);
    for (const each of stages.slice(this.reached + 1, wanted + 1))
      this.having((inspection, at, as) => this.live(each, inspection, at, as));
    this.reached = wanted;
    return this;
  }

  private live(stage: (typeof stages)[number], inspection: Inspection, at: Date, { place, actor, member }: Cast): void {
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
