import {
  isDrawn,
  isGiven,
  lackingOfSigner,
  named,
  NotFound,
  Refused,
  resolvedSigner,
  type CustomerContacts,
  type Named,
  type VisitRef,
} from '@waystation/model';
import { hasRole, type FormKey } from '@waystation/reference/model';
import type { Closure, Concession, ConcessionFacts } from './concession.ts';
import { Defects, type Assessment } from './defects.ts';
import { kindsDone, type FinishedWork } from './finished-work.ts';
import { guaranteesOf } from './guarantee-terms.ts';
import { documentsToPass, type HandoverFacts, type HandoverDetails } from './handover.ts';
import { InspectionRecord } from './inspection-record.ts';
import { about } from './inspection-texts.ts';
import { Nonconformities, type Fault, type Nonconformity } from './nonconformities.ts';
import { issuedDocuments, mustMatchVersions, type PassDocuments, type PassFacts } from './pass-documents.ts';
import { PointResults, type FoundPoint } from './point-results.ts';
import type { Drive } from './road-test.ts';
import {
  isNewest,
  isTooLow,
  kindsNotCovered,
  lacksValue,
  mustBeSpecification,
  specifiedPoint,
  type StartFacts,
} from './specification.ts';
import { isQualifiedInspector, type Inspector } from './team.ts';
import type { VisitFile } from './visit-file.ts';
import { WearReadings, type Measurement, type WearReading } from './wear.ts';

/**
 * Inspection of a visit's finished work, with the visit's id. A new round starts each time the workshop finishes the work:
 * point results, road test, wash and parking count for one round; nonconformities, defects and wear readings stay.
 */
export class Inspection extends InspectionRecord {
  static open(visit: VisitRef, work: FinishedWork, at: Date): Inspection {
    const { stationId, visitId, standardVersion } = visit;
    const inspection = new Inspection();
    inspection.begin({ id: visitId, stationId, visitId, standardVersion }, 'open');
    inspection.nonconformities = [];
    inspection.defects = [];
    inspection.wear = [];
    inspection.documents = [];
    inspection.points = [];
    inspection.texts = {};
    inspection.concessions = {};
    inspection.beginRound(work, at);
    inspection.publish('InspectionOpened', at, { round: work.round, orderRevision: work.orderRevision });
    return inspection;
  }

  /** Starts another round when the work is finished again; ignores a known round. */
  reopen(work: FinishedWork, at: Date): void {
    if (this.status === 'cancelled' || work.round <= this.round) return;
    this.beginRound(work, at);
    this.step('reopen', at, { round: work.round, orderRevision: work.orderRevision });
  }

  /** Suspends the inspection from the reopening of the work until it is finished again. */
  suspend(round: number, at: Date): void {
    const isOver = this.status === 'cancelled' || this.status === 'suspended';
    if (isOver || round <= this.round) return;
    this.step('suspend', at);
    this.since = at;
  }

  /** Closes the inspection of a cancelled visit. */
  close(at: Date): void {
    if (this.status === 'cancelled') return;
    this.step('close', at);
    this.since = at;
  }

  /** Starts the inspection or takes it over from another inspector. Results are kept if the specification is the same. */
  start(by: FormKey, { form, next, member }: StartFacts, { id: inspectorId }: Inspector, at: Date): void {
    for (const { itemId, outcome } of this.items) {
      this.requires('INS-D01', outcome === 'done' || outcome === 'withdrawn', 'ITEM_NOT_DONE', itemId);
    }
    this.requires('INS-D02', isQualifiedInspector(member, at), 'INSPECTOR_NOT_QUALIFIED');
    this.requires('INS-D02', !this.workerIds.includes(inspectorId), 'INSPECTOR_WORKED_ON_VEHICLE');
    this.mustAllow('start');
    const specification = mustBeSpecification(form, by, at);
    this.requires('INS-D02', isNewest(next, at), 'SPECIFICATION_OUTDATED');
    this.requiresNone('INS-D02', 'SPECIFICATION_OF_OTHER_WORK', kindsNotCovered(specification, kindsDone(this.items)));
    if (by.formId !== this.formId || by.formVersion !== this.formVersion) this.useForm(by, specification);
    this.inspectorId = inspectorId;
    this.since = at;
    this.step('start', at, { inspectorId, formId: by.formId, formVersion: by.formVersion });
  }

