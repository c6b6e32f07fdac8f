import { Refused, WrongState } from '@waystation/model';
import { minute } from '@waystation/testing/model';
import { aBay, aCalendar, aStation, aTechnician, hours, taken } from '../../testing/a-calendar.ts';
import { aJob, anItem, ids } from '../../testing/a-job.ts';
import type { Calendar } from './calendar.ts';
import { openJobs, planTasks, tasksOf, type PlannedSlot, type Task } from './visit-plan.ts';
import { VisitWork } from './visit-work.ts';

const day = 24 * 60;
const bays = [aBay(ids.bay), aBay(ids.otherBay)];

function aTask(minutes: number, facts: Partial<Task> = {}): Task {
  return { jobId: ids.job, workKind: 'repair', skill: 'brakes', minutes, ...facts };
}

function plan(
  calendar: Calendar,
  tasks: Task[],
  facts: { from?: number; forAppointment?: boolean; now?: number } = {},
): PlannedSlot[] {
  const { from = 0, forAppointment = true, now = 0 } = facts;
  const within = { start: minute(from), end: minute(from + 31 * day) };
  return planTasks(calendar, tasks, { within, forAppointment }, minute(now));
}
const times = (slots: readonly PlannedSlot[]) =>
  slots.map(({ start, end }) => [start, end].map((at) => (Number(at) - Number(minute(0))) / 60_000));
const pairsOf = (slots: readonly PlannedSlot[]) => slots.map(({ bayId, technicianId }) => [bayId, technicianId]);

/** Shifts from eight to eighteen on the given number of days. */
const shifts = (days: number) =>
  Array.from({ length: days }, (_, at) => ({ startsAt: minute(at * day), endsAt: minute(at * day + 600) }));

describe('the plan of a visit', () => {
  it('schedules one task after another, as early as possible', () => {
    expect(times(plan(aCalendar(), [aTask(60), aTask(90)]))).toEqual([
      [0, 60],
      [60, 150],
    ]);
    expect(times(plan(aCalendar(), [aTask(60)], { from: 20 }))).toEqual([[30, 90]]);
    expect(times(plan(aCalendar(), [aTask(60)], { now: 100 }))).toEqual([[105, 165]]);
    expect(plan(aCalendar(), [])).toEqual([]);
  });

  it('avoids taken periods and skips gaps that are too short to begin', () => {
    const calendar = aCalendar({ taken: [taken(20, 60), taken(120, 180)] });
    expect(times(plan(calendar, [aTask(90)]))).toEqual([
      [60, 120],
      [180, 210],
    ]);
  });

  it('continues the next day in the same bay with the same technician', () => {
    const staff = [aTechnician(ids.anna, { shifts: shifts(3) })];
    const slots = plan(aCalendar({ staff }), [aTask(720)]);
    expect(times(slots)).toEqual([
      [0, 600],
      [day, day + 120],
    ]);
    expect(new Set(slots.map(({ technicianId }) => technicianId)).size).toBe(1);
  });

  it('chooses the technician who finishes first, not the one who starts first', () => {
    const staff = [aTechnician(ids.anna), aTechnician(ids.boris)];
    const busy = [
      taken(60, 500, { technicianId: ids.anna, bayId: ids.bay }),
      taken(0, 90, { technicianId: ids.boris, bayId: 'x' }),
    ];
    const slots = plan(aCalendar({ station: aStation({ bays }), staff, taken: busy }), [aTask(120)]);
    expect(times(slots)).toEqual([[90, 210]]);
    expect(pairsOf(slots)).toEqual([[ids.otherBay, ids.boris]]);
  });

  it('keeps the vehicle in its bay with the same technician', () => {
    const staff = [aTechnician(ids.anna), aTechnician(ids.boris)];
    const busy = [taken(0, 60, { technicianId: ids.anna, bayId: ids.bay })];
    const slots = plan(aCalendar({ station: aStation({ bays }), staff, taken: busy }), [aTask(60), aTask(60)]);
    expect(pairsOf(slots)).toEqual([
      [ids.otherBay, ids.boris],
      [ids.otherBay, ids.boris],
    ]);
  });

  it('gives each task to a technician with the skill, in a bay of the right kind', () => {
    const station = aStation({ bays: [aBay(ids.bay), aBay('paint', 'body')] });
    const staff = [aTechnician(ids.anna), aTechnician(ids.boris, { can: ['paint'] })];
    const slots = plan(aCalendar({ station, staff }), [aTask(60), aTask(60, { skill: 'paint', workKind: 'body' })]);
    expect(pairsOf(slots)).toEqual([
      [ids.bay, ids.anna],
      ['paint', ids.boris],
    ]);
  });

  it('is refused if there is no room within the month', () => {
    expect(() => plan(aCalendar(), [aTask(60), aTask(600)])).toThrow(
      expect.objectContaining({ reason: 'NO_FREE_SLOT_FOR_JOB' }),
    );
    expect(() => plan(aCalendar(), [aTask(60, { skill: 'paint' })])).toThrow(Refused);
  });

  it('uses no more of a day than the allowance for walk-ins', () => {
    const station = aStation({
      reservedForAppointmentsPercent: 80,
      reservedUntilHour: 18,
      openingHours: hours('08:00', '18:00'),
    });
    const staff = [aTechnician(ids.anna, { shifts: shifts(4) })];
    const calendar = aCalendar({ station, staff, taken: [taken(500, 530, { forAppointment: false })] });
    // The allowance for walk-ins is 120 minutes a day; 30 of the first day are taken.
    expect(times(plan(calendar, [aTask(60), aTask(180)], { forAppointment: false }))).toEqual([
      [0, 60],
      [60, 90],
      [day, day + 120],
      [2 * day, 2 * day + 30],
    ]);
    expect(times(plan(calendar, [aTask(240)]))).toEqual([[0, 240]]);
  });
});

describe('the work to plan', () => {
  const operation = (labourMinutes: number, skill = 'brakes') => {
    return { ...anItem().operations[0]!, code: `o-${labourMinutes}`, labourMinutes, skill };
  };

  it('is one task for successive operations with the same skill', () => {
    const item = {
      ...anItem(),
      operations: [operation(20), operation(30), operation(30, 'electric'), operation(0, 'paint')],
    };
    expect(tasksOf([item], [], minute(0)).map(({ skill, minutes }) => [skill, minutes])).toEqual([
      ['brakes', 60], // 50, in quarters of an hour
      ['electric', 30],
    ]);
  });

  it('leaves out finished jobs and the time already worked', () => {
    const [done, started] = [aJob().finished().build(), aJob().started().build()];
    const item = { ...anItem(), operations: [operation(60), operation(30, 'electric')] };
    expect(tasksOf([item], [done], minute(100))).toEqual([]);
    const startedAt = started.clock[0]!.startedAt;
    const later = new Date(Number(startedAt) + 70 * 60_000);
    expect(tasksOf([item], [started], later).map(({ skill, minutes }) => [skill, minutes])).toEqual([['electric', 30]]);
  });

  it('opens a job for each item without one, unless the visit was cancelled', () => {
    const work = VisitWork.plan({ stationId: ids.station, visitId: ids.visit });
    const second = anItem({ itemId: ids.finding });
    const opened = openJobs(work, [aJob().build()], [anItem(), second], minute(0));
    expect(opened.map(({ id, status }) => [id, status])).toEqual([[ids.finding, 'planned']]);
    work.cancel([], minute(1));
    expect(() => openJobs(work, [], [anItem()], minute(2))).toThrow(WrongState);
  });
});
