import { Aggregate, appended, isGiven, mustFit, NotFound, Refused } from '@waystation/model';
import { checkInSteps, type CheckInEvents } from './check-in-steps.ts';
import {
  mustBeForm,
  pointsWithoutResult,
  type CheckSheet,
  type PublishedForm,
  type SheetPoint,
} from './check-sheet.ts';
import { isUndiagnosed, type BookedConcern, type Concern, type Diagnosis } from './concern.ts';

/** The six things that are prepared for an appointment. */
export const preparationItems = ['order_draft', 'parts', 'expert', 'technician_and_bay', 'tools', 'documents'] as const;

/** A damage that was there when the truck came. */
export interface Damage {
  place: string;
  kind: string;
  note: string;
  photoHashes: string[];
}

/** How the truck looked, what was in it, how far it had gone. */
export interface Condition {
  odometerKm: number;
  fallingReason: string;
  fuelPercent: number;
  damages: Damage[];
  equipment: string[];
  customerPresent: boolean;
  dropOffReason: string;
}

/** Words and belongings of the customer, which lie encrypted. */
export interface CheckInTexts {
  /** By the concern's id. */
  concerns: Record<string, string>;
  /** What was found, by the concern's id. */
  diagnoses: Record<string, string>;
  belongings: string[];
  /** How the customer is reached when he has left. */
  reach: string;
}

export interface Custody {
  custodyId: string;
  keys: number;
  vehiclePapers: string[];
  place: string;
}

/** Whose check-in it is. */
export interface VisitOfCheckIn {
  id: string;
  stationId: string;
  standardVersion?: string | null | undefined;
  appointmentId: string | null;
  namedAdvisorId: string | null;
  odometerKm: number;
  vehicleId: string | null;
}

const maxConcerns = 50;
/** Letters of concerns, diagnoses, damages and belongings together: some ten pages of the order's document. */
const maxLetters = 24_000;

/** A condition without whatever else comes along with it. */
export function conditionOf(noted: Condition): Condition {
  const { odometerKm, fallingReason, fuelPercent, damages, equipment, customerPresent, dropOffReason } = noted;
  return { odometerKm, fallingReason, fuelPercent, damages, equipment, customerPresent, dropOffReason };
}

/**
 * What is noted of a truck and its customer when they are received, until the order is signed; and what is kept of the
 * customer's until he gets it back. Its id is the visit's.
 */
export class CheckIn extends Aggregate<typeof checkInSteps, CheckInEvents, 'check in'> {
  declare visitId: string;
  declare vehicleId: string | null;
  /** Who receives the truck. */
  declare advisorId: string;
  declare namedAdvisorId: string | null;
  declare byAppointment: boolean;
  declare openedAt: Date;
  declare greetedAt: Date | null;
  declare concerns: Concern[];
  /** Since when a concern waits for its cause. */
  declare undiagnosedSince: Date | null;
  declare sheetFormId: string | null;
  declare sheetFormVersion: number;
  declare sheetPoints: SheetPoint[];
  declare sheetSeconds: number;
  declare sheetCompletedAt: Date | null;
  declare condition: Condition | null;
  declare conditionAt: Date | null;
  /** As it was known before the truck came; what falls below it needs a reason. */
  declare knownOdometerKm: number;
  declare protectiveCoversFittedAt: Date | null;
  declare protectiveCoversRemovedAt: Date | null;
  declare custody: Custody | null;
  declare keysAndPapersTakenAt: Date | null;
  declare keysAndPapersReturnedAt: Date | null;
  declare preparationAt: Date | null;
  declare preparationMissing: string[];
  declare settledAt: Date | null;
  declare whereabouts: string | null;
  declare texts: CheckInTexts;

  protected get steps() {
    return checkInSteps;
  }
  protected get subject() {
    return 'check in' as const;
  }

