import { Invalid, Refused, toWallTime } from '@waystation/model';
import { minute } from '@waystation/testing/model';
import { aBay, aCalendar, alwaysOpen, aStation, aTechnician, hours, taken } from '../../testing/a-calendar.ts';
import { ids } from '../../testing/a-job.ts';
import { bayKindsFor, type Calendar } from './calendar.ts';
import {
  findFreeSlots,
  horizonMinutes,
  mustHaveRoom,
  nextQuarter,
  slotUpTo,
  type Room,
  type SlotRequest,
} from './free-slots.ts';

const day = 24 * 60;
const bays = [aBay(ids.bay), aBay(ids.otherBay)];
const minutesAfterEight = (at: Date) => (Number(at) - Number(minute(0))) / 60_000;

function find(calendar: Calendar, request: Partial<SlotRequest> = {}, now = minute(0)): Room[] {
  const within = { start: minute(0), end: minute(day) };
  const base = { workKind: 'repair', skill: 'brakes', minutes: 60, forAppointment: true, max: 50 };
  return findFreeSlots(calendar, { ...base, within, preferredAt: within.start, ...request }, now);
}

/** Counts the instants that a search compares, a measure of its cost that does not depend on the load of the machine. */
function comparisonsOf(work: () => void): number {
  const read = Object.getOwnPropertyDescriptor(Date.prototype, Symbol.toPrimitive)!;
  const toPrimitive = read.value as (this: Date, hint: string) => string | number;
  let count = 0;
  const counted = function (this: Date, hint: string) {
    count += 1;
    return toPrimitive.call(this, hint);
  };
  Object.defineProperty(Date.prototype, Symbol.toPrimitive, { ...read, value: counted });
  try {
    work();
  } finally {
    Object.defineProperty(Date.prototype, Symbol.toPrimitive, read);
  }
  return count;
}
const starts = (rooms: readonly Room[]) => rooms.map(({ start }) => minutesAfterEight(start));

