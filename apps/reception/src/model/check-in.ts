import {
  Aggregate,
  appended,
  isGiven,
  mustFit,
  NotFound,
  preparationItems,
  Refused,
  type VisitRef,
} from '@waystation/model';
import { mustBeForm, pointsWithoutResult, type PublishedForm } from '@waystation/reference/model';
import { checkInSteps, type CheckInEvents } from './check-in-steps.ts';
import { type CheckSheet, type SheetPoint } from './check-sheet.ts';
import { isUndiagnosed, type BookedConcern, type Concern, type Diagnosis } from './concern.ts';

/** Damage that existed at the arrival. */
export interface Damage {
  place: string;
  kind: string;
  remarks: string;
  photoHashes: string[];
}

/** Condition of the vehicle at the arrival. */
export interface Condition {
  odometerKm: number;
  belowPreviousReason: string;
  fuelPercent: number;
  damages: Damage[];
  equipment: string[];
  customerPresent: boolean;
  dropOffReason: string;
}

/** Descriptions and belongings of the customer, stored encrypted. */
export interface CheckInTexts {
  /** Descriptions by the concern's id. */
  concerns: Record<string, string>;
  /** Diagnoses by the concern's id. */
  diagnoses: Record<string, string>;
  belongings: string[];
  /** Contact for a customer who has left. */
  contactDetails: string;
}

export interface Custody {
  custodyId: string;
  keys: number;
  vehiclePapers: string[];
  place: string;
}

/** Welcome of the customer by an advisor. */
export interface Greeting {
  /** True if the advisor gave their own name. */
  introduced: boolean;
  /** Reason why the assigned advisor does not welcome the customer; empty if they do. */
  otherAdvisorReason: string;
}

/** Customer's whereabouts during the work. */
export interface WaitingArrangement {
  /** `lounge` or `left`. */
  whereabouts: string;
  /** Contact for a customer who has left. */
  contactDetails: string;
}

/** Visit of a check-in. */
export interface VisitOfCheckIn extends VisitRef {
  appointmentId: string | null;
  assignedAdvisorId: string | null;
  odometerKm: number;
  vehicleId: string | null;
}

const maxConcerns = 50;
/** Limit for concerns, diagnoses, damages and belongings together, in characters: about ten pages of the document. */
const maxLetters = 24_000;

/** Condition without the other fields of a request. */
export function conditionOf(noted: Condition): Condition {
  const { odometerKm, belowPreviousReason, fuelPercent, damages, equipment, customerPresent, dropOffReason } = noted;
  return { odometerKm, belowPreviousReason, fuelPercent, damages, equipment, customerPresent, dropOffReason };
}

/**
 * Record of the reception of customer and vehicle, until the order is countersigned; keys, papers and covers until they
 * are returned or removed. Its id is the visit's.
 */
export class CheckIn extends Aggregate<typeof checkInSteps, CheckInEvents, 'check in'> {
  declare visitId: string;
  vehicleId: string | null = null;
  /** Advisor who receives the customer. */
  declare advisorId: string;
  assignedAdvisorId: string | null = null;
  declare byAppointment: boolean;
  declare openedAt: Date;
  greetedAt: Date | null = null;
  concerns: Concern[] = [];
  /** Start of the wait for a diagnosis; null if no diagnosis is missing. */
  undiagnosedSince: Date | null = null;
  sheetFormId: string | null = null;
  sheetFormVersion = 0;
  sheetPoints: SheetPoint[] = [];
  sheetSeconds = 0;
  sheetCompletedAt: Date | null = null;
  condition: Condition | null = null;
  conditionAt: Date | null = null;
  /** Reading known before the arrival; a lower reading requires a reason. */
  declare knownOdometerKm: number;
  protectiveCoversFittedAt: Date | null = null;
  protectiveCoversRemovedAt: Date | null = null;
  custody: Custody | null = null;
  keysAndPapersTakenAt: Date | null = null;
  keysAndPapersReturnedAt: Date | null = null;
  preparationAt: Date | null = null;
  preparationMissing: string[] = [];
  waitingArrangementAt: Date | null = null;
  whereabouts: string | null = null;
  declare texts: CheckInTexts;

  protected get steps() {
    return checkInSteps;
  }
  protected get subject() {
    return 'check in' as const;
  }

