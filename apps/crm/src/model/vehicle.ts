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

/** What a truck is. */
export interface VehicleFacts {
  vin: string;
  model: string;
  inServiceAt: Date | undefined;
}

/** What the odometer shows. */
export interface MeterReading {
  odometerKm: number;
  /** Empty: read at none. */
  visitId: string;
  /** Why it is below the reading before; empty where nobody said, or where it is not. */
  reason: string;
}

export interface KeptReading extends MeterReading {
  readAt: Date;
}

/** Work that was recommended at a visit. */
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

/** What a station promised for a repair. */
export interface KeptGuarantee {
  visitId: string;
  itemId: string;
  guaranteeClass: string;
  componentCodes: string[];
  /** Null: no limit. */
  untilAt: Date | null;
  /** 0: no limit. */
  untilKm: number;
}

/** A truck's stay at a station. */
export interface KeptVisit {
  visitId: string;
  openedAt: Date;
}

/** Entries kept of each kind; the oldest are dropped, because the record is published whole in one message. */
const max = { readings: 100, recommendations: 60, guarantees: 60, visits: 100 };

const dayMs = 86_400_000;

/**
 * The file of a truck, which is the whole network's: what it is, how far it went, what is recommended and guaranteed for it,
 * where it has been. It knows no persons, no plate and no prices: those are a station's (see `StationVehicle`).
 */
export class Vehicle extends Aggregate<typeof vehicleSteps, VehicleEvents, 'vehicle', 'network'> {
  declare vin: string;
  declare model: string;
  inServiceAt: Date | null = null;
  /** Of the newest reading; 0 until there is one. */
  odometerKm = 0;
  odometerAt: Date | null = null;
  /** By time, the newest last. */
  readings: KeptReading[] = [];
  recommendations: KeptRecommendation[] = [];
  guarantees: KeptGuarantee[] = [];
  /** The newest first. */
  visits: KeptVisit[] = [];
  /** Station of the step, in whose name the events are published; not stored. */
  declare toldBy: string;

  protected get steps() {
    return vehicleSteps;
  }
  protected get subject() {
    return 'vehicle' as const;
  }
  override get eventStation() {
    return this.toldBy;
  }

  /** @param stationId the one that registers the vehicle; the file belongs to none */
  static register(id: string, stationId: string, { vin, model, inServiceAt }: VehicleFacts, at: Date): Vehicle {
    const vehicle = new Vehicle();
    vehicle.begin({ id }, 'known');
    vehicle.toldBy = stationId;
    Object.assign(vehicle, { vin, model, inServiceAt: inServiceAt ?? null });
    vehicle.tell(at);
    return vehicle;
  }

  /** Adds what nobody has said so far; what stands in the file stays. */
  complete({ model, inServiceAt }: Pick<VehicleFacts, 'model' | 'inServiceAt'>, at: Date): void {
    const [modelBefore, inServiceBefore] = [this.model, this.inServiceAt];
    this.model ||= model;
    this.inServiceAt ??= inServiceAt ?? null;
    if (this.model !== modelBefore || this.inServiceAt !== inServiceBefore) this.tell(at);
  }

  /**
   * A reading that comes late takes its place by the time at which it was made.
   *
   * @returns whether it is below the reading before it
   * @throws Refused when it is, and no reason is given
   */
  recordMeter({ odometerKm, visitId, reason }: MeterReading, at: Date): boolean {
    const before = this.readings.findLast(({ readAt }) => readAt <= at);
    const falling = before !== undefined && odometerKm < before.odometerKm;
    if (falling && reason === '') throw new Refused('ODOMETER_FALLING', { odometerKm: String(before.odometerKm) });
    const reading = { odometerKm, visitId, reason: falling ? reason : '' };
    const index = before ? this.readings.indexOf(before) + 1 : 0;
    this.readings = this.readings.toSpliced(index, 0, { ...reading, readAt: at }).slice(-max.readings);
    const newest = this.readings.at(-1)!;
    this.odometerKm = newest.odometerKm;
    this.odometerAt = newest.readAt;
    this.step('recordMeter', at, { ...reading, falling });
    this.tell(at);
    return falling;
  }

  recommend(recommendation: Recommendation, at: Date): void {
    const { recommendationId, visitId, urgency, unsafe, componentCode } = recommendation;
    const kept = { recommendationId, visitId, urgency, unsafe, componentCode, recommendedAt: at, answer: '' };
    const others = this.recommendations.filter((each) => each.recommendationId !== recommendationId);
    this.recommendations = [...others, kept].slice(-max.recommendations);
    this.tell(at);
  }

  /** What has given way to newer ones is not answered any more. */
  answerRecommendation(recommendationId: string, answer: string, at: Date): void {
    if (!this.recommendations.some((each) => each.recommendationId === recommendationId)) return;
    this.recommendations = this.recommendations.map((each) =>
      each.recommendationId === recommendationId ? { ...each, answer } : each,
    );
    this.tell(at);
  }

  /** The truck leaves: what the customer wanted done at this visit is no longer open. */
  leave(visitId: string, at: Date): void {
    const isDone = (each: KeptRecommendation) => each.visitId === visitId && each.answer === 'now';
    if (!this.recommendations.some(isDone)) return;
    this.recommendations = this.recommendations.filter((each) => !isDone(each));
    this.tell(at);
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
    this.tell(at);
  }

  noteVisit(visitId: string, at: Date): void {
    if (this.visits.some((each) => each.visitId === visitId)) return;
    const visits = [...this.visits, { visitId, openedAt: at }];
    this.visits = visits.sort((a, b) => Number(b.openedAt) - Number(a.openedAt)).slice(0, max.visits);
    this.tell(at);
  }

  private tell(at: Date): void {
    const { vin, model, odometerKm, recommendations } = this;
    this.step('tell', at, {
      vin,
      model,
      inServiceAt: this.inServiceAt ?? undefined,
      odometerKm,
      odometerAt: this.odometerAt ?? undefined,
      recommendations: recommendations.map(({ visitId: _, ...told }) => told),
      guarantees: this.guarantees.map((each) => ({ ...each, untilAt: each.untilAt ?? undefined })),
      visitIds: this.visits.map(({ visitId }) => visitId),
    });
  }
}
