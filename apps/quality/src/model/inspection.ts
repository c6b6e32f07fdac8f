import type { Stroke } from '@waystation/contracts/reception/v1/service';
import type { FinishedItem } from '@waystation/contracts/workshop/v1/events';
import {
  Aggregate,
  appended,
  Conflict,
  isDrawn,
  isGiven,
  lackingOfSigner,
  mustFit,
  named,
  NotFound,
  Refused,
  resolvedSigner,
  type CustomerContacts,
  type Named,
  type SignerNamed,
  type Actor,
} from '@waystation/model';
import { guaranteesOf } from './guarantee-terms.ts';
import type { InspectionEvents } from './inspection-events.ts';
import { inspectionSteps } from './inspection-steps.ts';
import {
  isTooLow,
  kindsNotCovered,
  lacksValue,
  mustBeSpecification,
  specifiedPoints,
  type FormVersion,
  type SpecificationForm,
  type SpecifiedPoint,
} from './specification.ts';
import { hasRole, isQualifiedInspector, type Member } from './team.ts';
import type { VisitFile } from './visit-file.ts';
import { isWorn, type Measurement, type WearReading } from './wear.ts';

export type InspectedItem = Pick<FinishedItem, 'itemId' | 'workKind' | 'guaranteeClass' | 'outcome'>;

/** The work as the workshop finished it. */
export interface FinishedWork {
  round: number;
  orderRevision: number;
  leadTechnicianId: string;
  workerIds: string[];
  items: readonly InspectedItem[];
}

export interface VisitOfInspection {
  stationId: string;
  visitId: string;
  standardVersion?: string | undefined;
}

/** What was found at a point, as it is recorded. */
export interface FoundPoint {
  pointId: string;
  /** `ok`, `not_ok` or `not_applicable`. */
  result: string;
  /** Decimal number; empty where none is measured. */
  value: string;
  unit: string;
  remarks: string;
  photoHashes: string[];
}

/** Without its words, which are kept apart. */
export interface PointResult extends Omit<FoundPoint, 'remarks'> {
  inspectorId: string;
  recordedAt: Date;
}

export interface Drive {
  leadTechnicianId: string;
  /** Decimal number. */
  distanceKm: string;
  route: string;
  remarks: string;
}

export interface RoadTest {
  inspectorId: string;
  leadTechnicianId: string;
  distanceKm: string;
  drivenAt: Date;
}

/** Work that does not hold, as it is raised. */
export interface Fault {
  itemId: string;
  /** Empty: no point of the specification showed it. */
  pointId: string;
  /** `minor`, `major` or `critical`. */
  nonconformityClass: string;
  cause: string;
  description: string;
  photoHashes: string[];
}

export interface Nonconformity extends Omit<Fault, 'description'> {
  nonconformityId: string;
  /** That it was raised in. */
  round: number;
  inspectorId: string;
  raisedAt: Date;
  /** `redone` or `concession`; null while it is open. */
  outcome: string | null;
  /** Of what the customer signed, for a concession. */
  signatureHash: string;
  closedAt: Date | null;
}

/** The customer's signature by which work is taken as it is. */
export interface Concession extends SignerNamed {
  /** Empty: nobody signed. */
  strokes: Stroke[];
}

export interface Closure {
  nonconformityId: string;
  /** `redone` or `concession`. */
  outcome: string;
  /** Left aside unless it is one. */
  concession: Concession;
}

/** What is known where a concession is signed. */
export interface ConcessionFacts {
  /** Undefined: not asked for. */
  signers: CustomerContacts | undefined;
  hashOf(signed: object): string;
}

/** A fault that no item of the order speaks of, as it is assessed. */
export interface Assessment {
  /** `immediate`, `soon` or `later`. */
  severity: string;
  unsafe: boolean;
  componentCode: string;
  /** Empty: not known. */
  cause: string;
  /** Empty: no point of the specification showed it. */
  pointId: string;
  /** Empty: no reading of wear showed it. */
  readingId: string;
  description: string;
  photoHashes: string[];
}

