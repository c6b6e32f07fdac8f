import type { Slot } from '@waystation/contracts/workshop/v1/events';
import { Aggregate, appended, Refused, type CustomerContacts, type VisitRef } from '@waystation/model';
import { stageBy, withFact, type Fact, type KnownFact, type VisitStage } from './visit-stages.ts';
import type { VehicleMarks } from './vehicle-here.ts';
import { stepTo, visitSteps, type VisitEvents } from './visit-steps.ts';

/** Whom documents are for, and how he is reached, as he was known when the truck came. */
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

/** What a truck is known by. */
export interface Vehicle {
  vin: string;
  plate: string;
  model: string;
}

/** What the customer was told of progress. */
export interface Telling {
  about: string;
  channel: string;
  remarks: string;
  advisorId: string;
  /** As ISO 8601 writes it. */
  toldAt: string;
}

/** What is told when a truck is offered by its inspector. */
export interface Handover {
  inspectorId: string;
  /** Of the order, as it was inspected. */
  orderRevision: number;
  isExplained: boolean;
  handedOverAt: Date;
}

/** How a vehicle came to the gate. */
export interface Arriving {
  arrivalId: string;
  /** `gate`, `camera`, `code` or `advisor`. */
  noticedBy: string;
  /** Why it was taken in although another vehicle was booked or one with its plate is here; empty: neither was so. */
  vehicleReason: string;
}

/** What an appointment says of the visit. */
export interface Booking {
  appointmentId: string;
  customerId: string;
  vehicleId: string;
  advisorId: string;
  slot?: Slot | undefined;
}

/** What is known of the customer, the truck and their wishes when a visit begins. */
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

/** Why a visit stands still. */
export type Hold = 'parts' | 'expert' | 'rework';

const max = { tellings: 100, questions: 100, nonconformities: 100 };
const minuteMs = 60_000;

/**
 * One truck's stay, from the booking to the follow-up: the one place that says where it stands. Facts come in any order
 * and are never refused; the stage follows from all of them by one table.
 */
export class Visit extends Aggregate<typeof visitSteps, VisitEvents, 'visit'> {
  declare visitId: string;
  /** Since when it is at its stage. */
  since: Date | null = null;
  facts: KnownFact[] = [];
  holds: Hold[] = [];
  partsShort = false;
  /** Questions to the expert that wait for an answer. */
  openQuestionIds: string[] = [];
  /** Nonconformities that were raised since the truck last passed an inspection. */
  nonconformityIds: string[] = [];
  appointmentId: string | null = null;
  arrivalId: string | null = null;
  customerId: string | null = null;
  vehicleId: string | null = null;
  /** What stands for VIN and plate of the vehicle since it came: by them its open visit is found. */
  vinIndex: Uint8Array | null = null;
  plateIndex: Uint8Array | null = null;
  /** Who receives the truck: until it came, who was named to the customer. */
  advisorId: string | null = null;
  namedAdvisorId: string | null = null;
  /** When its appointment begins. */
  dueAt: Date | null = null;
  arrivedAt: Date | null = null;
  openedAt: Date | null = null;
  readyBy: Date | null = null;
  loaded = false;
  dangerousGoods = false;
  driverWaits = false;
  /** As it was known before the truck came. */
  odometerKm = 0;
  promisedAt: Date | null = null;
  firstPromisedAt: Date | null = null;
  handover: Handover | null = null;
  paymentTermsDays = 0;
  creditLimitMinor = 0n;
  party: Party | null = null;
  /** Who may sign for the customer, as their record named them last. */
  contacts: CustomerContacts | null = null;
  vehicle: Vehicle | null = null;
  tellings: Telling[] | null = null;

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

  /** @param graceMinutes how long after its time a truck may still come */
  book({ appointmentId, customerId, vehicleId, advisorId, slot }: Booking, graceMinutes: number, at: Date): void {
    this.appointmentId = appointmentId;
    this.customerId ??= customerId || null;
    this.vehicleId ??= vehicleId || null;
    this.beDue(advisorId, slot, graceMinutes);
    this.note('appointment_confirmed', at);
  }

