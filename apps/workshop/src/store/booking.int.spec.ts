import type { DomainError } from '@waystation/model';
import { startTestService } from '@waystation/testing';
import { minute } from '@waystation/testing/model';
import { FindSlots } from '../queries/find-slots.ts';
import { ListBookings } from '../queries/list-bookings.ts';
import { aBooking } from '../../testing/a-booking.ts';
import { aJob, anItem, ids } from '../../testing/a-job.ts';
import { bays, keepCalendar, technicians, visitNumber } from '../../testing/calendar-samples.ts';
import { ClaimSlot } from '../use-cases/claim-slot.ts';
import { HoldSlot } from '../use-cases/hold-slot.ts';
import { PlanVisit } from '../use-cases/plan-visit.ts';
import { ReleaseSlot } from '../use-cases/release-slot.ts';
import { WorkshopModule } from '../workshop.module.ts';

const workshop = await startTestService(WorkshopModule);
const { given, clock, actors, stationA, stationB } = workshop;

const byAppointments = { by: actors.clerk, service: 'appointments' };
const byReception = { by: actors.advisor, service: 'reception' };
const day = 24 * 60;
const visit = visitNumber;
const other = visit(1);

beforeAll(async () => {
  for (const { id } of [stationA, stationB]) await keepCalendar(workshop, id);
});

const aHold = {
  visitId: ids.visit,
  bayId: ids.bay,
  technicianId: ids.anna,
  workKind: 'repair',
  skill: 'brakes',
  standardVersion: '7',
};
const from = (start: number, end: number) => ({ startAt: minute(start), endAt: minute(end) });
const hold = (request: object = {}) =>
  workshop.run(HoldSlot, { ...aHold, ...from(60, 120), ...request }, byAppointments);
const holding = (request: object = {}) =>
  given().when(HoldSlot, { ...aHold, ...from(60, 120), ...request }, byAppointments);

interface Row {
  visit: string;
  status: string;
  from: number;
  until: number;
}

/** Bookings stored for station A, in minutes after eight. */
function stored(): Promise<Row[]> {
  return workshop.database.rows<Row>(
    `select visit_id as visit, status, (extract(epoch from start_at - $2) / 60)::int as from,
       (extract(epoch from end_at - $2) / 60)::int as until
     from booking where station_id = $1 order by start_at, id`,
    [stationA.id, minute(0)],
  );
}
const statuses = async () => (await stored()).map(({ status }) => status);

