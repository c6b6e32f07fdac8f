import type { AppointmentEstimate } from '@waystation/contracts/appointments/v1/events';
import type { Slot } from '@waystation/contracts/workshop/v1/events';
import {
  Aggregate,
  appended,
  Conflict,
  isGiven,
  isPhoneGiven,
  NotFound,
  Refused,
  type CustomerContacts,
  type StepFacts,
} from '@waystation/model';
import { hasRole } from '@waystation/reference/model';
import { receives, type Advisor } from './advisor.ts';
import type { AppointmentEvents } from './appointment-events.ts';
import { appointmentSteps } from './appointment-steps.ts';
import { mustBeOver, wasGiven, type Notice } from './notice.ts';
import { mustBeTheOnlyOne, type OtherAppointment } from './other-appointment.ts';
import {
  customer,
  planOf,
  slotNeedOf,
  wantedOf,
  type Concern,
  type Diagnosis,
  type Party,
  type PlannedOperation,
  type PublishedOperation,
  type Reckoned,
  type SlotNeed,
  type Wanted,
} from './plan.ts';
import { missingOf, nothingPrepared, type Mark, type PreparationItem } from './preparation.ts';
import { reminderSteps, remindersOf, type Ahead } from './reminders.ts';
import type { Wish } from './wish.ts';

/** A concern, as it is said. */
export interface Said {
  concernId: string;
  kind: string;
  description: string;
}

/** How an appointment comes to be. */
export interface Beginnings {
  appointmentId: string;
  visitId: string;
  stationId: string;
  /** Empty: no version is known. */
  standardVersion: string;
  /** `phone`, `in_person`, `fleet`, `portal` or `telematics`. */
  source: string;
}

/** A question of what the truck may have. */
export interface DiagnosisQuestion {
  questionId: string;
  /** Empty: about the truck as a whole. */
  concernId: string;
  description: string;
  askedBy: string;
  /** As text, since it lies encrypted with the words. */
  askedAt: string;
  answer: string;
  /** Empty while it waits for an answer, as is when. */
  expertId: string;
  answeredAt: string;
}

/** What the customer was told of an estimate. */
export interface Telling {
  causeTold: boolean;
  remedyTold: boolean;
  priceTold: boolean;
  durationTold: boolean;
  /** `phone`, `message` or `in_person`. */
  channel: string;
  toldTo: string;
}

export interface ToldEstimate extends Telling {
  estimateVersion: number;
  toldBy: string;
}

export interface Estimate extends AppointmentEstimate {
  netMinor: bigint;
  taxMinor: bigint;
}

/** A bay and a technician for a time, as the workshop holds them. */
export type AgreedSlot = Pick<Slot, 'bookingId' | 'bayId' | 'technicianId'> & { startAt: Date; endAt: Date };

/** A slot, as the workshop's answer holds it. */
export function agreedSlot({ bookingId, bayId, technicianId, startAt, endAt }: Slot): AgreedSlot {
  return { bookingId, bayId, technicianId, startAt: startAt!, endAt: endAt! };
}

export interface BeforehandAnswer {
  /** `day` or `hour`. */
  ahead: string;
  /** `comes`, `comes_later`, `does_not_come` or `unreached`. */
  answer: string;
  ready: boolean;
  confirmedBy: string;
  confirmedAt: Date;
}

/** What of the station decides on a time. */
export interface SlotFacts {
  /** Who is to receive the customer; undefined where the station doesn't know him. */
  advisor: Advisor | undefined;
  /** IANA name of the station's zone. */
  zone: string;
  /** Another confirmed appointment that the vehicle has at that time. */
  other?: OtherAppointment | undefined;
}

/** A change to another time. */
export interface Move {
  /** `customer` or `station`. */
  movedBy: string;
  reason: string;
  slot: AgreedSlot;
  advisorId: string;
}

const max = { questions: 30, beforehand: 20 };
const hourMs = 60 * 60_000;

/**
 * That a truck is to come, from the first word of it until it is there: what it is for, what was thought and told of it,
 * when and by whom it is received, and how it is prepared.
 */