  move(advisorId: string, slot: Slot | undefined, graceMinutes: number, at: Date): void {
    this.facts = this.facts.filter(({ fact }) => fact !== 'visit_marked_no_show');
    this.beDue(advisorId, slot, graceMinutes);
    this.fold(at, true);
  }

  cancelBooking(at: Date): void {
    this.unschedule('MarkNoShow');
    this.note('appointment_cancelled', at);
  }

  /** The vehicle did not come in time; one that came meanwhile is not a no-show. */
  markNoShow(at: Date): void {
    if (this.status !== 'booked') return;
    this.step('markNoShow', at, { dueAt: this.dueAt ?? undefined });
    this.note('visit_marked_no_show', at);
  }

  /**
   * What the vehicle is found by from now on.
   *
   * @param vehicleReason `other_vehicle`: it is not the one that was booked, so its id does not count
   */
  identify({ vehicleId, vinIndex, plateIndex }: VehicleMarks, vehicleReason: string): void {
    if (vehicleId !== null || vehicleReason === 'other_vehicle') this.vehicleId = vehicleId;
    this.vinIndex = vinIndex;
    this.plateIndex = plateIndex;
  }

  arrive({ arrivalId, noticedBy, vehicleReason }: Arriving, at: Date): void {
    this.step('arrive', at, { arrivalId, appointmentId: this.appointmentId ?? '', noticedBy, vehicleReason });
    this.arrivalId = arrivalId;
    this.arrivedAt = at;
    this.unschedule('MarkNoShow');
    this.note('vehicle_arrived', at);
  }

  open(opening: Opening, advisorId: string, at: Date): void {
    if (this.openedAt) throw new Refused('VISIT_OPENED_ALREADY');
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
    this.fold(at, true);
  }

  /** The customer's record was read again. @throws Refused when it is not known whose it would be */
  refreshContacts(contacts: CustomerContacts | undefined, at: Date): void {
    this.mustAllow('refreshContacts');
    if (!this.customerId || !contacts) throw new Refused('CUSTOMER_NOT_ON_FILE');
    this.contacts = contacts;
    const approvers = contacts.contacts.filter(({ mayApprove }) => mayApprove).length;
    this.step('refreshContacts', at, { customerId: this.customerId, contacts: contacts.contacts.length, approvers });
  }

  /** The order is countersigned. @throws WrongState for a truck that has left unrepaired: nothing is to be begun for it */
  order(at: Date): void {
    this.step('order', at);
    this.note('order_countersigned', at);
  }

  /** What the customer was promised, first and last. */
  promise({ promisedAt }: { promisedAt: Date }, at: Date): void {
    this.step('promise', at);
    this.firstPromisedAt ??= promisedAt;
    this.promisedAt = promisedAt;
    this.fold(at, true);
  }

  /** Takes note of what happened, here or elsewhere. What is told late changes nothing that later facts decided. */
  note(fact: Fact, at: Date): void {
    this.facts = withFact(this.facts, fact, at);
    this.fold(at);
  }

  lackParts(at: Date): void {
    this.partsShort = true;
    this.fold(at);
  }

  getParts(at: Date): void {
    this.partsShort = false;
    this.fold(at);
  }

  requestExpertHelp(questionId: string, at: Date): void {
    const others = this.openQuestionIds.filter((id) => id !== questionId);
    this.openQuestionIds = [...others, questionId].slice(-max.questions);
    this.fold(at);
  }

  hearExpert(questionId: string, at: Date): void {
    this.openQuestionIds = this.openQuestionIds.filter((id) => id !== questionId);
    this.fold(at);
  }

  failInspection(nonconformityId: string, at: Date): void {
    const others = this.nonconformityIds.filter((id) => id !== nonconformityId);
    this.nonconformityIds = [...others, nonconformityId].slice(-max.nonconformities);
    this.fold(at);
  }

