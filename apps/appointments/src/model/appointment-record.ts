import type { Slot } from '@waystation/contracts/workshop/v1/events';
import { Aggregate, type CustomerContacts, type StepFacts } from '@waystation/model';
import { isAsPreferred, slotMessage, type AgreedSlot } from './agreed-slot.ts';
import type { AppointmentEvents } from './appointment-events.ts';
import { appointmentSteps } from './appointment-steps.ts';
import type { Reconfirmations } from './reconfirmations.ts';
import { Concerns, type StatedConcern } from './concerns.ts';
import { DiagnosisQuestions } from './diagnosis-questions.ts';
import type { Estimate, ExplainedEstimate } from './estimate.ts';
import { slotRequirementOf, type PlannedOperation, type SlotRequirement } from './plan.ts';
import { Preparation } from './preparation.ts';
import { remindersAhead, reminderSteps, type LeadTime } from './reminders.ts';
import type { Party, RequestDetails } from './request-details.ts';

/** Fields of an appointment, and the changes that concern several of them. `Appointment` has the steps and rules. */
export abstract class AppointmentRecord extends Aggregate<typeof appointmentSteps, AppointmentEvents, 'appointment'> {
  declare visitId: string;
  /** Rises with each step. */
  declare revision: number;
  declare source: string;
  declare requestedAt: Date;
  customerId: string | null = null;
  vehicleId: string | null = null;
  declare party: Party;
  /** Null: the customer's record was never read. */
  contacts: CustomerContacts | null = null;
  declare vin: string;
  declare plate: string;
  plateIndex: Uint8Array | null = null;
  callBackIndex: Uint8Array | null = null;
  declare model: string;
  declare odometerKm: number;
  preferredAt: Date | null = null;
  declare concerns: Concerns;
  declare questions: DiagnosisQuestions;
  /** Time of the oldest question that waits for an answer. */
  helpRequestedAt: Date | null = null;
  declare operations: PlannedOperation[];
  /** Version of the newest estimate; 0 before the first. */
  declare estimateVersion: number;
  /** Null before the first, and after the plan has changed. */
  estimate: Estimate | null = null;
  explainedEstimate: ExplainedEstimate | null = null;
  bookingId: string | null = null;
  bayId: string | null = null;
  technicianId: string | null = null;
  startAt: Date | null = null;
  endAt: Date | null = null;
  advisorId: string | null = null;
  confirmedAt: Date | null = null;
  declare preparation: Preparation;
  /** Number of preparation items that are not ready. */
  declare itemsMissing: number;
  /** Start of the reconfirmation a day before; null while none is due. */
  dayDueAt: Date | null = null;
  /** Start of the reconfirmation an hour before; null while none is due. */
  hourDueAt: Date | null = null;
  declare reconfirmations: Reconfirmations;

  protected get steps() {
    return appointmentSteps;
  }
  protected get subject() {
    return 'appointment' as const;
  }

  /** Slot in the form of events and answers; undefined before the choice. */
  get slot(): Slot | undefined {
    return slotMessage(this);
  }

  get slotRequirement(): SlotRequirement {
    return slotRequirementOf(this.operations);
  }

  /** Codes of the planned operations, without duplicates. */
  get operationCodes(): string[] {
    return Concerns.operationCodes(this.concerns);
  }

  /** Numbers of the planned parts, without duplicates. */
  get partNumbers(): string[] {
    return [...new Set(Concerns.parts(this.concerns).map(({ partNumber }) => partNumber))];
  }

  /** True if the slot begins within an hour of the time that the customer wished for. */
  get isAsPreferred(): boolean {
    return isAsPreferred(this);
  }

  /** True if every preparation item is ready. */
  get isReady(): boolean {
    return this.itemsMissing === 0;
  }

  /**
   * Future reminders, earliest first.
   *
   * @param timeZone IANA name of the station's zone
   */
  reminders(timeZone: string, now: Date): { step: string; dueAt: Date }[] {
    return remindersAhead(this.startAt, timeZone, now);
  }

  /** Raises the revision with each step, so that an edit of an older state is refused. */
  protected override step<V extends keyof typeof appointmentSteps & string>(
    verb: V,
    at: Date,
    ...facts: StepFacts<(typeof appointmentSteps)[V], AppointmentEvents, 'appointment'>
  ): void {
    super.step(verb, at, ...facts);
    this.revision += 1;
  }

  /** Customer's request in the form of events. */
  protected get requestFacts() {
    return {
      customerId: this.customerId ?? '',
      vehicleId: this.vehicleId ?? '',
      concerns: this.concerns.map(({ concernId, kind }) => ({ concernId, kind })),
      preferredAt: this.preferredAt ?? undefined,
    };
  }

  protected setRequest(request: RequestDetails, stated: readonly StatedConcern[]): void {
    const { customerId, vehicleId, party, vin, plate, model, odometerKm, preferredAt } = request;
    // If the customer's record cannot be read, contacts of the same customer that were read earlier stay.
    const kept = customerId === this.customerId ? this.contacts : null;
    this.contacts = request.contacts ?? kept ?? null;
    Object.assign(this, { customerId, vehicleId, party, vin, plate, model, odometerKm, preferredAt });
    this.plateIndex = request.plateIndex;
    this.callBackIndex = request.callBackIndex;
    const before = this.concerns;
    this.concerns = Concerns.restate(before, stated);
    if (Concerns.keepPlan(before, this.concerns)) return;
    this.operations = this.operations.filter(({ concernId }) => Concerns.has(this.concerns, concernId));
    this.estimate = this.explainedEstimate = null;
  }

  protected keepQuestions(questions: DiagnosisQuestions): void {
    this.questions = questions;
    this.helpRequestedAt = DiagnosisQuestions.waitingSince(questions);
  }

  protected takeSlot({ bookingId, bayId, technicianId, startAt, endAt }: AgreedSlot): void {
    Object.assign(this, { bookingId, bayId, technicianId, startAt, endAt });
  }

  protected keepPreparation(preparation: Preparation): void {
    this.preparation = preparation;
    this.itemsMissing = Preparation.missing(preparation);
  }

  protected setReminders(timeZone: string, now: Date): void {
    // A reminder of the earlier time may exist that the new time does not set.
    this.dropReminders();
    for (const { step, dueAt } of this.reminders(timeZone, now)) this.schedule(step, dueAt);
  }

  protected dropReminders(): void {
    this.dropReminder('day');
    this.dropReminder('hour');
  }

  protected dropReminder(leadTime: LeadTime): void {
    if (leadTime === 'day') this.dayDueAt = null;
    else this.hourDueAt = null;
    this.unschedule(reminderSteps[leadTime]);
  }
}
