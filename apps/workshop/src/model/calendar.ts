import type { StaffState, StationState } from '@waystation/contracts/network/v1/state';
import { type Slot } from '@waystation/model';
import { openSpans, type Hours } from './opening-hours.ts';
import { intersect, subtract, union, type Spans } from './spans.ts';

/** Station, as far as its room for work depends on it. */
export type Places = Hours & Pick<StationState, 'status' | 'bays' | 'keptForAppointmentsPercent' | 'keptUntilHour'>;

/** Staff member, as far as their working times and skills matter. */
export type Worker = Pick<StaffState, 'staffId' | 'active' | 'roles' | 'skills' | 'shifts'>;

/** Time for which a bay and a technician are taken. */
export interface Taken extends Slot {
  bayId: string;
  technicianId: string;
  forAppointment: boolean;
}

/** All facts that a station's room for work depends on. */
export interface Calendar {
  station: Places;
  staff: readonly Worker[];
  /** Taken by other visits than the one in question. */
  taken: readonly Taken[];
}

/** Requirements of work on bay and technician. */
export interface Need {
  workKind: string;
  /** Empty: none in particular. */
  skill: string;
}

/** A bay or a technician, and its free times. */
export interface Free {
  id: string;
  spans: Spans;
}

/** Kinds of bays that work can be done in, the fitting one first. */
export function bayKindsFor(workKind: string): readonly string[] {
  if (workKind === 'body') return ['body'];
  return workKind === 'diagnosis' ? ['diagnosis', 'repair'] : ['repair'];
}

/** Bays for a kind of work, the fitting ones first, and the times at which each is open and free. */
export function freeBays({ station, taken }: Calendar, { workKind }: Need, within: Slot): Free[] {
  const open = openSpans(station, within);
  const kinds = bayKindsFor(workKind);
  return kinds.flatMap((kind) =>
    station.bays
      .filter((bay) => bay.kind === kind)
      .map(({ bayId }) => ({ id: bayId, spans: without(open, taken, (each) => each.bayId === bayId) })),
  );
}

/** Technicians with a skill, and the times at which each is at work and free. */
export function freeTechnicians({ staff, taken }: Calendar, { skill }: Need, within: Slot): Free[] {
  return staff
    .map((worker) => ({ id: worker.staffId, spans: intersect(workingSpans(worker, skill), [within]) }))
    .map(({ id, spans }) => ({ id, spans: without(spans, taken, (each) => each.technicianId === id) }))
    .filter(({ spans }) => spans.length > 0);
}

/** Times at which a staff member is at work as a technician, with the skill in date. */
export function workingSpans(worker: Worker, skill: string): Spans {
  return intersect(shiftsOf(worker), skilledSpans(worker, skill));
}

/** Times at which a staff member is at work as a technician. */
export function shiftsOf({ active, roles, shifts }: Worker): Spans {
  if (!active) return [];
  const technician = roles.filter(({ role }) => role === 'TECHNICIAN');
  return intersect(
    union(shifts.map(({ startsAt, endsAt }) => slotBetween(startsAt, endsAt))),
    union(technician.map(({ from, until }) => slotBetween(from, until))),
  );
}

/** Times at which a staff member's skill is in date. */
export function skilledSpans({ skills }: Worker, skill: string): Spans {
  if (skill === '') return [slotBetween(undefined, undefined)];
  return union(skills.filter((each) => each.skill === skill).map(({ expiresAt }) => slotBetween(undefined, expiresAt)));
}

function without(spans: Spans, taken: readonly Taken[], by: (taken: Taken) => boolean): Spans {
  return subtract(spans, union(taken.filter(by)));
}

// A role or a skill without an end lasts for ever: the limits of Date stand for that.
const endOfTimeMs = 8.64e15;

function slotBetween(start: Date | undefined, end: Date | undefined): Slot {
  return { start: start ?? new Date(-endOfTimeMs), end: end ?? new Date(endOfTimeMs) };
}