export interface Defect extends Omit<Assessment, 'description'> {
  defectId: string;
  inspectorId: string;
  notedAt: Date;
}

export interface IssuedDocument {
  /** `inspection_sheet` or `guarantee_certificate`. */
  kind: string;
  documentId: string;
  documentHash: string;
}

/** The documents of an inspection that passes. */
export interface PassDocuments {
  /** The inspection's and the visit file's, as they were when the documents were made. */
  ofVersions: { inspection: number; file: number };
  sheet: Omit<IssuedDocument, 'kind'>;
  card: Omit<IssuedDocument, 'kind'>;
}

/** What is told and given to the advisor with the truck. */
export interface Offer {
  advisorId: string;
  repairExplained: boolean;
  wearTold: boolean;
  defectsTold: boolean;
  documents: string[];
}

export interface Handover extends Offer {
  inspectorId: string;
  offeredAt: Date;
}

/** What a handover passes on: documents that every visit has. */
const documentsToPass = ['inspection_sheet', 'guarantee_certificate'];

/** How many there may be of each at one inspection. */
/** Letters of all that is said of an inspection: what its sheet has room for. */
const maxLetters = 24_000;
const max = { nonconformities: 100, defects: 100, wear: 200 };

/** Under what words are kept that have no id of their own to be kept under. */
export const about = {
  point: (pointId: string) => `point:${pointId}`,
  route: 'route',
  roadTest: 'road_test',
};

/**
 * The inspection of a visit's finished work, whose id it bears. It goes through a round each time that the work is
 * finished: what was found at points, driven, washed and parked counts for its round; what was raised, noted and measured
 * stays.
 */
export class Inspection extends Aggregate<typeof inspectionSteps, InspectionEvents, 'inspection'> {
  declare visitId: string;
  /** Since when it has its status. */
  declare since: Date;
  declare round: number;
  declare orderRevision: number;
  /** Of the work. */
  declare leadTechnicianId: string;
  /** All who worked on the truck. */
  declare workerIds: string[];
  declare items: InspectedItem[];
  declare inspectorId: string | null;
  declare formId: string | null;
  declare formVersion: number | null;
  /** What the form asks for; none until it is started. */
  declare specification: SpecifiedPoint[];
  declare roadTestAsked: boolean;
  declare points: PointResult[];
  /** Of the specification, those without a result. */
  declare pointsLeft: number;
  declare roadTest: RoadTest | null;
  declare nonconformities: Nonconformity[];
  declare defects: Defect[];
  declare wear: WearReading[];
  declare washedAt: Date | null;
  declare washedBy: string | null;
  declare parkedAt: Date | null;
  declare space: string | null;
  declare passedAt: Date | null;
  declare documents: IssuedDocument[];
  declare handover: Handover | null;
  /** Free words: of nonconformities and defects by id, others by what `about` says. */
  declare texts: Record<string, string>;
  /** Signatures of concessions, by the nonconformity. */
  declare concessions: Record<string, Concession>;

  protected get steps() {
    return inspectionSteps;
  }
  protected get subject() {
    return 'inspection' as const;
  }

  /** What a gate is overridden for: once the work is done by a newer order, an override of an older one opens nothing. */
  get revision(): number {
    return this.orderRevision;
  }

  static open(visit: VisitOfInspection, work: FinishedWork, at: Date): Inspection {
    const { stationId, visitId, standardVersion } = visit;
    const inspection = new Inspection();
    inspection.begin({ id: visitId, stationId, visitId, ...(standardVersion != null && { standardVersion }) }, 'open');
    inspection.nonconformities = [];
    inspection.defects = [];
    inspection.wear = [];
    inspection.documents = [];
    inspection.points = [];
    inspection.texts = {};
    inspection.concessions = {};
    inspection.inspectorId = inspection.formId = inspection.formVersion = null;
    inspection.beginRound(work, at);
    inspection.publish('InspectionOpened', at, { round: work.round, orderRevision: work.orderRevision });
    return inspection;
  }