  recordPoints(found: readonly FoundPoint[], actor: Inspector, at: Date): void {
    this.mustAllow('recordPoints');
    this.mustBeInspector(actor);
    for (const point of found) this.requiresValidPoint(point);
    const inspectorId = actor.id;
    const results = PointResults.of(found, this.specification, { inspectorId, recordedAt: at });
    this.points = PointResults.record(this.points, results);
    this.keepTexts(Object.fromEntries(found.map(({ pointId, remarks }) => [about.point(pointId), remarks])));
    this.countPoints();
    this.step('recordPoints', at, { inspectorId, points: results });
  }

  recordRoadTest({ leadTechnicianId, distanceKm, route, remarks }: Drive, actor: Inspector, at: Date): void {
    this.requires('INS-D03', leadTechnicianId === this.leadTechnicianId, 'LEAD_TECHNICIAN_ABSENT');
    this.mustAllow('recordRoadTest');
    this.mustBeInspector(actor);
    const facts = { inspectorId: actor.id, leadTechnicianId, distanceKm };
    this.roadTest = { ...facts, drivenAt: at };
    this.keepTexts({ [about.route]: route, [about.roadTest]: remarks });
    this.step('recordRoadTest', at, facts);
  }

  raiseNonconformity(nonconformityId: string, { description, ...fault }: Fault, actor: Inspector, at: Date): void {
    this.requires('INS-D04', isGiven(description), 'NONCONFORMITY_NOT_DESCRIBED');
    this.mustAllow('raiseNonconformity');
    this.mustBeInspector(actor);
    const { itemId, pointId, nonconformityClass, cause, photoHashes } = fault;
    if (!this.items.some((item) => item.itemId === itemId)) throw new NotFound('item', itemId);
    if (pointId !== '') specifiedPoint(this.specification, pointId);
    const raised = { nonconformityId, itemId, pointId, nonconformityClass, cause, photoHashes };
    const facts = { ...raised, round: this.round, inspectorId: actor.id };
    this.nonconformities = Nonconformities.raise(this.nonconformities, { ...facts, raisedAt: at });
    this.keepTexts({ [nonconformityId]: description });
    this.step('raiseNonconformity', at, facts);
  }

  /**
   * Closes a nonconformity after rework in a later round, or by a concession of the customer unless it is critical. A
   * concession is signed by a person who may decide for the customer.
   */
  closeNonconformity(
    { nonconformityId, outcome, concession }: Closure,
    { signers, hashOf }: ConcessionFacts,
    actor: Inspector,
    at: Date,
  ): void {
    this.mustAllow('closeNonconformity');
    this.mustBeInspector(actor);
    const raised = Nonconformities.findOpen(this.nonconformities, nonconformityId);
    const isConceded = outcome === 'concession';
    if (isConceded) this.requiresConcession(raised, concession, signers ?? null);
    else this.requiresRework(raised);
    const signed = isConceded ? resolvedSigner(concession, signers ?? null, undefined) : undefined;
    const { itemId, nonconformityClass, raisedAt } = raised;
    const conceded = { nonconformityId, itemId, nonconformityClass, description: this.texts[nonconformityId] ?? '' };
    const signatureHash = signed ? hashOf({ inspectionId: this.id, ...conceded, ...signed, at }) : '';
    const closed = { nonconformityId, outcome, signatureHash };
    this.nonconformities = Nonconformities.close(this.nonconformities, { ...closed, closedAt: at });
    if (signed) this.concessions = { ...this.concessions, [nonconformityId]: signed };
    const { contactId = '', acceptance = '' } = signed ?? {};
    const facts = { ...closed, itemId, contactId, acceptance, raisedAt, inspectorId: actor.id };
    this.step('closeNonconformity', at, facts);
  }

