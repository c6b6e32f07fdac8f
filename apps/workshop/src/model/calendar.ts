import type { StaffState, StationState } from '@waystation/contracts/network/v1/state';
import { type Slot } from '@waystation/model';
import { openSpans, type Hours } from './opening-hours.ts';
import { intersect, subtract, union, type Spans } from './spans.ts';

/** Station data that decide where and when there is room. */
export type Places = Hours &
  Pick<StationState, 'status' | 'bays' | 'reservedForAppointmentsPercent' | 'reservedUntilHour'>;

/** Working times and skills of a staff member. */
export type Worker = Pick<StaffState, 'staffId' | 'active' | 'roles' | 'skills' | 'shifts'>;

/** Period in which a bay and a technician are taken. */
export interface Taken extends Slot {
  bayId: string;
  technicianId: string;
  forAppointment: boolean;
}

/** Facts that decide when a station has room. */
export interface Calendar {
  station: Places;
  staff: readonly Worker[];
  /** Periods taken by other visits. */
  taken: readonly Taken[];
}

/** Requirements on bay and technician. */
export interface Need {
  workKind: string;
  /** Empty if no skill is required. */
  skill: string;
}

/** A bay or a technician, and its free times. */
export interface Free {
  id: string;
  spans: Spans;
}

/** Kinds of bays suitable for the work, best first. */
export function bayKindsFor(workKind: string): readonly string[] {
  if (workKind === 'body') return ['body'];
  return workKind === 'diagnosis' ? ['diagnosis', 'repair'] : ['repair'];
}

/** Bays suitable for the work, best kind first, with their free times during opening hours. */
export function freeBays({ station, taken }: Calendar, { workKind }: Need, within: Slot): Free[] {
  const open = openSpans(station, within);
  const kinds = bayKindsFor(workKind);
  return kinds.flatMap((kind) =>
    station.bays
      .filter((bay) => bay.kind === kind)
      .map(({ bayId }) => ({ id: bayId, spans: without(open, taken, (each) => each.bayId === bayId) })),
  );
}

/** Technicians with the skill, with their free times on shift. */
export function freeTechnicians({ staff, taken }: Calendar, { skill }: Need, within: Slot): Free[] {
  return staff
    .map((worker) => ({ id: worker.staffId, spans: intersect(workingSpans(worker, skill), [within]) }))
    .map(({ id, spans }) => ({ id, spans: without(spans, taken, (each) => each.technicianId === id) }))
    .filter(({ spans }) => spans.length > 0);
}

/** Shifts as a technician during which the skill is in date. */
export function workingSpans(worker: Worker, skill: string): Spans {
  return intersect(shiftsOf(worker), skilledSpans(worker, skill));
}

/** Shifts of a staff member in the role of a technician. */
export function shiftsOf({ active, roles, shifts }: Worker): Spans {
  if (!active) return [];
  const technician = roles.filter(({ role }) => role === 'TECHNICIAN');
  return intersect(
    union(shifts.map(({ startsAt, endsAt }) => slotBetween(startsAt, endsAt))),
    union(technician.map(({ from, until }) => slotBetween(from, until))),
  );
}

/** Periods in which a staff member's skill is in date. */
export function skilledSpans({ skills }: Worker, skill: string): Spans {
  if (skill === '') return [slotBetween(undefined, undefined)];
  return union(skills.filter((each) => each.skill === skill).map(({ expiresAt }) => slotBetween(undefined, expiresAt)));
}

function without(spans: Spans, taken: readonly Taken[], by: (taken: Taken) => boolean): Spans {
  return subtract(spans, union(taken.filter(by)));
}

// A role or skill without an end never expires: the limits of Date represent that.
const endOfTimeMs = 8.64e15;

function slotBetween(start: Date | undefined, end: Date | undefined): Slot {
  return { start: start ?? new Date(-endOfTimeMs), end: end ?? new Date(endOfTimeMs) };
}