  /** The work was finished again. What is known already changes nothing. */
  reopen(work: FinishedWork, at: Date): void {
    if (this.status === 'cancelled' || work.round <= this.round) return;
    this.beginRound(work, at);
    this.step('reopen', at, { round: work.round, orderRevision: work.orderRevision });
  }

  /** The work goes on: nothing is inspected until it is finished again. */
  suspend(round: number, at: Date): void {
    const isOver = this.status === 'cancelled' || this.status === 'suspended';
    if (isOver || round <= this.round) return;
    this.step('suspend', at);
    this.since = at;
  }

  /** The visit ends without repair. */
  close(at: Date): void {
    if (this.status === 'cancelled') return;
    this.step('close', at);
    this.since = at;
  }

  /**
   * Begins to inspect, or takes over from another inspector; results stay where the specification does.
   *
   * @param form the one that it goes by, if there is one of its id and version
   * @param next the version after it, if there is one
   * @param member the inspector, as the station knows him
   */
  start(
    by: FormVersion,
    { form, next }: { form: SpecificationForm | undefined; next: SpecificationForm | undefined },
    member: Member | undefined,
    { id: inspectorId }: Pick<Actor, 'id'>,
    at: Date,
  ): void {
    for (const { itemId, outcome } of this.items) {
      this.requires('INS-D01', outcome === 'done' || outcome === 'withdrawn', 'ITEM_NOT_DONE', itemId);
    }
    this.requires('INS-D02', isQualifiedInspector(member, at), 'INSPECTOR_NOT_QUALIFIED');
    this.requires('INS-D02', !this.workerIds.includes(inspectorId), 'INSPECTOR_WORKED_ON_VEHICLE');
    this.mustAllow('start');
    const specification = mustBeSpecification(form, by, at);
    const isNewest = next === undefined || (next.from !== undefined && next.from > at);
    this.requires('INS-D02', isNewest, 'SPECIFICATION_OUTDATED');
    for (const kind of kindsNotCovered(specification, this.kindsDone)) {
      this.requires('INS-D02', false, 'SPECIFICATION_OF_OTHER_WORK', kind);
    }
    if (by.formId !== this.formId || by.formVersion !== this.formVersion) this.goBy(by, specification);
    this.inspectorId = inspectorId;
    this.since = at;
    this.step('start', at, { inspectorId, formId: by.formId, formVersion: by.formVersion });
  }

  recordPoints(found: readonly FoundPoint[], actor: Pick<Actor, 'id'>, at: Date): void {
    this.mustAllow('recordPoints');
    this.mustBeInspector(actor);
    for (const point of found) this.judgePoint(point);
    const inspectorId = actor.id;
    const results = found.map(({ pointId, result, value, unit, photoHashes }) => ({
      pointId,
      result,
      value,
      unit: unit || this.specified(pointId).unit,
      photoHashes,
      inspectorId,
      recordedAt: at,
    }));
    const isAnew = ({ pointId }: PointResult) => results.some((result) => result.pointId === pointId);
    this.points = [...this.points.filter((earlier) => !isAnew(earlier)), ...results];
    for (const { pointId, remarks } of found) this.say(about.point(pointId), remarks);
    this.countPoints();
    this.step('recordPoints', at, { inspectorId, points: results });
  }

  recordRoadTest({ leadTechnicianId, distanceKm, route, remarks }: Drive, actor: Pick<Actor, 'id'>, at: Date): void {
    this.requires('INS-D03', leadTechnicianId === this.leadTechnicianId, 'LEAD_TECHNICIAN_NOT_ALONG');
    this.mustAllow('recordRoadTest');
    this.mustBeInspector(actor);
    const facts = { inspectorId: actor.id, leadTechnicianId, distanceKm };
    this.roadTest = { ...facts, drivenAt: at };
    this.say(about.route, route);
    this.say(about.roadTest, remarks);
    this.step('recordRoadTest', at, facts);
  }

