import type { Slot } from '@waystation/contracts/workshop/v1/events';
import { Aggregate, appended, Refused, type CustomerContacts, type VisitRef } from '@waystation/model';
import { stageBy, withFact, type Fact, type KnownFact, type VisitStage } from './visit-stages.ts';
import type { VehicleMarks } from './vehicle-here.ts';
import { stepTo, visitSteps, type VisitEvents } from './visit-steps.ts';

/** Customer named on documents, with the contact data known at the arrival. */
export interface Party {
  name: string;
  contactName: string;
  phone: string;
  email: string;
  address: string;
  taxNumber: string;
  /** Empty: the station's. */
  language: string;
}

/** Identity of a vehicle. */
export interface Vehicle {
  vin: string;
  plate: string;
  model: string;
}

/** Progress report to the customer. */
export interface ProgressReport {
  kind: string;
  channel: string;
  remarks: string;
  advisorId: string;
  /** ISO 8601. */
  reportedAt: string;
}

/** Offer of a vehicle by its inspector. */
export interface Handover {
  inspectorId: string;
  /** Inspected revision of the order. */
  orderRevision: number;
  isExplained: boolean;
  handedOverAt: Date;
}

/** Arrival of a vehicle at the gate. */
export interface Arriving {
  arrivalId: string;
  /** `gate`, `camera`, `code` or `advisor`. */
  source: string;
  /** Reason to receive a vehicle that is not the booked one, or whose plate is already here; empty: neither applies. */
  vehicleConflictReason: string;
}

/** Facts of an appointment for its visit. */
export interface Booking {
  appointmentId: string;
  customerId: string;
  vehicleId: string;
  advisorId: string;
  slot?: Slot | undefined;
}

/** Customer, vehicle and wishes at the opening of a visit. */
export interface Opening {
  customerId: string;
  vehicleId: string;
  party: Party;
  /** Null: the customer's record could not be read, or does not exist. */
  contacts: CustomerContacts | null;
  vehicle: Vehicle;
  odometerKm: number;
  paymentTermsDays: number;
  creditLimitMinor: bigint;
  readyBy: Date | undefined;
  loaded: boolean;
  dangerousGoods: boolean;
  driverWaits: boolean;
}

/** Reason why a visit waits. */
export type Hold = 'parts' | 'expert' | 'rework';

const max = { progressReports: 100, questions: 100, nonconformities: 100 };
const minuteMs = 60_000;

/**
 * Stay of one vehicle, from the booking to the follow-up; the only place that decides its stage. Facts arrive in any
 * order and are never refused; the stage follows from all of them by one table.
 */
export class Visit extends Aggregate<typeof visitSteps, VisitEvents, 'visit'> {
  declare visitId: string;
  /** Start of the present stage. */
  since: Date | null = null;
  facts: KnownFact[] = [];
  holds: Hold[] = [];
  partsShort = false;
  /** Questions to the expert that wait for an answer. */
  openQuestionIds: string[] = [];
  /** Nonconformities raised since the last passed inspection. */
  nonconformityIds: string[] = [];
  appointmentId: string | null = null;
  arrivalId: string | null = null;
  customerId: string | null = null;
  vehicleId: string | null = null;
  /** Search keys of VIN and plate, set at the arrival, by which the open visit of a vehicle is found. */
  vinIndex: Uint8Array | null = null;
  plateIndex: Uint8Array | null = null;
  /** Advisor who receives the customer; before the arrival, the advisor named to the customer. */
  advisorId: string | null = null;
  assignedAdvisorId: string | null = null;
  /** Start of the appointment. */
  dueAt: Date | null = null;
  arrivedAt: Date | null = null;
  openedAt: Date | null = null;
  readyBy: Date | null = null;
  loaded = false;
  dangerousGoods = false;
  driverWaits = false;
  /** Reading known before the arrival. */
  odometerKm = 0;
  promisedAt: Date | null = null;
  firstPromisedAt: Date | null = null;
  handover: Handover | null = null;
  paymentTermsDays = 0;
  creditLimitMinor = 0n;
  party: Party | null = null;
  /** Contacts who may sign for the customer, from their record as last read. */
  contacts: CustomerContacts | null = null;
  vehicle: Vehicle | null = null;
  progressReports: ProgressReport[] | null = null;

  protected get steps() {
    return visitSteps;
  }
  protected get subject() {
    return 'visit' as const;
  }

  static expect({ stationId, visitId, standardVersion }: VisitRef): Visit {
    const visit = new Visit();
    visit.begin({ id: visitId, stationId, visitId, standardVersion }, 'expected');
    return visit;
  }