describe('holding a slot', () => {
  it('keeps a bay and a technician for 15 minutes, in two round trips', async () => {
    await given()
      .when(HoldSlot, { ...aHold, ...from(60, 120) }, { ...byAppointments, key: 'one' })
      .thenPublished('SlotHeld', { visitId: ids.visit, bayId: ids.bay, technicianId: ids.anna, expiresAt: minute(15) })
      .andAnswered({ expiresAt: minute(15), slot: { bayId: ids.bay, ...from(60, 120), jobId: '' } })
      .andTook(2)
      .and(async ({ events }) => {
        expect(events[0]!.headers['ce_standardversion']).toBe('7');
        expect(await stored()).toEqual([{ visit: ids.visit, status: 'held', from: 60, until: 120 }]);
      });
  });

  it('is allowed only to appointments on behalf of a clerk', async () => {
    await given()
      .when(HoldSlot, { ...aHold, ...from(60, 120) }, { by: actors.clerk })
      .thenNotAllowed('ROLE_MISSING');
    await given()
      .when(HoldSlot, { ...aHold, ...from(60, 120) }, { ...byReception })
      .thenNotAllowed('ROLE_MISSING');
  });

  it.each([
    ['BAY_TAKEN', { technicianId: ids.boris }],
    ['TECHNICIAN_TAKEN', { bayId: ids.otherBay }],
  ])('is refused with %s', async (reason, room) => {
    await given(aBooking().of(other).claimed())
      .when(HoldSlot, { ...aHold, ...room, ...from(119, 140) }, byAppointments)
      .thenRefused(reason)
      .andNothingWasPublished();
  });

  it('accepts a slot that starts when another ends', async () => {
    await given(aBooking().of(other).from(60, 120))
      .when(HoldSlot, { ...aHold, ...from(120, 140) }, byAppointments)
      .thenAnswered();
  });

  it('takes the room of an expired hold and deletes that hold', async () => {
    await hold({ visitId: other });
    clock.advance({ minutes: 14 });
    await holding().thenRefused('BAY_TAKEN');
    clock.advance({ minutes: 1 });
    await hold();
    expect(await stored()).toEqual([{ visit: ids.visit, status: 'held', from: 60, until: 120 }]);
  });

  it('releases the slots that it replaces, but none of other visits', async () => {
    const { slot } = await hold();
    const foreign = await hold({ visitId: other, ...from(300, 360) });
    await given()
      .when(
        HoldSlot,
        { ...aHold, ...from(90, 150), replaces: [slot!.bookingId, foreign.slot!.bookingId] },
        byAppointments,
      )
      .thenPublishedOnly('SlotReleased', 'SlotHeld')
      .andPublished('SlotReleased', { bookingId: slot!.bookingId, reason: 'replaced', ...from(60, 120) });
    expect((await stored()).map(({ visit, from }) => [visit, from])).toEqual([
      [ids.visit, 90],
      [other, 300],
    ]);
  });

  it('is refused for times for which the calendar has no room', async () => {
    await holding(from(570, 660)).thenRefused('STATION_CLOSED_IN_PERIOD');
    await holding(from(-60, 0)).thenRefused('SLOT_IN_THE_PAST');
    await holding({ skill: 'paint' }).thenRefused('SKILL_NOT_VALID');
    await holding(from(8 * day, 8 * day + 60)).thenRefused('TECHNICIAN_NOT_ON_SHIFT');
    await holding(from(0, 2 * day)).thenInvalid('end_at');
  });

  it('is unavailable until the data of the station have arrived', async () => {
    const by = actors.outsider;
    await given()
      .when(HoldSlot, { ...aHold, ...from(60, 120) }, { by, service: 'appointments' })
      .thenUnavailable('STATION_NOT_KNOWN_YET');
  });

  it('stores nothing in a dry run', async () => {
    await given()
      .when(HoldSlot, { ...aHold, ...from(60, 120) }, { ...byAppointments, validateOnly: true })
      .thenAnswered();
    expect(await stored()).toEqual([]);
  });
});

describe('holds by 64 clients at once', () => {
  it('fill each free slot exactly once', async () => {
    // Four bays, four technicians, five times of day: 80 ways to take one of 20 slots, each tried five times.
    const attempts = Array.from({ length: 400 }, (_, number) => {
      const way = (number * 37) % 80;
      const start = Math.floor(way / 16) * 120;
      const room = { bayId: bays[way % 4], technicianId: technicians[Math.floor(way / 4) % 4] };
      return { ...room, ...from(start, start + 120), visitId: visit(number + 10) };
    });
    const refusals = new Map<string, number>();
    let held = 0;
    const client = async () => {
      for (let attempt = attempts.pop(); attempt; attempt = attempts.pop()) {
        await hold(attempt).then(
          () => (held += 1),
          (error: DomainError) => refusals.set(error.reason, (refusals.get(error.reason) ?? 0) + 1),
        );
      }
    };
    await Promise.all(Array.from({ length: 64 }, client));
    expect([...refusals.keys()].sort()).toEqual(['BAY_TAKEN', 'TECHNICIAN_TAKEN']);
    expect(held).toBe(20);
    expect(await workshop.events()).toHaveLength(20);
    for (const column of ['bay_id', 'technician_id']) {
      const overlaps = await workshop.database.rows(
        `select from booking a join booking b on a.id < b.id and a.${column} = b.${column} and a.during && b.during`,
      );
      expect(overlaps).toEqual([]);
    }
    expect(workshop.defects).toEqual([]);
  }, 60_000);
});