  raiseNonconformity(
    nonconformityId: string,
    { description, ...fault }: Fault,
    actor: Pick<Actor, 'id'>,
    at: Date,
  ): void {
    this.requires('INS-D04', isGiven(description), 'NONCONFORMITY_NOT_DESCRIBED');
    this.mustAllow('raiseNonconformity');
    this.mustBeInspector(actor);
    const { itemId, pointId, nonconformityClass, cause, photoHashes } = fault;
    if (!this.items.some((item) => item.itemId === itemId)) throw new NotFound('item', itemId);
    if (pointId !== '') this.specified(pointId);
    const facts = { nonconformityId, itemId, pointId, nonconformityClass, cause, photoHashes };
    const raised = { ...facts, round: this.round, inspectorId: actor.id, raisedAt: at };
    const open = { ...raised, outcome: null, signatureHash: '', closedAt: null };
    this.nonconformities = appended(this.nonconformities, open, max.nonconformities);
    this.say(nonconformityId, description);
    this.step('raiseNonconformity', at, { ...facts, round: this.round, inspectorId: actor.id });
  }

  /**
   * It was done again and holds, as a later round shows; or the customer takes it as it is, unless it is critical. A
   * concession is signed by who may decide for the customer.
   */
  closeNonconformity(
    { nonconformityId, outcome, concession }: Closure,
    { signers, hashOf }: ConcessionFacts,
    actor: Pick<Actor, 'id'>,
    at: Date,
  ): void {
    this.mustAllow('closeNonconformity');
    this.mustBeInspector(actor);
    const raised = this.nonconformities.find((each) => each.nonconformityId === nonconformityId);
    if (!raised) throw new NotFound('nonconformity', nonconformityId);
    if (raised.outcome !== null) throw new Refused('NONCONFORMITY_CLOSED_ALREADY', { nonconformityId });
    const isConceded = outcome === 'concession';
    if (isConceded) this.requiresConcession(raised, concession, signers ?? null);
    else this.requiresRework(raised);
    const signed = isConceded ? resolvedSigner(concession, signers ?? null, undefined) : undefined;
    const { itemId, nonconformityClass, raisedAt } = raised;
    const conceded = { nonconformityId, itemId, nonconformityClass, description: this.texts[nonconformityId] ?? '' };
    const signatureHash = signed ? hashOf({ inspectionId: this.id, ...conceded, ...signed, at }) : '';
    const closed = { ...raised, outcome, signatureHash, closedAt: at };
    this.nonconformities = this.nonconformities.map((each) => (each === raised ? closed : each));
    if (signed) this.concessions = { ...this.concessions, [nonconformityId]: signed };
    this.step('closeNonconformity', at, {
      nonconformityId,
      itemId,
      outcome,
      signatureHash,
      contactId: signed?.contactId ?? '',
      acceptance: signed?.acceptance ?? '',
      raisedAt,
      inspectorId: actor.id,
    });
  }

  /** By any inspector of the station: what is seen is said. */
  noteDefect(
    defectId: string,
    { description, ...assessment }: Assessment,
    { id: inspectorId }: Pick<Actor, 'id'>,
    at: Date,
  ): void {
    const { severity, unsafe, componentCode, cause, pointId, readingId, photoHashes } = assessment;
    this.requires('INS-D05', cause !== '', 'DEFECT_CAUSE_MISSING');
    this.requires('INS-D05', !unsafe || severity === 'immediate', 'UNSAFE_DEFECT_NOT_IMMEDIATE');
    this.requires('INS-D06', isGiven(description), 'DEFECT_NOT_DESCRIBED');
    this.mustAllow('noteDefect');
    if (pointId !== '') this.specified(pointId);
    const isMeasured = readingId === '' || this.wear.some((reading) => reading.readingId === readingId);
    if (!isMeasured) throw new NotFound('wear reading', readingId);
    const facts = {
      defectId,
      severity,
      unsafe,
      componentCode,
      cause,
      pointId,
      readingId,
      photoHashes,
      inspectorId,
    };
    this.defects = appended(this.defects, { ...facts, notedAt: at }, max.defects);
    this.say(defectId, description);
    this.step('noteDefect', at, facts);
  }