export class Appointment extends Aggregate<typeof appointmentSteps, AppointmentEvents, 'appointment'> {
  declare visitId: string;
  /** One more with each step. */
  declare revision: number;
  declare source: string;
  declare requestedAt: Date;
  declare customerId: string | null;
  declare vehicleId: string | null;
  declare party: Party;
  /** Null: the customer's record was never read. */
  declare contacts: CustomerContacts | null;
  declare vin: string;
  declare plate: string;
  declare plateIndex: Uint8Array | null;
  declare callBackIndex: Uint8Array | null;
  declare model: string;
  declare odometerKm: number;
  declare wishedAt: Date | null;
  declare concerns: Concern[];
  declare questions: DiagnosisQuestion[];
  /** When the oldest question was asked that waits for an answer. */
  declare helpAskedAt: Date | null;
  declare operations: PlannedOperation[];
  /** Of the newest estimate; 0 where there was none yet. */
  declare estimateVersion: number;
  /** Null as well where the plan changed since it was reckoned. */
  declare estimate: Estimate | null;
  declare told: ToldEstimate | null;
  declare bookingId: string | null;
  declare bayId: string | null;
  declare technicianId: string | null;
  declare startAt: Date | null;
  declare endAt: Date | null;
  declare advisorId: string | null;
  declare confirmedAt: Date | null;
  declare preparation: PreparationItem[];
  /** How many of the preparation are not ready. */
  declare itemsMissing: number;
  /** Since when the customer is to be asked, a day before; null while he is not. */
  declare dayDueAt: Date | null;
  declare hourDueAt: Date | null;
  declare beforehand: BeforehandAnswer[];

  protected get steps() {
    return appointmentSteps;
  }
  protected get subject() {
    return 'appointment' as const;
  }

  static request(beginnings: Beginnings, wish: Wish, said: readonly Said[], at: Date): Appointment {
    const { appointmentId: id, visitId, stationId, standardVersion, source } = beginnings;
    const appointment = new Appointment();
    appointment.begin({ id, stationId, visitId, ...(standardVersion && { standardVersion }) }, 'requested');
    appointment.revision = 1;
    appointment.source = source;
    appointment.requestedAt = at;
    appointment.concerns = [];
    appointment.questions = [];
    appointment.operations = [];
    appointment.preparation = [];
    appointment.beforehand = [];
    appointment.estimateVersion = appointment.itemsMissing = 0;
    appointment.helpAskedAt = appointment.estimate = appointment.told = appointment.confirmedAt = null;
    appointment.bookingId = appointment.bayId = appointment.technicianId = null;
    appointment.startAt = appointment.endAt = appointment.advisorId = null;
    appointment.dayDueAt = appointment.hourDueAt = null;
    appointment.know(wish, said);
    appointment.publish('AppointmentRequested', at, { ...appointment.known, source, standardVersion });
    return appointment;
  }

  /** The slot, as an event or an answer holds it; undefined until one was chosen. */
  get slot(): Slot | undefined {
    const { bookingId, bayId, technicianId, startAt, endAt } = this;
    if (!bookingId || !bayId || !technicianId || !startAt || !endAt) return undefined;
    return { bookingId, bayId, technicianId, startAt, endAt, jobId: '' };
  }

  get slotNeed(): SlotNeed {
    return slotNeedOf(this.operations);
  }

  /** Codes of all that is planned. */
  get operationCodes(): string[] {
    return [...new Set(this.concerns.flatMap(({ operations }) => operations))];
  }

  /** Parts that are planned, each once. */
  get partNumbers(): string[] {
    return [...new Set(this.concerns.flatMap(({ parts }) => parts.map(({ partNumber }) => partNumber)))];
  }

  /** Whether it begins within an hour of what the customer wished. */
  get isAsWished(): boolean {
    return !!this.wishedAt && !!this.startAt && Math.abs(Number(this.startAt) - Number(this.wishedAt)) <= hourMs;
  }

  /** Whether all is prepared. */
  get isReady(): boolean {
    return this.itemsMissing === 0;
  }

  /**
   * What is to be done by itself before it begins, earliest first; what is over by now is not.
   *
   * @param zone IANA name of the station's zone
   */
  reminders(zone: string, now: Date): { step: string; dueAt: Date }[] {
    if (!this.startAt) return [];
    const at = remindersOf(this.startAt, zone);
    return (['day', 'hour'] as const)
      .map((ahead) => ({ step: reminderSteps[ahead], dueAt: at[ahead] }))
      .filter(({ dueAt }) => dueAt > now);
  }

  /** @param revision that the caller saw. @throws Conflict when it has changed since */
  mustBeAt(revision: number): void {
    if (this.revision !== revision) throw new Conflict('APPOINTMENT_CHANGED', { revision: String(this.revision) });
  }