describe('the table of bookings', () => {
  const insert = (visitId: string, bayId: string, technicianId: string, start: number, end: number) =>
    workshop.database.rows(
      `insert into booking (id, station_id, visit_id, version, status, bay_id, technician_id, start_at, end_at, for_appointment)
       values ($1, $2, $3, 1, 'booked', $4, $5, $6, $7, true)`,
      [workshop.newId(), stationA.id, visitId, bayId, technicianId, minute(start), minute(end)],
    );

  it('refuses overlapping bookings of two visits, even by a direct write', async () => {
    await insert(ids.visit, ids.bay, ids.anna, 60, 120);
    await expect(insert(other, ids.bay, ids.boris, 119, 130)).rejects.toMatchObject({ constraint: 'booking_bay_free' });
    await expect(insert(other, ids.otherBay, ids.anna, 0, 61)).rejects.toMatchObject({
      constraint: 'booking_technician_free',
    });
    await expect(insert(other, ids.otherBay, ids.boris, 70, 70)).rejects.toMatchObject({
      constraint: 'booking_not_empty',
    });
    await insert(other, ids.bay, ids.anna, 120, 130);
    await insert(ids.visit, ids.bay, ids.anna, 90, 110);
  });
});

describe('claiming a slot', () => {
  it('keeps a held slot for another 24 hours at each request', async () => {
    const { slot } = await hold();
    clock.advance({ minutes: 10 });
    const claim = { visitId: ids.visit, bookingId: slot!.bookingId };
    await given()
      .when(ClaimSlot, claim, byAppointments)
      .thenAnswered({ slot, expiresAt: minute(10 + day) })
      .andNothingWasPublished();
    clock.advance({ minutes: 10 });
    await given()
      .when(ClaimSlot, claim, byAppointments)
      .thenAnswered({ expiresAt: minute(20 + day) });
  });

  it('is refused after the hold expired, and for a slot of another visit or station', async () => {
    const { slot } = await hold();
    const { bookingId } = slot!;
    await given().when(ClaimSlot, { visitId: other, bookingId }, byAppointments).thenNotFound('BOOKING_NOT_FOUND');
    await given()
      .when(ClaimSlot, { visitId: ids.visit, bookingId }, { ...byAppointments, by: stationB.staff.clerk })
      .thenNotFound('BOOKING_NOT_FOUND');
    clock.advance({ minutes: 15 });
    await given().when(ClaimSlot, { visitId: ids.visit, bookingId }, byAppointments).thenRefused('SLOT_HOLD_EXPIRED');
  });
});

describe('releasing a slot', () => {
  it('releases a hold, and accepts one that is released already', async () => {
    const { slot } = await hold();
    const release = { visitId: ids.visit, bookingId: slot!.bookingId };
    await given().when(ReleaseSlot, release, byAppointments).thenPublished('SlotReleased', { reason: 'not_needed' });
    expect(await stored()).toEqual([]);
    await given()
      .when(ReleaseSlot, release, byAppointments)
      .thenAnswered({ bookingId: release.bookingId })
      .andNothingWasPublished();
  });

  it('is refused for a booked slot', async () => {
    await given(aBooking().booked())
      .when(ReleaseSlot, (booking) => ({ visitId: ids.visit, bookingId: booking.id }), byReception)
      .thenRefused('WRONG_STATE');
  });
});