  /** @returns the readings that are at their limit or beyond it */
  recordWear(measured: readonly Measurement[], actor: Pick<Actor, 'id'>, at: Date): WearReading[] {
    for (const { part, position } of measured) {
      this.requires('INS-D11', part !== 'tyre' || position !== '', 'WEAR_POSITION_MISSING', part);
    }
    this.mustAllow('recordWear');
    this.mustBeInspector(actor);
    const inspectorId = actor.id;
    for (const each of measured) {
      const earlier = this.wear.filter(({ part, position }) => part !== each.part || position !== each.position);
      this.wear = appended(earlier, { ...each, inspectorId, measuredAt: at }, max.wear);
    }
    const readings = this.wear.filter(({ readingId }) => measured.some((each) => each.readingId === readingId));
    this.step('recordWear', at, { inspectorId, readings });
    return readings.filter(isWorn);
  }

  recordWash(washedBy: string, at: Date): void {
    this.washedAt = at;
    this.washedBy = washedBy;
    this.step('recordWash', at, { washedBy });
  }

  park(space: string, { id: parkedBy }: Pick<Actor, 'id'>, at: Date): void {
    this.parkedAt = at;
    this.space = space;
    this.step('park', at, { space, parkedBy });
  }

  /**
   * The truck is as it was ordered.
   *
   * @param file what is known of the visit, if anything is
   * @param documents as they were made before; undefined when there was nothing to make them of
   * @param jurisdiction whose list of guarantees counts
   * @returns the documents
   */
  pass(
    file: VisitFile | undefined,
    documents: PassDocuments | undefined,
    jurisdiction: string,
    actor: Pick<Actor, 'id'>,
    at: Date,
  ): PassDocuments {
    this.requiresOrderInForce(file);
    this.requiresResults();
    this.requires('INS-D03', !this.roadTestAsked || this.roadTest !== null, 'ROAD_TEST_MISSING');
    for (const { nonconformityId } of this.openNonconformities) {
      this.requires('INS-D04', false, 'NONCONFORMITY_OPEN', nonconformityId);
    }
    for (const { readingId } of this.wornUnhandled(file)) {
      this.requires('INS-D12', false, 'WEAR_AT_LIMIT_NOT_NOTED', readingId);
    }
    this.requires('INS-D07', file?.vehicleId != null, 'VEHICLE_NOT_KNOWN');
    this.requires('INS-D08', this.washedAt !== null, 'VEHICLE_NOT_WASHED');
    this.mustAllow('pass');
    this.mustBeInspector(actor);
    if (!file || file.orderRevision < this.orderRevision) throw new Refused('ORDER_NOT_KNOWN_YET');
    const made = documents?.ofVersions;
    if (!documents || made?.inspection !== this.version || made.file !== file.version)
      throw new Conflict('INSPECTION_CHANGED_MEANWHILE');
    this.documents = [
      { kind: 'inspection_sheet', ...documents.sheet },
      { kind: 'guarantee_certificate', ...documents.card },
    ];
    this.passedAt = this.since = at;
    const { orderRevision, round } = this;
    this.step('pass', at, { inspectorId: actor.id, orderRevision, round, ...documents.sheet });
    const guarantees = guaranteesOf(this.items, file.items, jurisdiction);
    this.publish('GuaranteeCertificateIssued', at, { vehicleId: file.vehicleId ?? '', ...documents.card, guarantees });
    return documents;
  }