  /** Takes the place of what was said before; a concern that keeps its id keeps what was thought of it. */
  amend(revision: number, wish: Wish, said: readonly Said[], at: Date): void {
    this.mustBeAt(revision);
    this.know(wish, said);
    this.step('amend', at, this.known);
  }

  decline(reason: string, otherStationIds: string[], at: Date): void {
    this.step('decline', at, { reason, otherStationIds });
  }

  /** @param published operations that are in force */
  recordPreDiagnosis(
    diagnoses: readonly Diagnosis[],
    published: readonly PublishedOperation[],
    recordedBy: string,
    at: Date,
  ): void {
    this.mustAllow('recordPreDiagnosis');
    for (const { concernId } of diagnoses) this.mustHaveConcern(concernId);
    this.concerns = this.concerns.map((concern) => {
      const found = diagnoses.find(({ concernId }) => concernId === concern.concernId);
      return found ? { ...concern, ...found } : concern;
    });
    this.plan(published);
    this.estimate = this.told = null;
    const told = diagnoses.map(({ concernId, suspectedCause, operations }) => ({
      concernId,
      suspectedCause,
      operations,
    }));
    this.step('recordPreDiagnosis', at, { recordedBy, diagnoses: told });
  }

  /** @param concernId empty: about the truck as a whole */
  requestDiagnosisHelp(questionId: string, concernId: string, description: string, askedBy: string, at: Date): void {
    if (concernId) this.mustHaveConcern(concernId);
    const open = { answer: '', expertId: '', answeredAt: '' };
    const question = { questionId, concernId, description, askedBy, askedAt: at.toISOString(), ...open };
    this.askedHelp(appended(this.questions, question, max.questions));
    this.step('requestDiagnosisHelp', at, { questionId, concernId, askedBy });
  }

  answerDiagnosisHelp(questionId: string, answer: string, expertId: string, at: Date): void {
    this.mustAllow('answerDiagnosisHelp');
    const question = this.questions.find((each) => each.questionId === questionId);
    if (!question) throw new NotFound('question', questionId);
    if (question.expertId) throw new Refused('QUESTION_ANSWERED_ALREADY', { questionId });
    const answered = { ...question, answer, expertId, answeredAt: at.toISOString() };
    this.askedHelp(this.questions.map((each) => (each === question ? answered : each)));
    this.step('answerDiagnosisHelp', at, { questionId, expertId, askedAt: new Date(question.askedAt) });
  }

  /**
   * Reckons price and duration of what is planned.
   *
   * @param published operations that are in force
   * @param price what the wanted comes to, by the prices in force
   * @throws Refused for what nobody published a price for
   */
  reckon(published: readonly PublishedOperation[], price: (wanted: readonly Wanted[]) => Reckoned, at: Date): Estimate {
    this.mustAllow('estimate');
    this.plan(published);
    const wanted = wantedOf(this.concerns, this.operations);
    if (wanted.length === 0) throw new Refused('NOTHING_PLANNED');
    const { currency, labourMinutes, lines, totals, missing } = price(wanted);
    const codes = [...new Set(missing.map(({ code }) => code))];
    if (codes.length > 0) throw new Refused('PRICE_NOT_PUBLISHED', { codes: codes.join(', ') });
    const nothing = { netMinor: 0n, taxMinor: 0n, amountMinor: 0n };
    const { netMinor, taxMinor, amountMinor } = totals.find(({ payer }) => payer === customer) ?? nothing;
    const priceLists = [...new Set(lines.map(({ priceList }) => priceList))].sort();
    const estimate = { amountMinor, currency, labourMinutes, priceLists };
    this.estimate = { ...estimate, netMinor, taxMinor };
    this.estimateVersion += 1;
    this.told = null;
    this.step('estimate', at, { estimateVersion: this.estimateVersion, estimate });
    return this.estimate;
  }

  /** What he was told of the same estimate before stays told. */
  explainEstimate(telling: Telling, toldBy: string, at: Date): void {
    this.mustAllow('explainEstimate');
    if (!this.estimate) throw new Refused('ESTIMATE_MISSING');
    const { estimateVersion, told } = this;
    const facts = {
      estimateVersion,
      causeTold: telling.causeTold || !!told?.causeTold,
      remedyTold: telling.remedyTold || !!told?.remedyTold,
      priceTold: telling.priceTold || !!told?.priceTold,
      durationTold: telling.durationTold || !!told?.durationTold,
      channel: telling.channel,
      toldBy,
    };
    this.told = { ...facts, toldTo: telling.toldTo };
    this.step('explainEstimate', at, facts);
  }

