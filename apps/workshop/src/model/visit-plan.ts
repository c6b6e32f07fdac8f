import { Refused, slotFrom, slotMinutes, WrongState, type Slot } from '@waystation/model';
import { bayKindsFor, freeBays, freeTechnicians, type Calendar, type Need } from './calendar.ts';
import { gridMinutes, nextQuarter, type Room } from './free-slots.ts';
import { cutByDays, walkInAllowances, type Allowance } from './kept-capacity.ts';
import type { OrderedWork } from './agreed-work.ts';
import { Job } from './job.ts';
import { LabourClock } from './labour-clock.ts';
import { intersect, type Spans } from './spans.ts';
import type { VisitWork } from './visit-work.ts';

/** Work of one job for one technician, in one go or in as few parts as the free times allow. */
export interface Task extends Need {
  jobId: string;
  minutes: number;
}

/** Room for a part of a job. */
export interface PlannedSlot extends Room {
  jobId: string;
}

/** Limits of a plan. */
export interface PlanRequest {
  /** Range of the plan. */
  within: Slot;
  /** True if the plan may use the capacity kept for appointments. */
  forAppointment: boolean;
}

/** Length of the shortest part of split work. */
const shortestMinutes = 30;

/** Tasks left to do. Successive operations with the same skill are one task. */
export function tasksOf(items: readonly OrderedWork[], jobs: readonly Job[], at: Date): Task[] {
  return items.flatMap((item) => {
    const job = jobs.find(({ id }) => id === item.itemId);
    return job && !job.isOpen ? [] : tasksOfItem(item, job ? LabourClock.minutes(job.clock, at) : 0);
  });
}

function tasksOfItem({ itemId: jobId, workKind, operations }: OrderedWork, workedMinutes: number): Task[] {
  const tasks: Task[] = [];
  for (const { skill, labourMinutes } of operations) {
    const last = tasks.at(-1);
    if (last?.skill === skill) last.minutes += labourMinutes;
    else tasks.push({ jobId, workKind, skill, minutes: labourMinutes });
  }
  let worked = workedMinutes;
  for (const task of tasks) {
    const done = Math.min(worked, task.minutes);
    worked -= done;
    task.minutes = Math.ceil((task.minutes - done) / gridMinutes) * gridMinutes;
  }
  return tasks.filter(({ minutes }) => minutes > 0);
}

/** Plans a job for each item that has none. @throws WrongState if the visit was cancelled */
export function openJobs(work: VisitWork, jobs: readonly Job[], items: readonly OrderedWork[], at: Date): Job[] {
  if (work.status === 'cancelled') {
    const allowed = ['planned', 'open', 'finished'];
    throw new WrongState({ subject: 'visit work', step: 'plan', state: work.status, allowed });
  }
  const known = new Set(jobs.map(({ id }) => id));
  return items.filter(({ itemId }) => !known.has(itemId)).map((item) => Job.plan(item, work, at));
}

/**
 * Plans the earliest slots for all tasks, one after another, since the vehicle is in one place. Each task keeps one bay and
 * one technician, overnight if necessary: the pair that finishes first. Of equals, the one with the fewest parts, then the
 * bay and the technician of the previous task.
 *
 * @throws Refused `NO_FREE_SLOT_FOR_JOB` when a task cannot be done within the range
 */
export function planTasks(calendar: Calendar, tasks: readonly Task[], request: PlanRequest, now: Date): PlannedSlot[] {
  const planned: PlannedSlot[] = [];
  const allowances = new Map<string, Allowance[]>();
  let start = nextQuarter(request.within.start > now ? request.within.start : now);
  for (const task of tasks) {
    const within = { start, end: request.within.end };
    const key = bayKindsFor(task.workKind).join();
    if (!request.forAppointment && !allowances.has(key)) {
      allowances.set(key, walkInAllowances(calendar, task.workKind, request.within, now));
    }
    const slots = bestFor(task, calendar, within, allowances.get(key) ?? [], planned.at(-1));
    if (!slots) throw new Refused('NO_FREE_SLOT_FOR_JOB', { jobId: task.jobId });
    for (const slot of slots) spend(slot, allowances.get(key) ?? []);
    planned.push(...slots);
    start = slots.at(-1)!.end;
  }
  return planned;
}

function bestFor(
  task: Task,
  calendar: Calendar,
  within: Slot,
  allowances: readonly Allowance[],
  before: Room | undefined,
): PlannedSlot[] | undefined {
  if (within.start >= within.end) return undefined;
  const technicians = freeTechnicians(calendar, task, within);
  let best: { slots: PlannedSlot[]; worth: readonly number[] } | undefined;
  for (const [rank, bay] of freeBays(calendar, task, within).entries()) {
    for (const technician of technicians) {
      const slots = fill(intersect(bay.spans, technician.spans), task.minutes, allowances);
      if (!slots) continue;
      const change = Number(before?.bayId !== bay.id) * 2 + Number(before?.technicianId !== technician.id);
      const worth = [Number(slots.at(-1)!.end), slots.length, change, rank];
      if (best && !isLess(worth, best.worth)) continue;
      const room = { jobId: task.jobId, bayId: bay.id, technicianId: technician.id };
      best = { slots: slots.map((slot) => ({ ...room, ...slot })), worth };
    }
  }
  return best?.slots;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, each) => value !== b[each]);
  return index >= 0 && a[index]! < b[index]!;
}

/** Earliest slots within the spans, with the given total length; undefined without enough room. */
function fill(spans: Spans, minutes: number, allowances: readonly Allowance[]): Slot[] | undefined {
  const slots: Slot[] = [];
  let rest = minutes;
  for (const piece of spans.flatMap((span) => cutByDays(span, allowances))) {
    const last = slots.at(-1);
    const isAdjacent = last && Number(last.end) === Number(piece.start);
    // Earlier pieces of the same day have used a part of its allowance.
    const spent = piece.allowance ? spentOn(slots, piece.allowance) : 0;
    const room = Math.min(slotMinutes(piece), (piece.allowance?.minutes ?? Infinity) - spent);
    const took = Math.min(room, rest);
    if (took <= 0 || (!isAdjacent && took < Math.min(rest, shortestMinutes))) continue;
    const slot = slotFrom(isAdjacent ? last.start : piece.start, took + (isAdjacent ? slotMinutes(last) : 0));
    if (isAdjacent) slots[slots.length - 1] = slot;
    else slots.push(slot);
    rest -= took;
    if (rest === 0) return slots;
  }
  return undefined;
}

function spentOn(slots: readonly Slot[], { day }: Allowance): number {
  return slots.flatMap((slot) => intersect([slot], [day])).reduce((sum, part) => sum + slotMinutes(part), 0);
}

function spend(slot: Slot, allowances: readonly Allowance[]): void {
  for (const allowance of allowances) allowance.minutes -= spentOn([slot], allowance);
}