  static open(visit: VisitOfCheckIn, concerns: readonly BookedConcern[], advisorId: string, at: Date): CheckIn {
    const made = new CheckIn();
    const { stationId, visitId, standardVersion } = visit;
    made.begin({ id: visitId, stationId, visitId, standardVersion }, 'open');
    made.vehicleId = visit.vehicleId;
    made.advisorId = advisorId;
    made.assignedAdvisorId = visit.assignedAdvisorId;
    made.byAppointment = visit.appointmentId != null;
    made.openedAt = at;
    made.knownOdometerKm = visit.odometerKm;
    made.texts = { concerns: {}, diagnoses: {}, belongings: [], contactDetails: '' };
    for (const { concernId, kind, description, suspectedCause } of concerns) {
      made.take(
        { concernId, kind, isBooked: true, isConfirmed: false, isFoundByStation: false, suspectedCause },
        description,
      );
    }
    made.trackMissingDiagnoses(at);
    return made;
  }

  greet({ introduced, otherAdvisorReason }: Greeting, advisorId: string, at: Date): void {
    const named = this.assignedAdvisorId ?? '';
    this.requires(
      'REC-D02',
      named === '' || named === advisorId || otherAdvisorReason !== '',
      'ASSIGNED_ADVISOR_ABSENT',
    );
    this.requires('REC-D03', introduced, 'ADVISOR_NOT_INTRODUCED');
    if (this.greetedAt) throw new Refused('CUSTOMER_ALREADY_GREETED');
    this.greetedAt = at;
    this.step('greet', at, { advisorId, assignedAdvisorId: named, otherAdvisorReason });
  }

  /** Confirms booked concerns with the customer. @param stated descriptions by concern; empty if unchanged */
  confirmConcerns(stated: readonly { concernId: string; description: string }[], at: Date): void {
    this.mustAllow('recordConcern');
    for (const { concernId, description } of stated) {
      const concern = { ...this.concernOf(concernId), isConfirmed: true };
      this.change(concern);
      if (isGiven(description)) this.describe({ concernId, description });
      this.publishConcern(concern, at);
    }
    this.mustFitDocument();
    for (const { concernId, isBooked, isConfirmed } of this.concerns) {
      this.requires('REC-D04', !isBooked || isConfirmed, 'CONCERN_NOT_CONFIRMED', concernId);
    }
  }

  addConcern(
    concern: { concernId: string; kind: string; isFoundByStation: boolean },
    description: string,
    at: Date,
  ): void {
    this.mustAllow('recordConcern');
    const { concernId, kind, isFoundByStation } = concern;
    const about = { isBooked: false, isConfirmed: !isFoundByStation, isFoundByStation, suspectedCause: '' };
    this.publishConcern(this.take({ concernId, kind, ...about }, description), at);
    this.mustFitDocument();
    this.trackMissingDiagnoses(at);
  }

  /** @param form published form of the sheet; undefined if none has its id and version */
  completeSheet(sheet: CheckSheet, form: PublishedForm | undefined, advisorId: string, at: Date): void {
    this.requiresNone('REC-D05', 'CHECK_SHEET_POINT_MISSING', pointsWithoutResult(form, sheet));
    this.mustAllow('completeSheet');
    mustBeForm(form, 'check_sheet', sheet);
    const { formId, formVersion, points, seconds } = sheet;
    this.sheetFormId = formId;
    this.sheetFormVersion = formVersion;
    this.sheetPoints = points;
    this.sheetSeconds = seconds;
    this.sheetCompletedAt = at;
    const facts = points.map((point) => ({ pointId: point.pointId, result: point.result, seconds: point.seconds }));
    this.step('completeSheet', at, { advisorId, formId, formVersion, points: facts, seconds });
  }

  recordCondition(condition: Condition, belongings: string[], advisorId: string, at: Date): void {
    const { odometerKm, belowPreviousReason, fuelPercent, damages, customerPresent, dropOffReason } = condition;
    const isBelowPrevious = odometerKm < this.knownOdometerKm;
    this.requires('REC-D07', !isBelowPrevious || belowPreviousReason !== '', 'ODOMETER_BELOW_PREVIOUS_WITHOUT_REASON');
    this.requires('REC-D07', customerPresent || dropOffReason !== '', 'DROP_OFF_WITHOUT_REASON');
    this.condition = condition;
    this.conditionAt = at;
    this.texts = { ...this.texts, belongings };
    this.mustFitDocument();
    this.step('recordCondition', at, {
      advisorId,
      vehicleId: this.vehicleId ?? '',
      odometerKm,
      fuelPercent,
      damages: damages.length,
      customerPresent,
    });
  }

  fitProtectiveCovers(customerPresent: boolean, advisorId: string, at: Date): void {
    this.requires('REC-D13', customerPresent, 'COVERS_FITTED_WITHOUT_CUSTOMER');
    this.protectiveCoversFittedAt = at;
    this.protectiveCoversRemovedAt = null;
    this.step('fitProtectiveCovers', at, { advisorId, customerPresent });
  }