  chooseSlot(slot: AgreedSlot, at: Date): void {
    this.takeSlot(slot);
    this.requiresTimeEnough();
    this.step('chooseSlot', at, { slot: this.slot, asWished: this.isAsWished });
  }

  /** @throws Refused for one who is no advisor of the station; whether he is at work then is asked by the standard */
  assignAdvisor(advisorId: string, advisor: Advisor | undefined, at: Date): void {
    this.mustBeAdvisor(advisorId, advisor, this.startAt ?? at);
    this.advisorId = advisorId;
    if (this.startAt) this.requiresAdvisor(advisor);
    this.step('assignAdvisor', at, { advisorId });
  }

  /**
   * @param claimed what the workshop keeps for it, if it does
   * @throws Refused where the vehicle has another appointment at the same time
   */
  confirm(claimed: Pick<Slot, 'bookingId'> | undefined, { advisor, zone, other }: SlotFacts, at: Date): void {
    this.requiresFacts();
    this.requiresDiagnoses();
    this.requiresEstimate();
    this.requires('APT-D05', this.slot !== undefined, 'SLOT_MISSING');
    this.requires('APT-D05', !this.slot || claimed?.bookingId === this.bookingId, 'SLOT_NOT_KEPT');
    this.requiresTimeEnough();
    this.requires('APT-D06', this.advisorId !== null, 'ADVISOR_MISSING');
    if (this.advisorId && this.startAt) this.requiresAdvisor(advisor);
    this.mustAllow('confirm');
    mustBeTheOnlyOne(other);
    this.step('confirm', at, {
      customerId: this.customerId ?? '',
      vehicleId: this.vehicleId ?? '',
      advisorId: this.advisorId ?? '',
      slot: this.slot,
      operations: this.operations.map(({ concernId, workKind, code, labourMinutes, skill }) => ({
        concernId,
        workKind,
        code,
        labourMinutes,
        skill,
      })),
      parts: this.parts,
      estimate: this.estimate ?? undefined,
      standardVersion: this.standardVersion ?? '',
    });
    this.confirmedAt = at;
    this.prepared(nothingPrepared());
    if (this.parts.length === 0) this.markByItself({ item: 'parts', ready: true, reason: '' }, at);
    this.setReminders(zone, at);
  }

  markPreparationItem({ item, ready, reason }: Mark, markedBy: string, at: Date): void {
    this.mark({ item, ready, reason: ready ? '' : reason || 'not_said' }, markedBy, at);
  }

  /** What others tell of it. Nothing happens where it is so already, or where there is nothing to prepare any more. */
  markByItself(mark: Mark, at: Date): void {
    const status = mark.ready ? 'ready' : 'not_ready';
    const known = this.preparation.find(({ item }) => item === mark.item);
    if (this.status !== 'confirmed' || (known?.status === status && known.reason === mark.reason)) return;
    this.mark(mark, null, at);
  }

  /** @param bookingId of the slot that the workshop has booked */
  slotBooked(bookingId: string, at: Date): void {
    if (bookingId === this.bookingId) this.markByItself({ item: 'technician_and_bay', ready: true, reason: '' }, at);
  }

  move({ movedBy, reason, slot, advisorId }: Move, notice: Notice, { advisor, zone }: SlotFacts, at: Date): void {
    this.mustAllow('move');
    if (movedBy === 'station') this.requiresNotice(notice, zone, at);
    const previousStartAt = this.startAt ?? undefined;
    this.takeSlot(slot);
    this.requiresTimeEnough();
    this.mustBeAdvisor(advisorId, advisor, slot.startAt);
    this.advisorId = advisorId;
    this.requiresAdvisor(advisor);
    const unsaid = nothingPrepared();
    this.prepared(this.preparation.map((each, index) => (each.item === 'technician_and_bay' ? unsaid[index]! : each)));
    this.beforehand = [];
    this.setReminders(zone, at);
    this.step('move', at, { slot: this.slot, previousStartAt, advisorId, movedBy, reason });
  }

  /** @param zone IANA name of the station's zone */
  cancel(cancelledBy: string, reason: string, notice: Notice, zone: string, at: Date): void {
    if (cancelledBy === 'station') this.requiresNotice(notice, zone, at);
    this.step('cancel', at, { cancelledBy, reason });
    this.restReminders();
  }