describe('finding free slots', () => {
  const ask = {
    workKind: 'repair',
    skill: 'brakes',
    minutes: 60,
    from: minute(0),
    to: minute(600),
    forAppointment: true,
  };

  it('offers slots near the wished time', async () => {
    await given(aBooking().of(other).from(0, 600).booked())
      .when(FindSlots, { ...ask, preferredAt: minute(120), max: 4 }, { by: actors.advisor })
      .and(({ answer }) => {
        expect(answer!.slots.map(({ bayId, technicianId, startAt }) => [bayId, technicianId, startAt])).toEqual([
          [bays[1], technicians[1], minute(120)],
          [bays[2], technicians[2], minute(120)],
          [bays[3], technicians[3], minute(120)],
          [bays[1], technicians[1], minute(105)],
        ]);
      })
      .andTook(1);
  });

  it('counts expired holds and the slots of the visit itself as free', async () => {
    const mine = { ...ask, technicianId: ids.anna, max: 1 };
    await workshop.arrange(aBooking().of(other).from(0, 600));
    await given().when(FindSlots, mine, { by: actors.clerk }).thenAnswered({ slots: [] });
    await given()
      .when(FindSlots, { ...mine, visitId: other }, { by: actors.clerk })
      .thenAnswered({ slots: [from(0, 60)] });
    clock.advance({ minutes: 15 });
    await given()
      .when(FindSlots, mine, { by: actors.clerk })
      .thenAnswered({ slots: [from(15, 75)] });
  });

  it('refuses a range or a number of slots that is too large', async () => {
    await given()
      .when(FindSlots, { ...ask, to: minute(32 * day) }, { by: actors.clerk })
      .thenInvalid('to');
    await given()
      .when(FindSlots, { ...ask, max: 51 }, { by: actors.clerk })
      .thenInvalid('max');
  });
});

describe('listing bookings', () => {
  it('lists bookings page by page, without expired ones', async () => {
    const named = (last: number) => aBooking().named(`01980000-0000-7000-8000-0000000000e${last}`);
    await workshop.arrange(
      named(1).of(other).from(0, 60).booked(),
      named(2).from(60, 120).planned(),
      named(3).from(120, 180).claimed(),
      named(4).from(180, 240),
    );
    clock.advance({ minutes: 20 });
    const ask = { from: minute(0), to: minute(day), pageSize: 2 };
    const { answer } = await given().when(ListBookings, ask, { by: actors.lead });
    expect(answer!.bookings).toMatchObject([
      {
        visitId: other,
        status: 'booked',
        slot: { jobId: '', ...from(0, 60) },
        forAppointment: true,
        expiresAt: undefined,
      },
      { visitId: ids.visit, status: 'candidate', slot: { jobId: ids.job }, expiresAt: minute(60) },
    ]);
    const next = { ...ask, pageToken: answer!.nextPageToken };
    const { answer: rest } = await given().when(ListBookings, next, { by: actors.lead });
    expect(rest).toMatchObject({ bookings: [{ status: 'claimed' }], nextPageToken: '' });
    await given()
      .when(ListBookings, { ...ask, visitId: other }, { by: actors.lead })
      .thenAnswered({ bookings: [{ visitId: other }] });
    await given()
      .when(ListBookings, { ...ask, pageToken: 'x' }, { by: actors.lead })
      .thenInvalid('page_token');
  });
});

