import type { Slot } from '@waystation/contracts/workshop/v1/events';
import { Conflict, isGiven, isPhoneGiven, Refused, type Actor } from '@waystation/model';
import { hasRole } from '@waystation/reference/model';
import { receives, type Advisor } from './advisor.ts';
import { isLongEnough, type AgreedSlot, type Move, type SlotFacts } from './agreed-slot.ts';
import { AppointmentRecord } from './appointment-record.ts';
import { appointmentSteps } from './appointment-steps.ts';
import { Reconfirmations, type CustomerAnswer } from './reconfirmations.ts';
import { Concerns, diagnosisFacts, type Diagnosis, type StatedConcern } from './concerns.ts';
import { DiagnosisQuestions, type DiagnosisHelpAnswer, type DiagnosisHelpRequest } from './diagnosis-questions.ts';
import { estimateOf, explained, type Estimate, type Explanation } from './estimate.ts';
import { mustBeOver, wasGiven, type Cancellation, type Notice } from './notice.ts';
import { mustBeTheOnlyOne } from './other-appointment.ts';
import {
  operationFacts,
  planOf,
  itemsToEstimate,
  type Priced,
  type PublishedOperation,
  type ItemToEstimate,
} from './plan.ts';
import { Preparation, type Mark, type PreparationItem } from './preparation.ts';
import type { LeadTime } from './reminders.ts';
import type { RequestDetails } from './request-details.ts';

/** Identity and source of a new appointment. */
export interface NewAppointment {
  appointmentId: string;
  visitId: string;
  stationId: string;
  /** Empty: no version is known. */
  standardVersion: string;
  /** `phone`, `in_person`, `fleet`, `portal` or `telematics`. */
  source: string;
}

/** Staff member who takes a step. */
type By = Pick<Actor, 'id'>;

/**
 * Appointment of one vehicle, from the first request until the vehicle arrives: the customer's request, diagnosis and
 * estimate, slot and advisor, and the preparation.
 */
export class Appointment extends AppointmentRecord {
  static request(
    identity: NewAppointment,
    request: RequestDetails,
    stated: readonly StatedConcern[],
    at: Date,
  ): Appointment {
    const { appointmentId: id, visitId, stationId, standardVersion, source } = identity;
    const appointment = new Appointment();
    appointment.begin({ id, stationId, visitId, standardVersion }, 'requested');
    appointment.revision = 1;
    appointment.source = source;
    appointment.requestedAt = at;
    appointment.concerns = [];
    appointment.questions = [];
    appointment.operations = [];
    appointment.preparation = [];
    appointment.reconfirmations = [];
    appointment.estimateVersion = appointment.itemsMissing = 0;
    appointment.setRequest(request, stated);
    appointment.publish('AppointmentRequested', at, { ...appointment.requestFacts, source, standardVersion });
    return appointment;
  }

  /** @param revision that the caller saw. @throws Conflict when it has changed since */
  mustBeAt(revision: number): void {
    if (this.revision !== revision) throw new Conflict('APPOINTMENT_CHANGED', { revision: String(this.revision) });
  }

  /** Replaces the customer's request; a concern that keeps its id keeps its diagnosis. */
  amend(revision: number, request: RequestDetails, stated: readonly StatedConcern[], at: Date): void {
    this.mustBeAt(revision);
    this.setRequest(request, stated);
    this.step('amend', at, this.requestFacts);
  }

  decline(reason: string, otherStationIds: string[], at: Date): void {
    this.step('decline', at, { reason, otherStationIds });
  }

  /** @param published operations in force */
  recordPreDiagnosis(
    diagnoses: readonly Diagnosis[],
    published: readonly PublishedOperation[],
    { id: recordedBy }: By,
    at: Date,
  ): void {
    this.mustAllow('recordPreDiagnosis');
    this.concerns = Concerns.diagnose(this.concerns, diagnoses);
    this.operations = planOf(this.concerns, published);
    this.estimate = this.explainedEstimate = null;
    this.step('recordPreDiagnosis', at, { recordedBy, diagnoses: diagnoses.map(diagnosisFacts) });
  }

  requestDiagnosisHelp(request: DiagnosisHelpRequest, { id: askedBy }: By, at: Date): void {
    const { questionId, concernId } = request;
    if (concernId) Concerns.mustHave(this.concerns, concernId);
    this.keepQuestions(DiagnosisQuestions.ask(this.questions, request, askedBy, at));
    this.step('requestDiagnosisHelp', at, { questionId, concernId, askedBy });
  }

  answerDiagnosisHelp(answer: DiagnosisHelpAnswer, { id: expertId }: By, at: Date): void {
    this.mustAllow('answerDiagnosisHelp');
    const { questionId } = answer;
    this.keepQuestions(DiagnosisQuestions.answer(this.questions, answer, expertId, at));
    const askedAt = DiagnosisQuestions.askedAt(this.questions, questionId);
    this.step('answerDiagnosisHelp', at, { questionId, expertId, askedAt });
  }