  /** It is a day, or an hour, before it begins. */
  fallDue(ahead: Ahead, at: Date): void {
    if (this.status !== 'confirmed' || (this.startAt && at >= this.startAt)) return;
    if (ahead === 'day') this.dayDueAt = at;
    else this.hourDueAt = at;
    this.step('fallDue', at, { ahead, itemsMissing: this.itemsMissing });
  }

  /** Who confirms an hour before needs no confirmation of the day before any more. */
  reconfirmAppointment(ahead: Ahead, answer: string, confirmedBy: string, at: Date): void {
    const ready = this.isReady;
    this.beforehand = appended(this.beforehand, { ahead, answer, ready, confirmedBy, confirmedAt: at }, max.beforehand);
    this.step('reconfirmAppointment', at, { ahead, answer, ready, confirmedBy });
    this.rest('day');
    if (ahead === 'hour') this.rest('hour');
  }

  /** The truck came. Nothing happens where it is over otherwise. */
  keep(at: Date): void {
    if (!(appointmentSteps.keep.from as readonly string[]).includes(this.status)) return;
    this.step('keep', at);
    this.restReminders();
  }

  /**
   * The truck did not come. Nothing happens where it is over already, or was moved to a later time before that was known.
   *
   * @param dueAt when the truck was waited for
   */
  markNoShow(at: Date, dueAt: Date | undefined): void {
    if (this.status !== 'confirmed' || (dueAt && this.startAt && dueAt < this.startAt)) return;
    this.step('markNoShow', at);
    this.restReminders();
  }

  /** Each step counts as a change, which the next editor must have seen. */
  protected override step<V extends keyof typeof appointmentSteps & string>(
    verb: V,
    at: Date,
    ...facts: StepFacts<(typeof appointmentSteps)[V], AppointmentEvents, 'appointment'>
  ): void {
    super.step(verb, at, ...facts);
    this.revision += 1;
  }

  private know(wish: Wish, said: readonly Said[]): void {
    const { customerId, vehicleId, party, vin, plate, model, odometerKm, wishedAt } = wish;
    // While the customer's record can't be read, what was read of the same customer stands.
    const kept = customerId === this.customerId ? this.contacts : null;
    this.contacts = wish.contacts ?? kept ?? null;
    Object.assign(this, { customerId, vehicleId, party, vin, plate, model, odometerKm, wishedAt });
    this.plateIndex = wish.plateIndex;
    this.callBackIndex = wish.callBackIndex;
    const before = new Map(this.concerns.map((concern) => [concern.concernId, concern]));
    this.concerns = said.map(({ concernId, kind, description }) => {
      const thought = before.get(concernId) ?? { suspectedCause: '', remedy: '', operations: [], parts: [] };
      return { ...thought, concernId, kind, description };
    });
    const kinds = new Map(this.concerns.map(({ concernId, kind }) => [concernId, kind]));
    const isAsPlanned = [...before.values()].every(({ concernId, kind }) => kinds.get(concernId) === kind);
    if (isAsPlanned) return;
    this.operations = this.operations.filter(({ concernId }) => kinds.has(concernId));
    this.estimate = this.told = null;
  }

  private get known() {
    return {
      customerId: this.customerId ?? '',
      vehicleId: this.vehicleId ?? '',
      concerns: this.concerns.map(({ concernId, kind }) => ({ concernId, kind })),
      wishedAt: this.wishedAt ?? undefined,
    };
  }

  private get parts() {
    return this.concerns.flatMap(({ concernId, parts }) => parts.map((part) => ({ concernId, ...part })));
  }

  private plan(published: readonly PublishedOperation[]): void {
    this.operations = planOf(this.concerns, published);
  }

  private mustHaveConcern(concernId: string): void {
    if (!this.concerns.some((concern) => concern.concernId === concernId)) throw new NotFound('concern', concernId);
  }

  private askedHelp(questions: DiagnosisQuestion[]): void {
    this.questions = questions;
    const oldest = questions.find(({ expertId }) => !expertId);
    this.helpAskedAt = oldest ? new Date(oldest.askedAt) : null;
  }

  private takeSlot({ bookingId, bayId, technicianId, startAt, endAt }: AgreedSlot): void {
    this.bookingId = bookingId;
    this.bayId = bayId;
    this.technicianId = technicianId;
    this.startAt = startAt;
    this.endAt = endAt;
  }