  /** The truck is not as it was ordered: what does not hold is done again. */
  fail(actor: Pick<Actor, 'id'>, at: Date): void {
    this.requires('INS-D04', this.openNonconformities.length > 0, 'NONCONFORMITY_MISSING');
    this.mustAllow('fail');
    this.mustBeInspector(actor);
    this.since = at;
    this.step('fail', at, { inspectorId: actor.id, round: this.round });
  }

  /**
   * Offers the truck to an advisor. By any inspector of the station, since who inspected it may be gone by then.
   *
   * @param advisor whom it is offered to, as the station knows him
   */
  handOver(
    offer: Offer,
    file: VisitFile | undefined,
    advisor: Member | undefined,
    { id: inspectorId }: Pick<Actor, 'id'>,
    at: Date,
  ): void {
    const { advisorId, repairExplained, wearTold, defectsTold, documents } = offer;
    this.requiresOrderInForce(file);
    this.requires('INS-D10', repairExplained, 'REPAIR_NOT_EXPLAINED');
    for (const document of documentsToPass) {
      this.requires('INS-D10', documents.includes(document), 'DOCUMENT_NOT_PASSED', document);
    }
    this.requires('INS-D11', this.wear.length > 0, 'WEAR_NOT_MEASURED');
    this.requires('INS-D11', wearTold, 'WEAR_NOT_TOLD');
    this.requires('INS-D12', defectsTold || this.defects.length === 0, 'DEFECTS_NOT_TOLD');
    this.requires('INS-D13', this.parkedAt !== null, 'VEHICLE_NOT_PARKED');
    this.mustAllow('handOver');
    if (!hasRole(advisor, 'SERVICE_ADVISOR', at)) throw new Refused('ADVISOR_UNKNOWN', { advisorId });
    const facts = { inspectorId, advisorId, repairExplained, wearTold, defectsTold, documents };
    this.handover = { ...facts, offeredAt: at };
    this.since = at;
    this.step('handOver', at, { ...facts, orderRevision: this.orderRevision });
  }

  private beginRound({ round, orderRevision, leadTechnicianId, workerIds, items }: FinishedWork, at: Date): void {
    this.round = round;
    this.orderRevision = orderRevision;
    this.leadTechnicianId = leadTechnicianId;
    this.workerIds = workerIds;
    this.items = items.map(({ itemId, workKind, guaranteeClass, outcome }) => ({
      itemId,
      workKind,
      guaranteeClass,
      outcome,
    }));
    this.since = at;
    this.inspectorId = this.formId = this.formVersion = null;
    this.specification = [];
    this.roadTestAsked = false;
    this.forgetResults();
    this.say(about.route, '');
    this.say(about.roadTest, '');
    this.roadTest = this.washedAt = this.washedBy = this.parkedAt = this.space = this.handover = null;
    this.passedAt = null;
  }

  private goBy({ formId, formVersion }: FormVersion, form: SpecificationForm): void {
    this.formId = formId;
    this.formVersion = formVersion;
    this.specification = specifiedPoints(form);
    this.roadTestAsked = form.roadTest;
    this.forgetResults();
  }

  private forgetResults(): void {
    for (const { pointId } of this.points) this.say(about.point(pointId), '');
    this.points = [];
    this.countPoints();
  }

  private countPoints(): void {
    this.pointsLeft = this.pointsWithoutResult.length;
  }

  /** Keeps words, or forgets what was said before where there are none now. */
  private say(key: string, text: string): void {
    const { [key]: _before, ...others } = this.texts;
    this.texts = text === '' ? others : { ...others, [key]: text };
    if (text !== '') mustFit(Object.values(this.texts), maxLetters);
  }