  /**
   * Estimates price and duration of the planned work.
   *
   * @param published operations in force
   * @param price prices the work by the prices in force
   * @throws Refused if nothing is planned, or a part or operation has no published price
   */
  estimateAppointment(
    published: readonly PublishedOperation[],
    price: (wanted: readonly ItemToEstimate[]) => Priced,
    at: Date,
  ): Estimate {
    this.mustAllow('estimate');
    this.operations = planOf(this.concerns, published);
    this.estimate = estimateOf(itemsToEstimate(this.concerns, this.operations), price);
    this.estimateVersion += 1;
    this.explainedEstimate = null;
    const { amountMinor, currency, labourMinutes, priceLists } = this.estimate;
    const estimate = { amountMinor, currency, labourMinutes, priceLists };
    this.step('estimate', at, { estimateVersion: this.estimateVersion, estimate });
    return this.estimate;
  }

  /** Explains the estimate to the customer; earlier explanations of the same estimate stay. */
  explainEstimate(explanation: Explanation, { id: explainedBy }: By, at: Date): void {
    this.mustAllow('explainEstimate');
    if (!this.estimate) throw new Refused('ESTIMATE_MISSING');
    const { estimateVersion } = this;
    this.explainedEstimate = explained(this.explainedEstimate, explanation, { estimateVersion, explainedBy });
    const { explainedTo: _name, ...facts } = this.explainedEstimate;
    this.step('explainEstimate', at, facts);
  }

  chooseSlot(slot: AgreedSlot, at: Date): void {
    this.takeSlot(slot);
    this.requiresLongEnoughSlot();
    this.step('chooseSlot', at, { slot: this.slot, asPreferred: this.isAsPreferred });
  }

  /** @throws Refused if the person is no advisor of the station; a missing shift is a deviation from APT-D06 */
  assignAdvisor(advisorId: string, advisor: Advisor | undefined, at: Date): void {
    this.mustBeAdvisor(advisorId, advisor, this.startAt ?? at);
    this.advisorId = advisorId;
    if (this.startAt) this.requiresAdvisor(advisor);
    this.step('assignAdvisor', at, { advisorId });
  }

  /**
   * @param claimed slot that the workshop keeps for the appointment; undefined if it keeps none
   * @throws Refused if the vehicle has another appointment at the same time
   */
  confirm(claimed: Pick<Slot, 'bookingId'> | undefined, { advisor, timeZone, other }: SlotFacts, at: Date): void {
    this.requiresFacts();
    this.requiresDiagnoses();
    this.requiresEstimate();
    this.requires('APT-D05', this.slot !== undefined, 'SLOT_MISSING');
    this.requires('APT-D05', !this.slot || claimed?.bookingId === this.bookingId, 'SLOT_NOT_HELD');
    this.requiresLongEnoughSlot();
    this.requires('APT-D06', this.advisorId !== null, 'ADVISOR_MISSING');
    if (this.advisorId && this.startAt) this.requiresAdvisor(advisor);
    this.mustAllow('confirm');
    mustBeTheOnlyOne(other);
    const parts = Concerns.parts(this.concerns);
    this.step('confirm', at, {
      customerId: this.customerId ?? '',
      vehicleId: this.vehicleId ?? '',
      advisorId: this.advisorId ?? '',
      slot: this.slot,
      operations: this.operations.map(operationFacts),
      parts,
      estimate: this.estimate ?? undefined,
      standardVersion: this.standardVersion ?? '',
    });
    this.confirmedAt = at;
    this.keepPreparation(Preparation.start());
    if (parts.length === 0) this.markAutomatically({ item: 'parts', ready: true, reason: '' }, at);
    this.setReminders(timeZone, at);
  }

  markPreparationItem({ item, ready, reason }: Mark, { id: markedBy }: By, at: Date): void {
    this.mark({ item, ready, reason: ready ? '' : reason || 'not_stated' }, { markedBy, markedAt: at });
  }

  /** Marks an item because of another service's event. Ignores a repeated mark, and an appointment that is over. */
  markAutomatically(mark: Mark, at: Date): void {
    if (this.status !== 'confirmed' || Preparation.isMarked(this.preparation, mark)) return;
    this.mark(mark, { markedBy: null, markedAt: at });
  }

  /** @param bookingId of the slot that the workshop has booked */
  markBay(bookingId: string, at: Date): void {
    if (bookingId === this.bookingId)
      this.markAutomatically({ item: 'technician_and_bay', ready: true, reason: '' }, at);
  }

  move({ movedBy, reason, slot, advisorId }: Move, notice: Notice, { advisor, timeZone }: SlotFacts, at: Date): void {
    this.mustAllow('move');
    if (movedBy === 'station') this.requiresNotice(notice, timeZone, at);
    const previousStartAt = this.startAt ?? undefined;
    this.takeSlot(slot);
    this.requiresLongEnoughSlot();
    this.mustBeAdvisor(advisorId, advisor, slot.startAt);
    this.advisorId = advisorId;
    this.requiresAdvisor(advisor);
    this.keepPreparation(Preparation.reopen(this.preparation, 'technician_and_bay'));
    this.reconfirmations = [];
    this.setReminders(timeZone, at);
    this.step('move', at, { slot: this.slot, previousStartAt, advisorId, movedBy, reason });
  }