describe('an appointment', () => {
  const confirmed = 'waystation.appointments.v1.AppointmentConfirmed';
  const moved = 'waystation.appointments.v1.AppointmentMoved';

  it('books its slot when it is confirmed', async () => {
    await given(aBooking().claimed())
      .whenArrives(confirmed, ({ slot }) => ({ visitId: ids.visit, slot }))
      .thenPublished('SlotBooked', { bayId: ids.bay, forAppointment: true, ...from(60, 120) })
      .and(async () => expect(await statuses()).toEqual(['booked']));
  });

  it('books its slot once if the event arrives twice', async () => {
    const [{ slot }] = await workshop.arrange(aBooking().claimed());
    const event = workshop.event(confirmed, { visitId: ids.visit, slot });
    await workshop.react(event);
    await workshop.react(event);
    expect(await workshop.eventNames()).toEqual(['SlotBooked']);
  });

  it('releases other slots that were held for it', async () => {
    const chosen = aBooking().claimed();
    const also = aBooking().named(visit(9)).from(300, 360);
    await given(chosen, also)
      .whenArrives(confirmed, ({ slot }) => ({ visitId: ids.visit, slot }))
      .thenPublishedOnly('SlotBooked', 'SlotReleased');
    expect(await statuses()).toEqual(['booked']);
  });

  it('books its slot after the claim expired and was deleted, if the room is still free', async () => {
    const [{ slot }] = await workshop.arrange(aBooking().claimed());
    clock.advance({ days: 2 });
    await hold({ visitId: other, ...from(3 * day, 3 * day + 60) }); // deletes the claim
    expect(await statuses()).toEqual(['held']);
    await workshop.react(workshop.event(confirmed, { visitId: ids.visit, slot }));
    expect(await stored()).toMatchObject([{ visit: ids.visit, status: 'booked', from: 60 }, { visit: other }]);
  });

  it('does not book a slot that another visit has taken meanwhile', async () => {
    const gone = aBooking().build().slot;
    await given(aBooking().named(visit(9)).of(other).booked())
      .whenArrives(confirmed, { visitId: ids.visit, slot: gone })
      .thenNothingWasPublished();
    expect(await stored()).toMatchObject([{ visit: other }]);
  });

  it('exchanges its old slot for the new one when it is moved', async () => {
    const old = aBooking().booked();
    const next = aBooking().named(visit(9)).from(90, 150).claimed();
    await given(old, next)
      .whenArrives(moved, (_, { slot }) => ({ visitId: ids.visit, slot }))
      .thenPublished('SlotReleased', { reason: 'appointment_moved', ...from(60, 120) })
      .andPublished('SlotBooked', from(90, 150));
    expect(await stored()).toMatchObject([{ status: 'booked', from: 90 }]);
  });

  it.each([
    ['waystation.appointments.v1.AppointmentCancelled', 'appointment_cancelled'],
    ['waystation.reception.v1.VisitMarkedNoShow', 'visit_marked_no_show'],
    ['waystation.reception.v1.VisitCancelled', 'visit_cancelled'],
  ])('frees its slots on %s', async (event, reason) => {
    const booked = aBooking().booked();
    const claimed = aBooking().named(visit(8)).from(120, 180).claimed();
    const foreign = aBooking().named(visit(9)).of(other).from(180, 240).booked();
    await given(booked, claimed, foreign)
      .whenArrives(event, { visitId: ids.visit })
      .thenPublishedOnly('SlotReleased', 'SlotReleased')
      .andPublished('SlotReleased', { reason });
    expect(await stored()).toMatchObject([{ visit: other }]);
  });

  it('keeps on record the part of its slot that was used before it was cancelled', async () => {
    clock.advance({ minutes: 90 });
    await given(aBooking().booked())
      .whenArrives('waystation.reception.v1.VisitCancelled', { visitId: ids.visit })
      .thenPublished('SlotReleased', from(90, 120));
    expect(await stored()).toMatchObject([{ status: 'booked', from: 60, until: 90 }]);
  });
});