  private requiresConcession(
    { nonconformityClass }: Nonconformity,
    concession: Concession,
    signers: CustomerContacts | null,
  ): void {
    this.requires('INS-D04', nonconformityClass !== 'critical', 'CRITICAL_NOT_CONCEDED');
    this.requires('INS-D04', isDrawn(concession.strokes), 'CONCESSION_NOT_SIGNED');
    for (const { what, subject } of lackingOfSigner(concession, signers, undefined)) {
      this.requires('INS-D04', false, what, subject);
    }
  }

  private requiresRework({ round, pointId }: Nonconformity): void {
    this.requires('INS-D04', this.round > round, 'REWORK_NOT_DONE');
    const isSeenAgain = pointId === '' || this.resultOf(pointId) === 'ok';
    this.requires('INS-D04', isSeenAgain, 'POINT_NOT_IN_ORDER_AGAIN', this.named(pointId));
  }

  private mustBeInspector({ id }: Pick<Actor, 'id'>): void {
    if (id !== this.inspectorId) throw new Refused('NOT_THE_INSPECTOR', { inspectorId: this.inspectorId ?? '' });
  }

  /** @throws NotFound when the specification has no such point */
  private specified(pointId: string): SpecifiedPoint {
    const point = this.specification.find(({ code }) => code === pointId);
    if (!point) throw new NotFound('point', pointId);
    return point;
  }

  /** A point by its text; by its code where it is not specified. */
  private named(pointId: string): string | Named {
    const point = this.specification.find(({ code }) => code === pointId);
    return point ? named(point) : pointId;
  }

  private judgePoint({ pointId, result, value, remarks }: FoundPoint): void {
    const point = this.specified(pointId);
    this.requires('INS-D02', !lacksValue(point, result, value), 'POINT_VALUE_MISSING', named(point));
    this.requires('INS-D02', result !== 'ok' || !isTooLow(point, value), 'POINT_TOO_LOW', named(point));
    this.requires('INS-D06', result !== 'not_ok' || isGiven(remarks), 'FAILED_POINT_NOT_DESCRIBED', named(point));
  }

  private get kindsDone(): string[] {
    return this.items.filter(({ outcome }) => outcome === 'done').map(({ workKind }) => workKind);
  }

  private get pointsWithoutResult(): string[] {
    return this.specification.map(({ code }) => code).filter((code) => this.resultOf(code) === undefined);
  }

  private resultOf(pointId: string): string | undefined {
    return this.points.find((point) => point.pointId === pointId)?.result;
  }

  private get openNonconformities(): Nonconformity[] {
    return this.nonconformities.filter(({ outcome }) => outcome === null);
  }

  private requiresOrderInForce(file: VisitFile | undefined): void {
    const isInForce = !file || file.orderRevision <= this.orderRevision;
    this.requires('INS-D01', isInForce, 'ORDER_CHANGED_SINCE');
  }

  /** Each point has a result, and each that failed is dealt with. */
  private requiresResults(): void {
    for (const code of this.pointsWithoutResult)
      this.requires('INS-D02', false, 'POINT_WITHOUT_RESULT', this.named(code));
    for (const { pointId, result } of this.points) {
      this.requires(
        'INS-D05',
        result !== 'not_ok' || this.isHandled(pointId),
        'FAILED_POINT_NOT_HANDLED',
        this.named(pointId),
      );
    }
  }

  /** By work that is done again or taken as it is, or as a defect for the advisor; what was done again must not fail. */
  private isHandled(pointId: string): boolean {
    return (
      this.defects.some((defect) => defect.pointId === pointId) ||
      this.nonconformities.some((each) => each.pointId === pointId && each.outcome !== 'redone')
    );
  }

  private wornUnhandled(file: VisitFile | undefined): WearReading[] {
    return this.wear
      .filter(isWorn)
      .filter(
        ({ readingId }) =>
          !this.defects.some((defect) => defect.readingId === readingId) &&
          !file?.recommendations.some(({ sourceId }) => sourceId === readingId),
      );
  }
}