  /** @param timeZone IANA name of the station's zone */
  cancel({ cancelledBy, reason }: Cancellation, notice: Notice, timeZone: string, at: Date): void {
    if (cancelledBy === 'station') this.requiresNotice(notice, timeZone, at);
    this.step('cancel', at, { cancelledBy, reason });
    this.dropReminders();
  }

  /** Requests the reconfirmation, a day or an hour before the appointment. */
  remind(leadTime: LeadTime, at: Date): void {
    if (this.status !== 'confirmed' || (this.startAt && at >= this.startAt)) return;
    if (leadTime === 'day') this.dayDueAt = at;
    else this.hourDueAt = at;
    this.step('remind', at, { leadTime, itemsMissing: this.itemsMissing });
  }

  /** Records the customer's answer; an answer an hour before also settles the reconfirmation a day before. */
  reconfirmAppointment({ leadTime, answer }: CustomerAnswer, { id: confirmedBy }: By, at: Date): void {
    const facts = { leadTime, answer, ready: this.isReady, confirmedBy };
    this.reconfirmations = Reconfirmations.add(this.reconfirmations, { ...facts, confirmedAt: at });
    this.step('reconfirmAppointment', at, facts);
    this.dropReminder('day');
    if (leadTime === 'hour') this.dropReminder('hour');
  }

  /** Keeps the appointment when the vehicle arrives; ignores an appointment that was cancelled or declined. */
  keep(at: Date): void {
    if (!(appointmentSteps.keep.from as readonly string[]).includes(this.status)) return;
    this.step('keep', at);
    this.dropReminders();
  }

  /**
   * Marks the vehicle's no-show. Ignores an appointment that is over, or was moved to a later time in the meantime.
   *
   * @param dueAt time at which the vehicle was expected
   */
  markNoShow({ dueAt }: { dueAt: Date | undefined }, at: Date): void {
    if (this.status !== 'confirmed' || (dueAt && this.startAt && dueAt < this.startAt)) return;
    this.step('markNoShow', at);
    this.dropReminders();
  }

  private mark(mark: Mark, by: Pick<PreparationItem, 'markedBy'> & { markedAt: Date }): void {
    this.keepPreparation(Preparation.mark(this.preparation, mark, by));
    const { item, ready, reason } = mark;
    this.step('markPreparationItem', by.markedAt, { item, ready, reason, markedBy: by.markedBy ?? '' });
  }

  private mustBeAdvisor(advisorId: string, advisor: Advisor | undefined, at: Date): void {
    if (!hasRole(advisor, 'SERVICE_ADVISOR', at)) throw new Refused('ADVISOR_UNKNOWN', { advisorId });
  }

  private requiresAdvisor(advisor: Advisor | undefined): void {
    this.requires('APT-D06', receives(advisor, this.startAt!), 'ADVISOR_NOT_ON_SHIFT');
  }

  private requiresFacts(): void {
    const { party, vin, plate, odometerKm, preferredAt, concerns } = this;
    this.requires('APT-D02', isGiven(party.name), 'CUSTOMER_MISSING');
    this.requires('APT-D02', isPhoneGiven(party.callBackNumber), 'CALL_BACK_NUMBER_MISSING');
    this.requires('APT-D02', isGiven(vin) || isGiven(plate), 'VEHICLE_MISSING');
    this.requires('APT-D02', odometerKm > 0, 'ODOMETER_MISSING');
    this.requires('APT-D02', preferredAt !== null, 'PREFERRED_TIME_MISSING');
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
    this.requires('APT-D04', !!this.explainedEstimate?.causeExplained, 'CAUSE_NOT_EXPLAINED');
    this.requires('APT-D04', !!this.explainedEstimate?.remedyExplained, 'REMEDY_NOT_EXPLAINED');
    this.requires('APT-D04', !!this.explainedEstimate?.priceExplained, 'PRICE_NOT_EXPLAINED');
    this.requires('APT-D04', !!this.explainedEstimate?.durationExplained, 'DURATION_NOT_EXPLAINED');
  }

  private requiresLongEnoughSlot(): void {
    const isEnough = isLongEnough(this, this.slotRequirement);
    if (isEnough !== undefined) this.requires('APT-D05', isEnough, 'SLOT_TOO_SHORT');
  }

  private requiresNotice({ attempts, alternativeOffered }: Notice, timeZone: string, at: Date): void {
    mustBeOver(attempts, at);
    this.requires('APT-D10', wasGiven(attempts, timeZone), 'CUSTOMER_NOT_INFORMED');
    this.requires('APT-D10', alternativeOffered, 'ALTERNATIVE_NOT_OFFERED');
  }
}