describe('planning a visit', () => {
  const second = anItem({ itemId: ids.finding, operation: { skill: 'electric', labourMinutes: 600 } });
  const ask = { visitId: ids.visit, standardVersion: '7', items: [anItem(), second], forAppointment: true };
  const promised = 'waystation.reception.v1.DeliveryPromised';

  it('finds the earliest slots, keeps them for an hour and opens the jobs', async () => {
    await given()
      .when(PlanVisit, ask, byReception)
      .thenPublishedOnly('JobOpened', 'JobOpened')
      .andAnswered({ finishAt: minute(day + 60), expiresAt: minute(60) })
      .andTook(2)
      .and(({ answer }) => {
        expect(answer!.slots.map(({ jobId, startAt, endAt }) => ({ jobId, startAt, endAt }))).toEqual([
          { jobId: ids.job, ...from(0, 60) },
          { jobId: ids.finding, ...from(60, 600) },
          { jobId: ids.finding, ...from(day, day + 60) },
        ]);
      });
    expect(await workshop.database.rows('select id, status, standard_version as version from job order by id')).toEqual(
      [
        { id: ids.job, status: 'planned', version: '7' },
        { id: ids.finding, status: 'planned', version: '7' },
      ],
    );
    await holding({ visitId: other, technicianId: ids.chen }).thenRefused('BAY_TAKEN');
  });

  it('replaces the earlier plan and keeps the booked slots', async () => {
    await workshop.arrange(aBooking().from(0, 60).booked());
    await workshop.run(PlanVisit, ask, byReception);
    await given()
      .when(PlanVisit, { ...ask, items: [anItem()] }, byReception)
      .thenNothingWasPublished();
    expect(await stored()).toMatchObject([{ status: 'booked' }, { status: 'candidate', from: 0, until: 60 }]);
  });

  it('replaces the booked slots of the visit when the delivery is promised', async () => {
    await workshop.arrange(aBooking().from(300, 360).booked());
    const { slots } = await workshop.run(PlanVisit, ask, byReception);
    const event = workshop.event(promised, { visitId: ids.visit, slots });
    const before = (await workshop.events()).length;
    await workshop.react(event);
    await workshop.react(event);
    const events = (await workshop.events()).slice(before);
    expect(events.map(({ name }) => name).sort()).toEqual(['SlotBooked', 'SlotBooked', 'SlotBooked', 'SlotReleased']);
    expect(events.find(({ name }) => name === 'SlotReleased')!.fields).toMatchObject({
      reason: 'plan_changed',
      ...from(300, 360),
    });
    expect(await statuses()).toEqual(['booked', 'booked', 'booked']);
  });

  it('expires unless the delivery is promised', async () => {
    await workshop.run(PlanVisit, ask, byReception);
    clock.advance({ minutes: 60 });
    await hold({ ...from(75, 120), visitId: other });
    expect(await stored()).toMatchObject([{ visit: other, status: 'held' }]);
  });

  it('books the slots of an expired plan that are still free when the promise arrives', async () => {
    const { slots } = await workshop.run(PlanVisit, ask, byReception);
    clock.advance({ minutes: 60 });
    await hold({ ...from(75, 120), visitId: other });
    await workshop.react(workshop.event(promised, { visitId: ids.visit, slots }));
    const kept = (await stored()).filter(({ visit, status }) => visit === ids.visit && status === 'booked');
    expect(kept.map(({ from }) => from)).toEqual([0, day]); // the slot from 60 on is gone
  });

  it('leaves out finished jobs', async () => {
    await given(aJob().finished())
      .when(PlanVisit, ask, byReception)
      .thenPublishedOnly('JobOpened')
      .and(({ answer }) => expect(answer!.slots.every(({ jobId }) => jobId === ids.finding)).toBe(true));
  });

  it('is refused without room, or if two items have the same id', async () => {
    const paint = anItem({ operation: { skill: 'paint' } });
    await given()
      .when(PlanVisit, { ...ask, items: [paint] }, byReception)
      .thenRefused('NO_FREE_SLOT_FOR_JOB')
      .andNothingWasPublished();
    await given()
      .when(PlanVisit, { ...ask, items: [anItem(), anItem()] }, byReception)
      .thenInvalid('items');
  });

  it('gives different rooms to visits that are planned at the same moment', async () => {
    const plan = (number: number) => {
      const items = [anItem({ itemId: visit(number + 500) })];
      return workshop.run(PlanVisit, { ...ask, visitId: visit(number), items }, byReception);
    };
    const plans = await Promise.all(Array.from({ length: 12 }, (_, number) => plan(number + 10)));
    expect(plans.map(({ finishAt }) => Number(finishAt)).sort()).toEqual(
      [60, 120, 180].flatMap((end) => [1, 2, 3, 4].map(() => Number(minute(end)))),
    );
  });
});