  /** Notes a defect found by any inspector of the station. */
  noteDefect(defectId: string, { description, ...assessment }: Assessment, actor: Inspector, at: Date): void {
    const { severity, unsafe, componentCode, cause, pointId, readingId, photoHashes } = assessment;
    this.requires('INS-D05', cause !== '', 'DEFECT_CAUSE_MISSING');
    this.requires('INS-D05', !unsafe || severity === 'immediate', 'UNSAFE_DEFECT_NOT_IMMEDIATE');
    this.requires('INS-D06', isGiven(description), 'DEFECT_NOT_DESCRIBED');
    this.mustAllow('noteDefect');
    if (pointId !== '') specifiedPoint(this.specification, pointId);
    const isMeasured = readingId === '' || WearReadings.has(this.wear, readingId);
    if (!isMeasured) throw new NotFound('wear reading', readingId);
    const assessed = { severity, unsafe, componentCode, cause, pointId, readingId, photoHashes };
    const facts = { defectId, ...assessed, inspectorId: actor.id };
    this.defects = Defects.note(this.defects, { ...facts, notedAt: at });
    this.keepTexts({ [defectId]: description });
    this.step('noteDefect', at, facts);
  }

  /** @returns readings at or beyond their limit */
  recordWear(measured: readonly Measurement[], actor: Inspector, at: Date): WearReading[] {
    for (const { part, position } of measured) {
      this.requires('INS-D11', part !== 'tyre' || position !== '', 'WEAR_POSITION_MISSING', part);
    }
    this.mustAllow('recordWear');
    this.mustBeInspector(actor);
    const inspectorId = actor.id;
    this.wear = WearReadings.record(this.wear, measured, { inspectorId, measuredAt: at });
    const readings = this.wear.filter(({ readingId }) => measured.some((each) => each.readingId === readingId));
    this.step('recordWear', at, { inspectorId, readings });
    return WearReadings.worn(readings);
  }

  recordWash(washedBy: string, at: Date): void {
    this.washedAt = at;
    this.washedBy = washedBy;
    this.step('recordWash', at, { washedBy });
  }

  parkVehicle(space: string, { id: parkedBy }: Inspector, at: Date): void {
    this.parkedAt = at;
    this.space = space;
    this.step('parkVehicle', at, { space, parkedBy });
  }

  /**
   * Passes the work and issues its documents.
   *
   * @returns the documents
   */
  pass({ file, documents, jurisdiction }: PassFacts, actor: Inspector, at: Date): PassDocuments {
    this.requiresOrderInForce(file);
    this.requiresResults();
    this.requires('INS-D03', !this.roadTestRequired || this.roadTest !== null, 'ROAD_TEST_MISSING');
    const open = Nonconformities.open(this.nonconformities).map(({ nonconformityId }) => nonconformityId);
    this.requiresNone('INS-D04', 'NONCONFORMITY_OPEN', open);
    const worn = WearReadings.unhandled(this.wear, this.defects, file).map(({ readingId }) => readingId);
    this.requiresNone('INS-D12', 'WEAR_AT_LIMIT_NOT_NOTED', worn);
    this.requires('INS-D07', file?.vehicleId != null, 'VEHICLE_NOT_KNOWN_YET');
    this.requires('INS-D08', this.washedAt !== null, 'VEHICLE_NOT_WASHED');
    this.mustAllow('pass');
    this.mustBeInspector(actor);
    if (!file || file.orderRevision < this.orderRevision) throw new Refused('ORDER_NOT_KNOWN_YET');
    const issued = mustMatchVersions(documents, { inspection: this.version, file: file.version });
    this.documents = issuedDocuments(issued);
    this.passedAt = this.since = at;
    const { orderRevision, round } = this;
    this.step('pass', at, { inspectorId: actor.id, orderRevision, round, ...issued.sheet });
    const guarantees = guaranteesOf(this.items, file.items, jurisdiction);
    this.publish('GuaranteeCertificateIssued', at, { vehicleId: file.vehicleId ?? '', ...issued.card, guarantees });
    return issued;
  }

  /** Fails the work, so that the workshop redoes its nonconformities. */
  fail(actor: Inspector, at: Date): void {
    const isRaised = Nonconformities.open(this.nonconformities).length > 0;
    this.requires('INS-D04', isRaised, 'NONCONFORMITY_MISSING');
    this.mustAllow('fail');
    this.mustBeInspector(actor);
    this.since = at;
    this.step('fail', at, { inspectorId: actor.id, round: this.round });
  }