  passInspection(at: Date): void {
    this.nonconformityIds = [];
    this.note('inspection_passed', at);
  }

  /** There is more to do: a truck that was offered before is offered no longer, whichever of both is heard of first. */
  reopenWork(at: Date): void {
    if (this.handover && this.handover.handedOverAt <= at) this.handover = null;
    this.note('work_reopened', at);
  }

  /** The inspector offers the truck. */
  offer(handover: Handover): void {
    const reopened = this.facts.find(({ fact }) => fact === 'work_reopened');
    if (reopened && reopened.at >= handover.handedOverAt) return;
    this.handover = handover;
    this.note('vehicle_handed_over', handover.handedOverAt);
  }

  /** @param countersignedRevision newest revision of the order that both signed */
  acceptHandover(advisorId: string, countersignedRevision: number, at: Date): void {
    const { handover } = this;
    this.requires('INS-D09', advisorId === this.advisorId, 'TAKEN_OVER_BY_ANOTHER');
    this.requires('INS-D10', handover?.isExplained ?? false, 'REPAIR_NOT_EXPLAINED');
    this.mustAllow('acceptHandover');
    if (!handover) throw new Refused('VEHICLE_NOT_HANDED_OVER');
    const { inspectorId, orderRevision } = handover;
    if (countersignedRevision > orderRevision) throw new Refused('ORDER_NEWER_THAN_INSPECTED');
    this.step('acceptHandover', at, { advisorId, inspectorId, orderRevision });
    this.note('handover_accepted', at);
  }

  reportProgress(
    { about, channel, remarks }: Pick<Telling, 'about' | 'channel' | 'remarks'>,
    by: string,
    at: Date,
  ): void {
    const telling = { about, channel, remarks, advisorId: by, toldAt: at.toISOString() };
    this.tellings = appended(this.tellings ?? [], telling, max.tellings);
    this.step('reportProgress', at, { about, channel, advisorId: by });
  }

  /** It leaves unrepaired, before the order is countersigned. */
  cancel(reason: string, at: Date): void {
    this.step('cancel', at, { reason });
    this.note('visit_cancelled', at);
  }

  /** Empty while nothing is known but that it is to be. */
  get stage(): VisitStage | '' {
    return this.status === 'expected' ? '' : this.status;
  }

  private beDue(advisorId: string, slot: Slot | undefined, graceMinutes: number): void {
    if (!this.openedAt) this.advisorId = this.namedAdvisorId = advisorId || null;
    this.dueAt = slot?.startAt ?? null;
    if (this.arrivedAt) return;
    // Heard of late, it may be past: then it is due now, so that no booked visit waits for ever.
    if (this.dueAt) this.schedule('MarkNoShow', new Date(this.dueAt.getTime() + graceMinutes * minuteMs));
    else this.unschedule('MarkNoShow');
  }

  /** Brings stage and holds in line with what is known, and tells of it. @param isNews whether it is told anyway */
  private fold(at: Date, isNews = false): void {
    const hasAdvanced = this.advance(at);
    const hasHeld = this.holdOn(at);
    if (isNews || hasAdvanced || hasHeld) this.publish('VisitState', at, this.state);
  }

  private advance(at: Date): boolean {
    const to = stageBy(this.facts);
    if (!to || to === this.status) return false;
    this.step(stepTo[to], at, { from: this.stage, to });
    this.since = at;
    return true;
  }

  private holdOn(at: Date): boolean {
    const reasons = this.reasons();
    const begun = reasons.filter((hold) => !this.holds.includes(hold));
    const ended = this.holds.filter((hold) => !reasons.includes(hold));
    this.holds = reasons;
    for (const hold of begun) this.publish('VisitHeld', at, { hold });
    for (const hold of ended) this.publish('VisitReleased', at, { hold });
    return begun.length + ended.length > 0;
  }

  /** A truck that is gone, or will not come, waits for nothing. */
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
