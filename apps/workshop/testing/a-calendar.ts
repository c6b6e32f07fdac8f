import type { Bay, OpeningHours, Skill } from '@waystation/contracts/network/v1/state';
import { minute } from '@waystation/testing/model';
import type { Calendar, Places, Taken, Worker } from '../src/model/calendar.ts';
import { ids } from './a-job.ts';

/** Equal hours on each given day of the week. */
export function hours(opens: string, closes: string, weekdays = [1, 2, 3, 4, 5, 6, 7]): OpeningHours[] {
  return weekdays.map((weekday) => ({ weekday, opens, closes }));
}

export const alwaysOpen = hours('00:00', '24:00');

export function aBay(bayId: string, kind = 'repair'): Bay {
  return { bayId, name: bayId, kind };
}

/** Station that is open from eight to eighteen on weekdays, in UTC, with one bay for repairs. */
export function aStation(facts: Partial<Places> = {}): Places {
  return {
    status: 'open',
    timeZone: 'UTC',
    bays: [aBay(ids.bay)],
    openingHours: hours('08:00', '18:00', [1, 2, 3, 4, 5]),
    closedOn: [],
    reservedForAppointmentsPercent: 0,
    reservedUntilHour: 0,
    ...facts,
  };
}

/** Technician with brake skill on shift for ten hours from eight; `shift` is in minutes after eight. */
export function aTechnician(
  staffId: string,
  facts: Partial<Worker> & { shift?: [from: number, until: number]; can?: string[] } = {},
): Worker {
  const { shift = [0, 600], can = ['brakes'], ...worker } = facts;
  const skills = can.map((skill): Skill => ({ skill, expiresAt: undefined }));
  return {
    staffId,
    active: true,
    roles: [{ role: 'TECHNICIAN', from: undefined, until: undefined }],
    skills,
    shifts: [{ startsAt: minute(shift[0]), endsAt: minute(shift[1]) }],
    ...worker,
  };
}

/** Period taken by another visit, in minutes after eight. */
export function taken(from: number, until: number, facts: Partial<Taken> = {}): Taken {
  return {
    start: minute(from),
    end: minute(until),
    bayId: ids.bay,
    technicianId: ids.anna,
    forAppointment: true,
    ...facts,
  };
}

/** Calendar with one bay and Anna, who has the brake skill, all day. */
export function aCalendar(facts: Partial<Calendar> = {}): Calendar {
  return { station: aStation(), staff: [aTechnician(ids.anna)], taken: [], ...facts };
}