  /** Offers the vehicle to an advisor. Open to any inspector of the station, because the one who inspected may have left. */
  handOverVehicle(
    { advisorId, repairExplained, wearExplained, defectsExplained, documents }: HandoverDetails,
    { file, advisor }: HandoverFacts,
    { id: inspectorId }: Inspector,
    at: Date,
  ): void {
    this.requiresOrderInForce(file);
    this.requires('INS-D10', repairExplained, 'REPAIR_NOT_EXPLAINED');
    for (const document of documentsToPass) {
      this.requires('INS-D10', documents.includes(document), 'DOCUMENT_NOT_PASSED', document);
    }
    this.requires('INS-D11', this.wear.length > 0, 'WEAR_NOT_MEASURED');
    this.requires('INS-D11', wearExplained, 'WEAR_NOT_EXPLAINED');
    this.requires('INS-D12', defectsExplained || this.defects.length === 0, 'DEFECTS_NOT_EXPLAINED');
    this.requires('INS-D13', this.parkedAt !== null, 'VEHICLE_NOT_PARKED');
    this.mustAllow('handOverVehicle');
    if (!hasRole(advisor, 'SERVICE_ADVISOR', at)) throw new Refused('ADVISOR_UNKNOWN', { advisorId });
    const facts = { inspectorId, advisorId, repairExplained, wearExplained, defectsExplained, documents };
    this.handover = { ...facts, handedOverAt: at };
    this.since = at;
    this.step('handOverVehicle', at, { ...facts, orderRevision: this.orderRevision });
  }

  private requiresConcession(
    { nonconformityClass }: Nonconformity,
    concession: Concession,
    signers: CustomerContacts | null,
  ): void {
    this.requires('INS-D04', nonconformityClass !== 'critical', 'CRITICAL_NOT_CONCEDABLE');
    this.requires('INS-D04', isDrawn(concession.strokes), 'CONCESSION_NOT_SIGNED');
    for (const { requirement, subject } of lackingOfSigner(concession, signers, undefined)) {
      this.requires('INS-D04', false, requirement, subject);
    }
  }

  private requiresRework({ round, pointId }: Nonconformity): void {
    this.requires('INS-D04', this.round > round, 'REWORK_NOT_DONE');
    const isInOrder = pointId === '' || PointResults.at(this.points, pointId) === 'ok';
    this.requires('INS-D04', isInOrder, 'POINT_STILL_FAILED', this.named(pointId));
  }

  private mustBeInspector({ id }: Inspector): void {
    if (id !== this.inspectorId) throw new Refused('NOT_THE_INSPECTOR', { inspectorId: this.inspectorId ?? '' });
  }

  /** Text of a point, or its code if the specification lacks it. */
  private named(pointId: string): string | Named {
    const point = this.specification.find(({ code }) => code === pointId);
    return point ? named(point) : pointId;
  }

  private requiresValidPoint(found: FoundPoint): void {
    const { pointId, result, value, remarks } = found;
    const point = specifiedPoint(this.specification, pointId);
    this.requires('INS-D02', !lacksValue(point, found), 'POINT_VALUE_MISSING', named(point));
    this.requires('INS-D02', result !== 'ok' || !isTooLow(point, value), 'POINT_TOO_LOW', named(point));
    this.requires('INS-D06', result !== 'not_ok' || isGiven(remarks), 'FAILED_POINT_NOT_DESCRIBED', named(point));
  }

  private requiresOrderInForce(file: VisitFile | undefined): void {
    const isInForce = !file || file.orderRevision <= this.orderRevision;
    this.requires('INS-D01', isInForce, 'ORDER_CHANGED_SINCE_WORK_FINISHED');
  }

  /** Requires a result at each point. A failed one must be redone, conceded, or noted as a defect for the advisor. */
  private requiresResults(): void {
    const missing = PointResults.missing(this.points, this.specification);
    this.requiresNone(
      'INS-D02',
      'POINT_WITHOUT_RESULT',
      missing.map((code) => this.named(code)),
    );
    for (const { pointId, result } of this.points) {
      const isHandled =
        Defects.coverPoint(this.defects, pointId) || Nonconformities.cover(this.nonconformities, pointId);
      this.requires('INS-D05', result !== 'not_ok' || isHandled, 'FAILED_POINT_NOT_HANDLED', this.named(pointId));
    }
  }
}