  static open(visit: VisitOfCheckIn, concerns: readonly BookedConcern[], advisorId: string, at: Date): CheckIn {
    const made = new CheckIn();
    const { id, stationId, standardVersion } = visit;
    made.begin({ id, stationId, visitId: id, ...(standardVersion && { standardVersion }) }, 'open');
    made.vehicleId = visit.vehicleId;
    made.advisorId = advisorId;
    made.namedAdvisorId = visit.namedAdvisorId;
    made.byAppointment = visit.appointmentId != null;
    made.openedAt = at;
    made.knownOdometerKm = visit.odometerKm;
    made.greetedAt = made.undiagnosedSince = made.sheetCompletedAt = made.condition = made.conditionAt = null;
    made.protectiveCoversFittedAt =
      made.protectiveCoversRemovedAt =
      made.custody =
      made.keysAndPapersTakenAt =
      made.keysAndPapersReturnedAt =
        null;
    made.preparationAt = made.settledAt = made.whereabouts = made.sheetFormId = null;
    made.sheetFormVersion = made.sheetSeconds = 0;
    made.sheetPoints = [];
    made.preparationMissing = [];
    made.texts = { concerns: {}, diagnoses: {}, belongings: [], reach: '' };
    made.concerns = [];
    for (const { concernId, kind, description, suspectedCause } of concerns) {
      made.take(
        { concernId, kind, isBooked: true, isConfirmed: false, isFoundByStation: false, suspectedCause },
        description,
      );
    }
    made.judgeDiagnoses(at);
    return made;
  }

  /** @param reasonOther why another than the named advisor does it; empty: he does */
  greet(introduced: boolean, reasonOther: string, advisorId: string, at: Date): void {
    const named = this.namedAdvisorId ?? '';
    this.requires('REC-D02', named === '' || named === advisorId || reasonOther !== '', 'NAMED_ADVISOR_ABSENT');
    this.requires('REC-D03', introduced, 'GREETED_WITHOUT_NAME');
    if (this.greetedAt) throw new Refused('CUSTOMER_GREETED_ALREADY');
    this.greetedAt = at;
    this.step('greet', at, { advisorId, namedAdvisorId: named, reasonOther });
  }

