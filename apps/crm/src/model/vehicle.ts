import type { MeterRecorded } from '@waystation/contracts/crm/v1/events';
import type { VehicleState } from '@waystation/contracts/crm/v1/state';
import type { Guarantee } from '@waystation/contracts/quality/v1/events';
import { Aggregate, Refused, type Steps } from '@waystation/model';

export interface VehicleEvents {
  MeterRecorded: MeterRecorded;
  VehicleState: VehicleState;
}

export const vehicleSteps = {
  recordMeter: { from: ['known'], event: 'MeterRecorded' },
  tell: { from: ['known'], event: 'VehicleState' },
} as const satisfies Steps<'known', VehicleEvents>;

/** Facts of a vehicle. */
export interface VehicleFacts {
  vin: string;
  model: string;
  inServiceAt: Date | undefined;
}

/** Odometer reading. */
export interface MeterReading {
  odometerKm: number;
  /** Empty if not read at a visit. */
  visitId: string;
  /** Reason for a reading below the previous one; empty if not given or not needed. */
  reason: string;
}

export interface KeptReading extends MeterReading {
  readAt: Date;
}

/** Work recommended at a visit. */
export interface Recommendation {
  recommendationId: string;
  visitId: string;
  /** `immediate`, `soon` or `later`. */
  urgency: string;
  unsafe: boolean;
  componentCode: string;
}

export interface KeptRecommendation extends Recommendation {
  recommendedAt: Date;
  /** `now`, `later` or `refused`; empty until the customer answered. */
  answer: string;
}

/** Guarantee that a station gave for a repair. */
export interface KeptGuarantee {
  visitId: string;
  itemId: string;
  guaranteeClass: string;
  componentCodes: string[];
  /** Null for no time limit. */
  untilAt: Date | null;
  /** 0 for no distance limit. */
  untilKm: number;
}

/** Visit of the vehicle at a station. */
export interface KeptVisit {
  visitId: string;
  openedAt: Date;
}

/** Entries kept of each kind; the oldest are dropped, because the record is published whole in one message. */
const max = { readings: 100, recommendations: 60, guarantees: 60, visits: 100 };

const dayMs = 86_400_000;

/**
 * Record of a vehicle, shared by the whole network: model, odometer, recommendations, guarantees and visits. It holds no
 * persons, plates or prices: those belong to a station (see `StationVehicle`).
 */
export class Vehicle extends Aggregate<typeof vehicleSteps, VehicleEvents, 'vehicle', 'network'> {
  declare vin: string;
  declare model: string;
  inServiceAt: Date | null = null;
  /** Newest reading; 0 without one. */
  odometerKm = 0;
  odometerAt: Date | null = null;
  /** Sorted by time, newest last. */
  readings: KeptReading[] = [];
  recommendations: KeptRecommendation[] = [];
  guarantees: KeptGuarantee[] = [];
  /** Newest first. */
  visits: KeptVisit[] = [];
  /** Station of the step, set as the station of its events; not stored. */
  declare publishingStation: string;

  protected get steps() {
    return vehicleSteps;
  }
  protected get subject() {
    return 'vehicle' as const;
  }
  override get eventStation() {
    return this.publishingStation;
  }

  /** @param stationId station that registers the vehicle; the record belongs to no station */
  static register(id: string, stationId: string, { vin, model, inServiceAt }: VehicleFacts, at: Date): Vehicle {
    const vehicle = new Vehicle();
    vehicle.begin({ id }, 'known');
    vehicle.publishingStation = stationId;
    Object.assign(vehicle, { vin, model, inServiceAt: inServiceAt ?? null });
    vehicle.publishState(at);
    return vehicle;
  }

  /** Adds missing facts; known facts are not overwritten. */
  complete({ model, inServiceAt }: Pick<VehicleFacts, 'model' | 'inServiceAt'>, at: Date): void {
    const [modelBefore, inServiceBefore] = [this.model, this.inServiceAt];
    this.model ||= model;
    this.inServiceAt ??= inServiceAt ?? null;
    if (this.model !== modelBefore || this.inServiceAt !== inServiceBefore) this.publishState(at);
  }

