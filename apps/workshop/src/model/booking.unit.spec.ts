import { journalOf, Refused, WrongState } from '@waystation/model';
import { eventsOf, minute, publishedBy } from '@waystation/testing/model';
import { aBooking } from '../../testing/a-booking.ts';
import { ids } from '../../testing/a-job.ts';
import { agreedSlot, Booking, bookingSteps, settle, type BookingStatus } from './booking.ts';

const bookingIn: Record<BookingStatus, () => Booking> = {
  held: () => aBooking().build(),
  claimed: () => aBooking().claimed().build(),
  candidate: () => aBooking().planned().build(),
  booked: () => aBooking().booked().build(),
  released: () => {
    const booking = aBooking().build();
    booking.cancelHold('not_needed', minute(1));
    return booking;
  },
};

/** Calls of each step; those of `free` bypass it, because it chooses a step by status. */
const callOf: Record<keyof typeof bookingSteps, (booking: Booking) => unknown> = {
  claim: (booking) => booking.claim(minute(2)),
  book: (booking) => booking.book(minute(2)),
  cancelHold: (booking) => booking.cancelHold('not_needed', minute(2)),
  release: (booking) => (booking as unknown as Internals).step('release', minute(2), {}),
  shorten: (booking) => (booking as unknown as Internals).step('shorten', minute(2), {}),
  discard: (booking) => (booking as unknown as Internals).step('discard', minute(2)),
};
interface Internals {
  step(verb: string, at: Date, facts?: object): void;
}

describe('a booking', () => {
  const steps = Object.keys(bookingSteps) as (keyof typeof bookingSteps)[];
  const statuses = Object.keys(bookingIn) as BookingStatus[];

  it.each(steps.flatMap((step) => statuses.map((status) => [step, status] as const)))(
    'allows or refuses the step %s while it is %s, as in the step table',
    (step, status) => {
      const row: { from: readonly string[]; to?: string; event?: string } = bookingSteps[step];
      const booking = bookingIn[status]();
      if (!row.from.includes(status)) return expect(() => callOf[step](booking)).toThrow(WrongState);
      expect(eventsOf(booking, () => callOf[step](booking))).toEqual(row.event ? [row.event] : []);
      expect(booking.status).toBe(row.to ?? status);
    },
  );

  it('publishes a hold of 15 minutes', () => {
    const booking = aBooking().build();
    expect(booking.expiresAt).toEqual(minute(15));
    const [held] = journalOf(booking).published;
    expect(held).toMatchObject({ name: 'SlotHeld', visitId: ids.visit, stationId: ids.station, standardVersion: '7' });
    expect(held!.payload).toMatchObject({
      bookingId: booking.id,
      bayId: ids.bay,
      startAt: minute(60),
      expiresAt: minute(15),
    });
  });

  it('expires 24 hours after each claim, and as a candidate after 1 hour without an event', () => {
    const booking = aBooking().build();
    expect(booking.claim(minute(5))).toEqual(minute(5 + 24 * 60));
    expect(booking.claim(minute(60))).toEqual(minute(60 + 24 * 60));
    const candidate = aBooking().planned().build();
    expect(candidate.expiresAt).toEqual(minute(60));
    expect(journalOf(candidate).published).toEqual([]);
  });

  it('refuses a claim after it has expired, but can be booked while it exists', () => {
    const booking = aBooking().build();
    expect(() => booking.claim(minute(15))).toThrow(Refused);
    booking.book(minute(15));
    expect([booking.status, booking.expiresAt]).toEqual(['booked', null]);
  });

  it('publishes the job and whether it is booked for an appointment', () => {
    const booking = aBooking().planned().walkIn().build();
    expect(publishedBy(booking, () => booking.book(minute(2)))).toMatchObject([
      { name: 'SlotBooked', jobId: ids.job, forAppointment: false },
    ]);
    const again = Booking.bookAgain(agreedSlot(booking.slot), { ...booking, forAppointment: true }, minute(3));
    expect(eventsOf(again)).toEqual(['SlotBooked']);
    expect([again.status, again.expiresAt, again.jobId]).toEqual(['booked', null, ids.job]);
  });

  it('releases only the remaining part of its slot', () => {
    const at = (minutes: number) => {
      const booking = aBooking().booked().build();
      const events = publishedBy(booking, () => booking.free('visit_cancelled', minute(minutes)));
      return [
        booking.isReleased,
        booking.endAt,
        events.map(({ startAt, endAt, reason }) => ({ startAt, endAt, reason })),
      ];
    };
    const reason = 'visit_cancelled';
    expect(at(60)).toEqual([true, minute(120), [{ startAt: minute(60), endAt: minute(120), reason }]]);
    expect(at(75)).toEqual([false, minute(75), [{ startAt: minute(75), endAt: minute(120), reason }]]);
    expect(at(120)).toEqual([false, minute(120), []]);
  });

  it('releases the whole slot while it is not booked, a candidate without an event', () => {
    for (const booking of [aBooking().build(), aBooking().claimed().build()]) {
      expect(eventsOf(booking, () => booking.free('replaced', minute(130)))).toEqual(['SlotReleased']);
      expect(booking.isReleased).toBe(true);
    }
    const candidate = aBooking().planned().build();
    expect(eventsOf(candidate, () => candidate.free('plan_changed', minute(1)))).toEqual([]);
    expect(candidate.isReleased).toBe(true);
  });
});

describe('settling the slots of a visit', () => {
  const id = (last: number) => `01980000-0000-7000-8000-0000000000e${last}`;

  it('books the agreed slots and releases all others of the visit', () => {
    const before = aBooking().named(id(1)).booked().build();
    const plan = [2, 3].map((last) => aBooking().named(id(last)).planned().build());
    const stale = aBooking().named(id(4)).planned().build();
    const all = [before, ...plan, stale];
    expect(
      settle(
        all,
        plan.map(({ slot }) => agreedSlot(slot)),
        'plan_changed',
        minute(3),
      ),
    ).toEqual([]);
    expect(all.map(({ status }) => status)).toEqual(['released', 'booked', 'booked', 'released']);
  });

  it('leaves an agreed slot that is booked already', () => {
    const booking = aBooking().booked().build();
    expect(eventsOf(booking, () => settle([booking], [agreedSlot(booking.slot)], 'plan_changed', minute(3)))).toEqual(
      [],
    );
  });

  it('returns the agreed slots that have no booking any more', () => {
    const [kept, lost] = [aBooking().named(id(1)).build(), aBooking().named(id(2)).build()];
    const agreed = [kept, lost].map(({ slot }) => agreedSlot(slot));
    expect(settle([kept], agreed, 'plan_changed', minute(3))).toEqual([agreed[1]]);
  });
});