  /** What he booked for, as he means it now. @param said by each concern's id, empty where it is as before */
  confirmConcerns(said: readonly { concernId: string; description: string }[], at: Date): void {
    this.mustAllow('recordConcern');
    for (const { concernId, description } of said) {
      const concern = { ...this.concernOf(concernId), isConfirmed: true };
      this.change(concern);
      if (isGiven(description)) this.say(concernId, description);
      this.told(concern, at);
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
    this.told(this.take({ concernId, kind, ...about }, description), at);
    this.mustFitDocument();
    this.judgeDiagnoses(at);
  }

  /** @param form the one that it goes by, if there is one of its id and version */
  completeSheet(sheet: CheckSheet, form: PublishedForm | undefined, advisorId: string, at: Date): void {
    for (const point of pointsWithoutResult(form, sheet)) {
      this.requires('REC-D05', false, 'CHECK_SHEET_POINT_MISSING', point);
    }
    this.mustAllow('completeSheet');
    mustBeForm(form, 'check_sheet', sheet);
    const { formId, formVersion, points, seconds } = sheet;
    this.sheetFormId = formId;
    this.sheetFormVersion = formVersion;
    this.sheetPoints = points;
    this.sheetSeconds = seconds;
    this.sheetCompletedAt = at;
    const told = points.map((point) => ({ pointId: point.pointId, result: point.result, seconds: point.seconds }));
    this.step('completeSheet', at, { advisorId, formId, formVersion, points: told, seconds });
  }

  recordCondition(condition: Condition, belongings: string[], advisorId: string, at: Date): void {
    const { odometerKm, fallingReason, fuelPercent, damages, customerPresent, dropOffReason } = condition;
    const isFalling = odometerKm < this.knownOdometerKm;
    this.requires('REC-D07', !isFalling || fallingReason !== '', 'ODOMETER_FALLS_WITHOUT_REASON');
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
    this.requires('REC-D13', customerPresent, 'COVERS_WITHOUT_CUSTOMER');
    this.protectiveCoversFittedAt = at;
    this.protectiveCoversRemovedAt = null;
    this.step('fitProtectiveCovers', at, { advisorId, customerPresent });
  }

  removeProtectiveCovers(advisorId: string, at: Date): void {
    if (!this.protectiveCoversFittedAt || this.protectiveCoversRemovedAt) throw new Refused('COVERS_NOT_ON');
    this.protectiveCoversRemovedAt = at;
    this.step('removeProtectiveCovers', at, { advisorId });
  }

  takeKeysAndPapers(custody: Custody, advisorId: string, at: Date): void {
    const { custodyId, keys, vehiclePapers, place } = custody;
    this.requires('REC-D14', isGiven(place), 'CUSTODY_WITHOUT_PLACE');
    if (this.isKeeping) throw new Refused('KEYS_AND_PAPERS_TAKEN_ALREADY');
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
    for (const item of missing) this.requires('REC-D01', false, 'PREPARATION_MISSING', item);
    this.preparationAt = at;
    this.preparationMissing = missing;
    this.step('confirmPreparation', at, { advisorId, ready: [...ready], missing });
  }

  diagnose({ concernId, cause, description, componentCode, method }: Diagnosis, diagnosedBy: string, at: Date): void {
    this.mustAllow('diagnose');
    this.change({ ...this.concernOf(concernId), cause, componentCode, method, diagnosedBy });
    this.texts = { ...this.texts, diagnoses: { ...this.texts.diagnoses, [concernId]: description } };
    this.mustFitDocument();
    this.judgeDiagnoses(at);
    this.step('diagnose', at, { concernId, cause, componentCode, diagnosedBy, method });
  }

  recordWaitingArrangement(whereabouts: string, reach: string, at: Date): void {
    this.requires('REC-D15', whereabouts === 'lounge' || isGiven(reach), 'REACH_MISSING');
    this.settledAt = at;
    this.whereabouts = whereabouts;
    this.texts = { ...this.texts, reach };
    this.step('recordWaitingArrangement', at, { whereabouts });
  }

  /** The order is signed. */
  finish(at: Date): void {
    this.step('finish', at);
  }

  /** @throws NotFound when the visit has none of this id */
  concernOf(concernId: string): Concern {
    const found = this.concerns.find((concern) => concern.concernId === concernId);
    if (!found) throw new NotFound('concern', concernId);
    return found;
  }

  /** Whether the station has the customer's keys and papers. */
  get isKeeping(): boolean {
    return this.custody != null && this.keysAndPapersReturnedAt == null;
  }

  private take(
    concern: Pick<Concern, 'concernId' | 'kind' | 'isBooked' | 'isConfirmed' | 'isFoundByStation' | 'suspectedCause'>,
    description: string,
  ): Concern {
    const taken = { ...concern, cause: '', componentCode: '', method: '', diagnosedBy: '' };
    this.concerns = appended(this.concerns, taken, maxConcerns);
    this.say(concern.concernId, description);
    return taken;
  }

  private change(concern: Concern): void {
    this.concerns = this.concerns.map((each) => (each.concernId === concern.concernId ? concern : each));
  }

  private say(concernId: string, description: string): void {
    this.texts = { ...this.texts, concerns: { ...this.texts.concerns, [concernId]: description } };
  }

  private mustFitDocument(): void {
    const { concerns, diagnoses, belongings } = this.texts;
    const damages = this.condition?.damages.flatMap(({ place, kind, note }) => [place, kind, note]) ?? [];
    mustFit([...Object.values(concerns), ...Object.values(diagnoses), ...belongings, ...damages], maxLetters);
  }

  private told({ concernId, kind, isBooked, isFoundByStation }: Concern, at: Date): void {
    this.step('recordConcern', at, { concernId, kind, booked: isBooked, foundByStation: isFoundByStation });
  }

  private judgeDiagnoses(at: Date): void {
    this.undiagnosedSince = this.concerns.some(isUndiagnosed) ? (this.undiagnosedSince ?? at) : null;
  }
}