  private mustBeAdvisor(advisorId: string, advisor: Advisor | undefined, at: Date): void {
    if (!hasRole(advisor, 'SERVICE_ADVISOR', at)) throw new Refused('ADVISOR_UNKNOWN', { advisorId });
  }

  private requiresAdvisor(advisor: Advisor | undefined): void {
    this.requires('APT-D06', receives(advisor, this.startAt!), 'ADVISOR_NOT_ON_SHIFT');
  }

  private requiresFacts(): void {
    const { party, vin, plate, odometerKm, wishedAt, concerns } = this;
    this.requires('APT-D02', isGiven(party.name), 'CUSTOMER_MISSING');
    this.requires('APT-D02', isPhoneGiven(party.callBackNumber), 'CALL_BACK_NUMBER_MISSING');
    this.requires('APT-D02', isGiven(vin) || isGiven(plate), 'VEHICLE_MISSING');
    this.requires('APT-D02', odometerKm > 0, 'ODOMETER_MISSING');
    this.requires('APT-D02', wishedAt !== null, 'WISHED_TIME_MISSING');
    this.requires(
      'APT-D02',
      concerns.some(({ description }) => isGiven(description)),
      'CONCERN_MISSING',
    );
    for (const { concernId, kind, description } of concerns) {
      this.requires('APT-D02', kind !== 'fault' || isGiven(description), 'CONCERN_DESCRIPTION_MISSING', concernId);
    }
  }

  private requiresDiagnoses(): void {
    for (const { concernId, kind, suspectedCause, remedy, operations } of this.concerns) {
      const isDiagnosed = kind !== 'fault' || (suspectedCause !== '' && isGiven(remedy));
      this.requires('APT-D03', isDiagnosed, 'PRE_DIAGNOSIS_MISSING', concernId);
      this.requires('APT-D03', kind === 'fault' || operations.length > 0, 'PLANNED_OPERATION_MISSING', concernId);
    }
    for (const { questionId, expertId } of this.questions) {
      this.requires('APT-D03', expertId !== '', 'HELP_ANSWER_MISSING', questionId);
    }
  }

  private requiresEstimate(): void {
    this.requires('APT-D04', this.estimate !== null, 'ESTIMATE_MISSING');
    this.requires('APT-D04', !!this.told?.causeTold, 'CAUSE_NOT_TOLD');
    this.requires('APT-D04', !!this.told?.remedyTold, 'REMEDY_NOT_TOLD');
    this.requires('APT-D04', !!this.told?.priceTold, 'PRICE_NOT_TOLD');
    this.requires('APT-D04', !!this.told?.durationTold, 'DURATION_NOT_TOLD');
  }

  private requiresTimeEnough(): void {
    if (!this.startAt || !this.endAt) return;
    const minutes = (Number(this.endAt) - Number(this.startAt)) / 60_000;
    this.requires('APT-D05', minutes >= this.slotNeed.minutes, 'SLOT_TOO_SHORT');
  }

  private requiresNotice({ attempts, alternativeOffered }: Notice, zone: string, at: Date): void {
    mustBeOver(attempts, at);
    this.requires('APT-D10', wasGiven(attempts, zone), 'CUSTOMER_NOT_TOLD');
    this.requires('APT-D10', alternativeOffered, 'ALTERNATIVE_NOT_OFFERED');
  }

  private mark({ item, ready, reason }: Mark, markedBy: string | null, at: Date): void {
    const marked = { item, status: ready ? 'ready' : 'not_ready', reason, markedBy, markedAt: at };
    this.prepared(this.preparation.map((each) => (each.item === item ? marked : each)));
    this.step('markPreparationItem', at, { item, ready, reason, markedBy: markedBy ?? '' });
  }

  private prepared(preparation: PreparationItem[]): void {
    this.preparation = preparation;
    this.itemsMissing = missingOf(preparation);
  }

  private setReminders(zone: string, now: Date): void {
    // What is not to be set is taken off, not left as it was: it may be set for an earlier time.
    this.restReminders();
    for (const { step, dueAt } of this.reminders(zone, now)) this.schedule(step, dueAt);
  }

  private restReminders(): void {
    this.rest('day');
    this.rest('hour');
  }

  private rest(ahead: Ahead): void {
    if (ahead === 'day') this.dayDueAt = null;
    else this.hourDueAt = null;
    this.unschedule(reminderSteps[ahead]);
  }
}