describe('free slots', () => {
  it('start every quarter of an hour within the opening hours and the shift', () => {
    const calendar = aCalendar({ staff: [aTechnician(ids.anna, { shift: [-60, 130] })] });
    expect(starts(find(calendar))).toEqual([0, 15, 30, 45, 60]);
    expect(find(calendar)[0]).toEqual({ bayId: ids.bay, technicianId: ids.anna, start: minute(0), end: minute(60) });
  });

  it('start at a quarter of an hour even if the shift does not', () => {
    const calendar = aCalendar({ staff: [aTechnician(ids.anna, { shift: [10, 100] })] });
    expect(starts(find(calendar))).toEqual([15, 30]);
  });

  it('need a bay and a technician that are both free for the whole time', () => {
    const staff = [aTechnician(ids.anna, { shift: [0, 180] }), aTechnician(ids.boris, { shift: [0, 180] })];
    const station = aStation({ bays });
    const busy = [taken(60, 120, { technicianId: ids.anna, bayId: ids.bay })];
    const rooms = find(aCalendar({ station, staff, taken: busy }), { minutes: 120 });
    expect(rooms.map(({ bayId, technicianId, start }) => [bayId, technicianId, minutesAfterEight(start)])).toEqual(
      [0, 15, 30, 45, 60].map((at) => [ids.otherBay, ids.boris, at]),
    );
  });

  it('are not found if the bay is free only while the technician is busy', () => {
    const calendar = aCalendar({
      staff: [aTechnician(ids.anna, { shift: [0, 120] })],
      taken: [taken(60, 120, { technicianId: ids.boris }), taken(0, 60, { bayId: ids.otherBay })],
    });
    expect(find(calendar)).toEqual([]);
  });

  it('include every pair of bay and technician that can work at the same time', () => {
    const staff = [ids.anna, ids.boris, ids.chen].map((id) => aTechnician(id));
    const rooms = find(aCalendar({ station: aStation({ bays }), staff }), { max: 4 });
    expect(rooms.map(({ bayId, technicianId, start }) => [bayId, technicianId, minutesAfterEight(start)])).toEqual([
      [ids.bay, ids.anna, 0],
      [ids.otherBay, ids.boris, 0],
      [ids.bay, ids.anna, 15],
      [ids.otherBay, ids.boris, 15],
    ]);
    expect(find(aCalendar({ station: aStation({ bays }), staff }), { max: 1 })).toHaveLength(1);
  });

  it('are sorted by distance from the wished time, the earlier of two first', () => {
    const calendar = aCalendar({ taken: [taken(120, 150)] });
    expect(starts(find(calendar, { preferredAt: minute(120), max: 5 }))).toEqual([150, 165, 60, 180, 45]);
    expect(starts(find(calendar, { preferredAt: minute(60), max: 3 }))).toEqual([60, 45, 30]);
  });

  it('are neither in the past nor outside the requested range', () => {
    expect(starts(find(aCalendar(), { max: 2 }, minute(61)))).toEqual([75, 90]);
    const within = { start: minute(100), end: minute(180) };
    expect(starts(find(aCalendar(), { within }))).toEqual([105, 120]);
    expect(find(aCalendar(), { within }, minute(200))).toEqual([]);
  });

  it('need a technician whose skill is in date for the whole slot', () => {
    const skills = [{ skill: 'brakes', expiresAt: minute(100) }];
    expect(starts(find(aCalendar({ staff: [aTechnician(ids.anna, { skills })] })))).toEqual([0, 15, 30]);
    expect(find(aCalendar({ staff: [aTechnician(ids.anna, { can: ['body'] })] }))).toEqual([]);
    expect(find(aCalendar({ staff: [aTechnician(ids.anna, { can: [] })] }), { skill: '' })).not.toEqual([]);
  });

  it('need a staff member who is active and a technician at that time', () => {
    const guest = aTechnician(ids.anna, { roles: [{ role: 'TECHNICIAN', from: minute(60), until: minute(135) }] });
    expect(starts(find(aCalendar({ staff: [guest] })))).toEqual([60, 75]);
    const lead = aTechnician(ids.anna, { roles: [{ role: 'WORKSHOP_LEAD', from: undefined, until: undefined }] });
    expect(find(aCalendar({ staff: [lead] }))).toEqual([]);
    expect(find(aCalendar({ staff: [aTechnician(ids.anna, { active: false })] }))).toEqual([]);
  });

  it('can be limited to one technician', () => {
    const staff = [aTechnician(ids.anna), aTechnician(ids.boris)];
    const rooms = find(aCalendar({ station: aStation({ bays }), staff }), { technicianId: ids.boris });
    expect(new Set(rooms.map(({ technicianId }) => technicianId))).toEqual(new Set([ids.boris]));
  });

  it('are in a bay of the kind that the work needs', () => {
    const station = aStation({
      bays: [aBay('lift', 'diagnosis'), aBay('rep'), aBay('paint', 'body'), aBay('w', 'wash')],
    });
    const staff = [ids.anna, ids.boris, ids.chen].map((id) => aTechnician(id));
    const baysFor = (workKind: string) => find(aCalendar({ station, staff }), { workKind, max: 3 }).slice(0, 2);
    expect(baysFor('body').map(({ bayId }) => bayId)).toEqual(['paint', 'paint']);
    expect(baysFor('maintenance').map(({ bayId }) => bayId)).toEqual(['rep', 'rep']);
    expect(baysFor('diagnosis').map(({ bayId }) => bayId)).toEqual(['lift', 'rep']);
    expect(bayKindsFor('anything')).toEqual(['repair']);
  });

  it('are not offered by a suspended station', () => {
    expect(find(aCalendar({ station: aStation({ status: 'suspended' }) }))).toEqual([]);
  });

  it('give walk-ins only the capacity that is not kept for appointments', () => {
    const station = aStation({ reservedForAppointmentsPercent: 80, reservedUntilHour: 10 }); // 120 of 600 minutes are left to walk-ins
    const walkIn = { forAppointment: false };
    expect(find(aCalendar({ station }), { ...walkIn, minutes: 120, max: 1 })).toHaveLength(1);
    expect(find(aCalendar({ station }), { ...walkIn, minutes: 135 })).toEqual([]);
    const half = aCalendar({ station, taken: [taken(0, 60, walkIn)] });
    expect(find(half, { ...walkIn, minutes: 75 })).toEqual([]);
    expect(find(half, { minutes: 75, max: 1 })).toHaveLength(1);
    expect(find(half, { ...walkIn, minutes: 75, max: 1 }, minute(120))).toHaveLength(1);
  });

  it('follow one another without gap or overlap when the clocks change', () => {
    for (const [timeZone, change] of [
      ['Europe/Berlin', '2026-03-29T01:00Z'],
      ['Europe/Berlin', '2026-10-25T01:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
      ['America/Havana', '2026-03-08T05:00Z'],
    ] as const) {
      const within = {
        start: new Date(Date.parse(change) - 5 * 3_600_000),
        end: new Date(Date.parse(change) + 5 * 3_600_000),
      };
      const shifts = [{ startsAt: within.start, endsAt: within.end }];
      const calendar = aCalendar({
        station: aStation({ timeZone, openingHours: alwaysOpen }),
        staff: [aTechnician(ids.anna, { shifts })],
      });
      const rooms = find(calendar, { within, preferredAt: within.start, minutes: 15 }, within.start);
      expect(rooms).toHaveLength(40);
      for (const [index, { end }] of rooms.slice(0, -1).entries()) expect(rooms[index + 1]!.start).toEqual(end);
    }
  });

  it('keep to the local time when the clocks change', () => {
    const timeZone = 'America/New_York';
    const within = { start: new Date('2026-03-07T00:00Z'), end: new Date('2026-03-10T00:00Z') };
    const shifts = [{ startsAt: within.start, endsAt: within.end }];
    const station = aStation({ timeZone, openingHours: hours('08:00', '10:00') });
    const rooms = find(
      aCalendar({ station, staff: [aTechnician(ids.anna, { shifts })] }),
      { within, minutes: 120 },
      within.start,
    );
    expect(rooms.map(({ start }) => toWallTime(start, timeZone)).map(({ day, hour }) => [day, hour])).toEqual([
      [7, 8],
      [8, 8],
      [9, 8],
    ]);
  });

  it('are found with few comparisons for a month of a large station', () => {
    const many = Array.from({ length: 40 }, (_, index) => `bay ${index}`);
    const shifts = Array.from({ length: 31 }, (_, at) => ({
      startsAt: minute(at * day),
      endsAt: minute(at * day + 600),
    }));
    const staff = many.map((_, index) => aTechnician(`technician ${index}`, { shifts }));
    const full = many.flatMap((bayId, index) =>
      shifts.map((_, at) => taken(at * day, at * day + 595, { bayId, technicianId: `technician ${index}` })),
    );
    const calendar = aCalendar({ station: aStation({ bays: many.map((bayId) => aBay(bayId)) }), staff, taken: full });
    const within = { start: minute(0), end: minute(horizonMinutes) };
    const compared = comparisonsOf(() => expect(find(calendar, { within })).toEqual([]));
    // 2,976 starts in 80 lists of 31 spans: 2.9 million comparisons by bisection, 7 million by linear search.
    expect(compared).toBeLessThan(4_000_000);
  });
});

describe('the check of a requested room', () => {
  const need = { workKind: 'repair', skill: 'brakes' };
  const ask = (calendar: Calendar, room: Partial<Room> = {}, now = minute(0)) => {
    const slot = { bayId: ids.bay, technicianId: ids.anna, start: minute(60), end: minute(120) };
    return () => mustHaveRoom(calendar, need, { ...slot, ...room }, now);
  };

  it('accepts a room that is free', () =>
    expect(ask(aCalendar({ taken: [taken(0, 60), taken(120, 180)] }))).not.toThrow());

  it.each([
    ['SLOT_IN_THE_PAST', aCalendar(), { start: minute(-15) }],
    ['STATION_ACCEPTS_NO_VISITS', aCalendar({ station: aStation({ status: 'closed' }) }), {}],
    ['BAY_UNKNOWN', aCalendar(), { bayId: ids.otherBay }],
    ['BAY_OF_ANOTHER_KIND', aCalendar({ station: aStation({ bays: [aBay(ids.bay, 'body')] }) }), {}],
    ['STATION_CLOSED_IN_PERIOD', aCalendar(), { start: minute(570), end: minute(615) }],
    ['TECHNICIAN_NOT_ON_SHIFT', aCalendar({ staff: [aTechnician(ids.anna, { shift: [61, 600] })] }), {}],
    ['TECHNICIAN_NOT_ON_SHIFT', aCalendar(), { technicianId: ids.boris }],
    ['SKILL_NOT_VALID', aCalendar({ staff: [aTechnician(ids.anna, { can: ['body'] })] }), {}],
    ['BAY_TAKEN', aCalendar({ taken: [taken(119, 130, { technicianId: ids.boris })] }), {}],
    ['TECHNICIAN_TAKEN', aCalendar({ taken: [taken(0, 61, { bayId: ids.otherBay })] }), {}],
  ])('refuses with %s', (reason, calendar, room) => {
    expect(ask(calendar, room)).toThrow(expect.objectContaining({ reason }));
    expect(ask(calendar, room)).toThrow(Refused);
  });
});

describe('a requested time', () => {
  it('has a limited length', () => {
    expect(slotUpTo(60, { start: minute(0), end: minute(60) }, 'to')).toEqual({ start: minute(0), end: minute(60) });
    expect(() => slotUpTo(60, { start: minute(0), end: minute(61) }, 'to')).toThrow(Invalid);
    expect(() => slotUpTo(60, { start: minute(1), end: minute(0) }, 'to')).toThrow(Invalid);
  });

  it('is rounded up to a quarter of an hour', () => {
    expect([nextQuarter(minute(15)), nextQuarter(minute(16))]).toEqual([minute(15), minute(30)]);
  });
});
