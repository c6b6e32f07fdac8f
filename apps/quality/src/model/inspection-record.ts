import { Aggregate } from '@waystation/model';
import type { FormKey } from '@waystation/reference/model';
import type { Concession } from './concession.ts';
import type { Defects } from './defects.ts';
import { inspectedItems, type FinishedWork, type InspectedItem } from './finished-work.ts';
import type { Handover } from './handover.ts';
import type { InspectionEvents } from './inspection-events.ts';
import { inspectionSteps } from './inspection-steps.ts';
import { about, InspectionTexts } from './inspection-texts.ts';
import type { Nonconformities } from './nonconformities.ts';
import type { IssuedDocument } from './pass-documents.ts';
import { PointResults } from './point-results.ts';
import type { RoadTest } from './road-test.ts';
import { specifiedPoints, type Specification, type SpecificationForm } from './specification.ts';
import type { WearReadings } from './wear.ts';

/** Fields of an inspection and the changes that concern several of them. `Inspection` has the steps and rules. */
export abstract class InspectionRecord extends Aggregate<typeof inspectionSteps, InspectionEvents, 'inspection'> {
  declare visitId: string;
  /** Time of the last change of status. */
  declare since: Date;
  declare round: number;
  declare orderRevision: number;
  /** Lead technician of the work. */
  declare leadTechnicianId: string;
  /** Staff ids of all who worked on the vehicle. */
  declare workerIds: string[];
  declare items: InspectedItem[];
  inspectorId: string | null = null;
  formId: string | null = null;
  formVersion: number | null = null;
  /** Points of the form; none before the inspection is started. */
  declare specification: Specification;
  declare roadTestRequired: boolean;
  declare points: PointResults;
  /** Number of points without a result. */
  declare pointsLeft: number;
  roadTest: RoadTest | null = null;
  declare nonconformities: Nonconformities;
  declare defects: Defects;
  declare wear: WearReadings;
  washedAt: Date | null = null;
  washedBy: string | null = null;
  parkedAt: Date | null = null;
  space: string | null = null;
  passedAt: Date | null = null;
  declare documents: IssuedDocument[];
  handover: Handover | null = null;
  declare texts: InspectionTexts;
  /** Signatures of concessions, by nonconformity id. */
  declare concessions: Record<string, Concession>;

  protected get steps() {
    return inspectionSteps;
  }
  protected get subject() {
    return 'inspection' as const;
  }

  /** Order revision that an override must match; one for an older order has no effect. */
  get revision(): number {
    return this.orderRevision;
  }

  protected beginRound(work: FinishedWork, at: Date): void {
    this.round = work.round;
    this.orderRevision = work.orderRevision;
    this.leadTechnicianId = work.leadTechnicianId;
    this.workerIds = work.workerIds;
    this.items = inspectedItems(work);
    this.since = at;
    this.inspectorId = this.formId = this.formVersion = null;
    this.specification = [];
    this.roadTestRequired = false;
    this.clearResults();
    this.keepTexts({ [about.route]: '', [about.roadTest]: '' });
    this.roadTest = this.washedAt = this.washedBy = this.parkedAt = this.space = this.handover = null;
    this.passedAt = null;
  }

  protected useForm({ formId, formVersion }: FormKey, form: SpecificationForm): void {
    this.formId = formId;
    this.formVersion = formVersion;
    this.specification = specifiedPoints(form);
    this.roadTestRequired = form.roadTest;
    this.clearResults();
  }

  protected clearResults(): void {
    this.keepTexts(Object.fromEntries(this.points.map(({ pointId }) => [about.point(pointId), ''])));
    this.points = [];
    this.countPoints();
  }

  protected countPoints(): void {
    this.pointsLeft = PointResults.missing(this.points, this.specification).length;
  }

  protected keepTexts(newer: InspectionTexts): void {
    this.texts = InspectionTexts.keep(this.texts, newer);
  }
}