  removeProtectiveCovers(advisorId: string, at: Date): void {
    if (!this.protectiveCoversFittedAt || this.protectiveCoversRemovedAt) throw new Refused('COVERS_NOT_FITTED');
    this.protectiveCoversRemovedAt = at;
    this.step('removeProtectiveCovers', at, { advisorId });
  }

  takeKeysAndPapers(custody: Custody, advisorId: string, at: Date): void {
    const { custodyId, keys, vehiclePapers, place } = custody;
    this.requires('REC-D14', isGiven(place), 'CUSTODY_WITHOUT_PLACE');
    if (this.isKeeping) throw new Refused('KEYS_AND_PAPERS_ALREADY_TAKEN');
    this.custody = custody;
    this.keysAndPapersTakenAt = at;
    this.keysAndPapersReturnedAt = null;
    this.step('takeKeysAndPapers', at, { custodyId, advisorId, keys, vehiclePapers });
  }

  returnKeysAndPapers(advisorId: string, at: Date): void {
    if (!this.custody || !this.isKeeping) throw new Refused('CUSTODY_NOT_TAKEN');
    this.keysAndPapersReturnedAt = at;
    this.step('returnKeysAndPapers', at, { custodyId: this.custody.custodyId, advisorId });
  }

  confirmPreparation(ready: readonly string[], advisorId: string, at: Date): void {
    if (!this.byAppointment) throw new Refused('NO_APPOINTMENT');
    const missing = preparationItems.filter((item) => !ready.includes(item));
    this.requiresNone('REC-D01', 'PREPARATION_MISSING', missing);
    this.preparationAt = at;
    this.preparationMissing = missing;
    this.step('confirmPreparation', at, { advisorId, ready: [...ready], missing });
  }

  diagnose({ concernId, cause, description, componentCode, method }: Diagnosis, diagnosedBy: string, at: Date): void {
    this.mustAllow('diagnose');
    this.change({ ...this.concernOf(concernId), cause, componentCode, method, diagnosedBy });
    this.texts = { ...this.texts, diagnoses: { ...this.texts.diagnoses, [concernId]: description } };
    this.mustFitDocument();
    this.trackMissingDiagnoses(at);
    this.step('diagnose', at, { concernId, cause, componentCode, diagnosedBy, method });
  }

  recordWaitingArrangement({ whereabouts, contactDetails }: WaitingArrangement, at: Date): void {
    this.requires('REC-D15', whereabouts === 'lounge' || isGiven(contactDetails), 'CONTACT_DETAILS_MISSING');
    this.waitingArrangementAt = at;
    this.whereabouts = whereabouts;
    this.texts = { ...this.texts, contactDetails };
    this.step('recordWaitingArrangement', at, { whereabouts });
  }

  /** Ends the check-in when the order is countersigned. */
  finish(at: Date): void {
    this.step('finish', at);
  }

  /** @throws NotFound if the visit has no such concern */
  concernOf(concernId: string): Concern {
    const found = this.concerns.find((concern) => concern.concernId === concernId);
    if (!found) throw new NotFound('concern', concernId);
    return found;
  }

  /** True while the station has the customer's keys and papers. */
  get isKeeping(): boolean {
    return this.custody != null && this.keysAndPapersReturnedAt == null;
  }

  private take(
    concern: Pick<Concern, 'concernId' | 'kind' | 'isBooked' | 'isConfirmed' | 'isFoundByStation' | 'suspectedCause'>,
    description: string,
  ): Concern {
    const taken = { ...concern, cause: '', componentCode: '', method: '', diagnosedBy: '' };
    this.concerns = appended(this.concerns, taken, maxConcerns);
    this.describe({ concernId: concern.concernId, description });
    return taken;
  }

  private change(concern: Concern): void {
    this.concerns = this.concerns.map((each) => (each.concernId === concern.concernId ? concern : each));
  }

  private describe({ concernId, description }: { concernId: string; description: string }): void {
    this.texts = { ...this.texts, concerns: { ...this.texts.concerns, [concernId]: description } };
  }

  private mustFitDocument(): void {
    const { concerns, diagnoses, belongings } = this.texts;
    const damages = this.condition?.damages.flatMap(({ place, kind, remarks }) => [place, kind, remarks]) ?? [];
    mustFit([...Object.values(concerns), ...Object.values(diagnoses), ...belongings, ...damages], maxLetters);
  }

  private publishConcern({ concernId, kind, isBooked, isFoundByStation }: Concern, at: Date): void {
    this.step('recordConcern', at, { concernId, kind, booked: isBooked, foundByStation: isFoundByStation });
  }

  private trackMissingDiagnoses(at: Date): void {
    this.undiagnosedSince = this.concerns.some(isUndiagnosed) ? (this.undiagnosedSince ?? at) : null;
  }
}