  /** @param graceMinutes time after the appointment in which the vehicle may still come */
  book({ appointmentId, customerId, vehicleId, advisorId, slot }: Booking, graceMinutes: number, at: Date): void {
    this.appointmentId = appointmentId;
    this.customerId ??= customerId || null;
    this.vehicleId ??= vehicleId || null;
    this.setDue(advisorId, slot, graceMinutes);
    this.note('appointment_confirmed', at);
  }

  move(advisorId: string, slot: Slot | undefined, graceMinutes: number, at: Date): void {
    this.facts = this.facts.filter(({ fact }) => fact !== 'visit_marked_no_show');
    this.setDue(advisorId, slot, graceMinutes);
    this.update(at, true);
  }

  cancelBooking(at: Date): void {
    this.unschedule('MarkNoShow');
    this.note('appointment_cancelled', at);
  }

  /** Marks a no-show, unless the vehicle has come meanwhile. */
  markNoShow(at: Date): void {
    if (this.status !== 'booked') return;
    this.step('markNoShow', at, { dueAt: this.dueAt ?? undefined });
    this.note('visit_marked_no_show', at);
  }

  /**
   * Sets the search keys of the vehicle.
   *
   * @param vehicleConflictReason `other_vehicle`: another vehicle came, so the id of the booked vehicle is dropped
   */
  identify({ vehicleId, vinIndex, plateIndex }: VehicleMarks, vehicleConflictReason: string): void {
    if (vehicleId !== null || vehicleConflictReason === 'other_vehicle') this.vehicleId = vehicleId;
    this.vinIndex = vinIndex;
    this.plateIndex = plateIndex;
  }

  arrive({ arrivalId, source, vehicleConflictReason }: Arriving, at: Date): void {
    this.step('arrive', at, { arrivalId, appointmentId: this.appointmentId ?? '', source, vehicleConflictReason });
    this.arrivalId = arrivalId;
    this.arrivedAt = at;
    this.unschedule('MarkNoShow');
    this.note('vehicle_arrived', at);
  }

  open(opening: Opening, advisorId: string, at: Date): void {
    if (this.openedAt) throw new Refused('VISIT_ALREADY_OPENED');
    const { customerId, vehicleId, readyBy, ...others } = opening;
    Object.assign(this, others);
    this.customerId = customerId || null;
    this.vehicleId = vehicleId || null;
    this.readyBy = readyBy ?? null;
    this.advisorId = advisorId;
    this.openedAt = at;
    this.step('open', at, {
      customerId,
      vehicleId,
      appointmentId: this.appointmentId ?? '',
      arrivedAt: this.arrivedAt ?? undefined,
      advisorId,
      standardVersion: this.standardVersion ?? '',
    });
    this.update(at, true);
  }

  /** Replaces the contacts with those of the customer's record. @throws Refused if the visit has no such record */
  refreshContacts(contacts: CustomerContacts | undefined, at: Date): void {
    this.mustAllow('refreshContacts');
    if (!this.customerId || !contacts) throw new Refused('CUSTOMER_NOT_ON_FILE');
    this.contacts = contacts;
    const approvers = contacts.contacts.filter(({ mayApprove }) => mayApprove).length;
    this.step('refreshContacts', at, { customerId: this.customerId, contacts: contacts.contacts.length, approvers });
  }

  /** Records that the order is countersigned. @throws WrongState for a cancelled visit, for which no work may start */
  order(at: Date): void {
    this.step('order', at);
    this.note('order_countersigned', at);
  }

  /** Records the delivery promise, and keeps the first one. */
  promise({ promisedAt }: { promisedAt: Date }, at: Date): void {
    this.step('promise', at);
    this.firstPromisedAt ??= promisedAt;
    this.promisedAt = promisedAt;
    this.update(at, true);
  }

  /** Records a fact of this or another service. A fact that arrives late changes nothing that later facts decided. */
  note(fact: Fact, at: Date): void {
    this.facts = withFact(this.facts, fact, at);
    this.update(at);
  }

  reportPartsShort(at: Date): void {
    this.partsShort = true;
    this.update(at);
  }

  reportPartsCovered(at: Date): void {
    this.partsShort = false;
    this.update(at);
  }

  requestExpertHelp(questionId: string, at: Date): void {
    const others = this.openQuestionIds.filter((id) => id !== questionId);
    this.openQuestionIds = [...others, questionId].slice(-max.questions);
    this.update(at);
  }

  recordExpertAnswer(questionId: string, at: Date): void {
    this.openQuestionIds = this.openQuestionIds.filter((id) => id !== questionId);
    this.update(at);
  }

  failInspection(nonconformityId: string, at: Date): void {
    const others = this.nonconformityIds.filter((id) => id !== nonconformityId);
    this.nonconformityIds = [...others, nonconformityId].slice(-max.nonconformities);
    this.update(at);
  }

  passInspection(at: Date): void {
    this.nonconformityIds = [];
    this.note('inspection_passed', at);
  }