  /**
   * Inserts a reading at its time, even if it is reported late.
   *
   * @returns true if the reading is below the previous one
   * @throws Refused for such a reading without a reason
   */
  recordMeter({ odometerKm, visitId, reason }: MeterReading, at: Date): boolean {
    const before = this.readings.findLast(({ readAt }) => readAt <= at);
    const belowPrevious = before !== undefined && odometerKm < before.odometerKm;
    if (belowPrevious && reason === '')
      throw new Refused('ODOMETER_BELOW_PREVIOUS', { odometerKm: String(before.odometerKm) });
    const reading = { odometerKm, visitId, reason: belowPrevious ? reason : '' };
    const index = before ? this.readings.indexOf(before) + 1 : 0;
    this.readings = this.readings.toSpliced(index, 0, { ...reading, readAt: at }).slice(-max.readings);
    const newest = this.readings.at(-1)!;
    this.odometerKm = newest.odometerKm;
    this.odometerAt = newest.readAt;
    this.step('recordMeter', at, { ...reading, belowPrevious });
    this.publishState(at);
    return belowPrevious;
  }

  recommend(recommendation: Recommendation, at: Date): void {
    const { recommendationId, visitId, urgency, unsafe, componentCode } = recommendation;
    const kept = { recommendationId, visitId, urgency, unsafe, componentCode, recommendedAt: at, answer: '' };
    const others = this.recommendations.filter((each) => each.recommendationId !== recommendationId);
    this.recommendations = [...others, kept].slice(-max.recommendations);
    this.publishState(at);
  }

  /** Ignores a recommendation that was dropped for newer ones. */
  answerRecommendation(recommendationId: string, answer: string, at: Date): void {
    if (!this.recommendations.some((each) => each.recommendationId === recommendationId)) return;
    this.recommendations = this.recommendations.map((each) =>
      each.recommendationId === recommendationId ? { ...each, answer } : each,
    );
    this.publishState(at);
  }

  /** Closes the recommendations that the customer accepted at this visit, because the vehicle leaves. */
  leave(visitId: string, at: Date): void {
    const isDone = (each: KeptRecommendation) => each.visitId === visitId && each.answer === 'now';
    if (!this.recommendations.some(isDone)) return;
    this.recommendations = this.recommendations.filter((each) => !isDone(each));
    this.publishState(at);
  }

  /** A new guarantee of a visit replaces its earlier one. */
  keepGuarantees(visitId: string, guarantees: readonly Guarantee[], at: Date): void {
    const others = this.guarantees.filter((each) => each.visitId !== visitId && (!each.untilAt || each.untilAt > at));
    const kept = guarantees.map(({ itemId, guaranteeClass, componentCodes, days, distanceKm }) => ({
      visitId,
      itemId,
      guaranteeClass,
      componentCodes,
      untilAt: days > 0 ? new Date(Number(at) + days * dayMs) : null,
      untilKm: distanceKm > 0 ? this.odometerKm + distanceKm : 0,
    }));
    this.guarantees = [...others, ...kept].slice(-max.guarantees);
    this.publishState(at);
  }

  noteVisit(visitId: string, at: Date): void {
    if (this.visits.some((each) => each.visitId === visitId)) return;
    const visits = [...this.visits, { visitId, openedAt: at }];
    this.visits = visits.sort((a, b) => Number(b.openedAt) - Number(a.openedAt)).slice(0, max.visits);
    this.publishState(at);
  }

  private publishState(at: Date): void {
    const { vin, model, odometerKm, recommendations } = this;
    this.step('tell', at, {
      vin,
      model,
      inServiceAt: this.inServiceAt ?? undefined,
      odometerKm,
      odometerAt: this.odometerAt ?? undefined,
      recommendations: recommendations.map(({ visitId: _, ...published }) => published),
      guarantees: this.guarantees.map((each) => ({ ...each, untilAt: each.untilAt ?? undefined })),
      visitIds: this.visits.map(({ visitId }) => visitId),
    });
  }
}