  /** Reopens the work and drops an earlier offer of the vehicle, whichever of the two events arrives first. */
  reopenWork(at: Date): void {
    if (this.handover && this.handover.handedOverAt <= at) this.handover = null;
    this.note('work_reopened', at);
  }

  /** Records that the inspector offers the vehicle. Ignores an offer from before the work was reopened. */
  offer(handover: Handover): void {
    const reopened = this.facts.find(({ fact }) => fact === 'work_reopened');
    if (reopened && reopened.at >= handover.handedOverAt) return;
    this.handover = handover;
    this.note('vehicle_handed_over', handover.handedOverAt);
  }

  /** @param countersignedRevision newest revision of the order with both signatures */
  acceptHandover(advisorId: string, countersignedRevision: number, at: Date): void {
    const { handover } = this;
    this.requires('INS-D09', advisorId === this.advisorId, 'HANDOVER_ACCEPTED_BY_ANOTHER');
    this.requires('INS-D10', handover?.isExplained ?? false, 'REPAIR_NOT_EXPLAINED');
    this.mustAllow('acceptHandover');
    if (!handover) throw new Refused('VEHICLE_NOT_HANDED_OVER');
    const { inspectorId, orderRevision } = handover;
    if (countersignedRevision > orderRevision) throw new Refused('ORDER_NEWER_THAN_INSPECTED');
    this.step('acceptHandover', at, { advisorId, inspectorId, orderRevision });
    this.note('handover_accepted', at);
  }

  reportProgress(
    { kind, channel, remarks }: Pick<ProgressReport, 'kind' | 'channel' | 'remarks'>,
    by: string,
    at: Date,
  ): void {
    const report = { kind, channel, remarks, advisorId: by, reportedAt: at.toISOString() };
    this.progressReports = appended(this.progressReports ?? [], report, max.progressReports);
    this.step('reportProgress', at, { kind, channel, advisorId: by });
  }

  /** Cancels the visit before the order is countersigned: the vehicle leaves unrepaired. */
  cancel(reason: string, at: Date): void {
    this.step('cancel', at, { reason });
    this.note('visit_cancelled', at);
  }

  /** Stage; empty while the visit is only expected. */
  get stage(): VisitStage | '' {
    return this.status === 'expected' ? '' : this.status;
  }

  private setDue(advisorId: string, slot: Slot | undefined, graceMinutes: number): void {
    if (!this.openedAt) this.advisorId = this.assignedAdvisorId = advisorId || null;
    this.dueAt = slot?.startAt ?? null;
    if (this.arrivedAt) return;
    // A late event may bring a time in the past. The timer is then due at once, so that no booked visit waits for ever.
    if (this.dueAt) this.schedule('MarkNoShow', new Date(this.dueAt.getTime() + graceMinutes * minuteMs));
    else this.unschedule('MarkNoShow');
  }

  /** Derives stage and holds from the facts, and publishes changes. @param isNews true to publish in any case */
  private update(at: Date, isNews = false): void {
    const hasAdvanced = this.advance(at);
    const hasHeld = this.updateHolds(at);
    if (isNews || hasAdvanced || hasHeld) this.publish('VisitState', at, this.state);
  }

  private advance(at: Date): boolean {
    const to = stageBy(this.facts);
    if (!to || to === this.status) return false;
    this.step(stepTo[to], at, { from: this.stage, to });
    this.since = at;
    return true;
  }

  private updateHolds(at: Date): boolean {
    const reasons = this.reasons();
    const added = reasons.filter((hold) => !this.holds.includes(hold));
    const ended = this.holds.filter((hold) => !reasons.includes(hold));
    this.holds = reasons;
    for (const hold of added) this.publish('VisitHeld', at, { hold });
    for (const hold of ended) this.publish('VisitReleased', at, { hold });
    return added.length + ended.length > 0;
  }

  /** Reasons to wait; none for a vehicle that has left or will not come. */
  private reasons(): Hold[] {
    const over: readonly string[] = ['delivered', 'closed', 'no_show', 'cancelled'];
    if (over.includes(this.status)) return [];
    const reasons = {
      parts: this.partsShort,
      expert: this.openQuestionIds.length > 0,
      rework: this.nonconformityIds.length > 0,
    };
    return (Object.keys(reasons) as Hold[]).filter((hold) => reasons[hold]);
  }

  private get state() {
    const { stage, holds, dueAt, promisedAt, firstPromisedAt } = this;
    return {
      stage,
      holds,
      appointmentId: this.appointmentId ?? '',
      customerId: this.customerId ?? '',
      vehicleId: this.vehicleId ?? '',
      advisorId: this.advisorId ?? '',
      dueAt: dueAt ?? undefined,
      promisedAt: promisedAt ?? undefined,
      firstPromisedAt: firstPromisedAt ?? undefined,
    };
  }
}
