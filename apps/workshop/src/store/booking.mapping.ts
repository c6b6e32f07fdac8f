import type { Slot } from '@waystation/contracts/workshop/v1/events';
import { mapping, Store } from '@waystation/store';
import { agreedSlot, Booking, bookingSteps, settle, type AgreedSlot } from '../model/booking.ts';
import type { Calendar } from '../model/calendar.ts';
import { calendarOf, type CalendarQuestion } from './calendar.ts';

export const bookingMapping = mapping(Booking, {
  table: 'booking',
  subject: 'booking',
  steps: { table: bookingSteps, initial: ['held', 'candidate'] },
  constraints: { booking_bay_free: 'BAY_TAKEN', booking_technician_free: 'TECHNICIAN_TAKEN' },
  visit: true,
  properties: (p) => ({
    bayId: p.uuid(),
    technicianId: p.uuid(),
    startAt: p.datetime(),
    endAt: p.datetime(),
    forAppointment: p.boolean(),
    jobId: p.uuid().nullable(),
    expiresAt: p.datetime().nullable(),
  }),
});

/** Slots agreed in an event. */
interface Agreement {
  slots: readonly Slot[];
  /** Left out: as in the visit's bookings. */
  forAppointment?: boolean;
}

interface CallOfReaction {
  stationId: string;
  standardVersion: string | undefined;
  happenedAt: Date;
  now: Date;
}

export class Bookings extends Store.of(bookingMapping) {
  /** Bookings of a visit, earliest first. */
  ofVisit(visitId: string): Promise<Booking[]> {
    return this.list({ visitId }, 500, { order: 'start_at, id' });
  }

  /**
   * Locks the station's calendar until the step ends, so that a room which later queries see as free stays free. Without
   * the lock, two steps that want the same room would both insert, wait for each other, and end in a deadlock.
   */
  async lockCalendar(): Promise<void> {
    await this.rows(`select pg_advisory_xact_lock(hashtextextended('calendar ' || $1, 0))`, [this.station]);
  }

  /** Calendar of the station, see `calendarOf`. */
  calendar(question: CalendarQuestion): Promise<Calendar> {
    return calendarOf(question);
  }

  /**
   * Books the slots agreed for a visit and releases its others. A slot that expired before the event arrived is booked as
   * well, unless another visit took the room.
   */
  async settle(visitId: string, agreed: Agreement, reason: string, call: CallOfReaction): Promise<void> {
    const own = await this.ofVisit(visitId);
    const gone = settle(own, agreed.slots.map(agreedSlot), reason, call.happenedAt);
    this.removeReleased(own);
    if (gone.length === 0) return;
    const [, free] = await Promise.all([this.lockCalendar(), this.stillFree(gone, visitId, call.now)]);
    const forAppointment = agreed.forAppointment ?? own.some((booking) => booking.forAppointment);
    const { stationId, standardVersion } = call;
    const visit = { stationId, visitId, standardVersion, forAppointment };
    this.addAll(
      free.map((slot) => Booking.bookAgain(slot, visit, call.happenedAt)),
      call.now,
    );
  }

  /** Filters the slots that no other visit has taken. */
  private async stillFree(slots: readonly AgreedSlot[], visitId: string, now: Date): Promise<AgreedSlot[]> {
    const free = await this.rows(
      `select agreed.id
       from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
         as agreed (id, bay_id, technician_id, start_at, end_at)
       where not exists (
         select from booking
         where station_id = $1 and visit_id <> $7 and (expires_at is null or expires_at > $8)
           and end_at > agreed.start_at and start_at < agreed.end_at
           and (bay_id = agreed.bay_id or technician_id = agreed.technician_id))`,
      [
        this.station,
        slots.map(({ bookingId }) => bookingId),
        slots.map(({ bayId }) => bayId),
        slots.map(({ technicianId }) => technicianId),
        slots.map(({ start }) => start),
        slots.map(({ end }) => end),
        visitId,
        now,
      ],
    );
    const ids = new Set(free.map(({ id }) => id));
    return slots.filter(({ bookingId }) => ids.has(bookingId));
  }

  /** Stores bookings. Deletes expired ones first, because the constraints do not look at `expires_at`. */
  addAll(bookings: readonly Booking[], now: Date): void {
    if (bookings.length === 0) return;
    this.ahead('delete from booking where station_id = $1 and expires_at <= $2', [this.station, now]);
    for (const booking of bookings) this.add(booking);
  }

  /** Deletes the released bookings. */
  removeReleased(bookings: readonly Booking[]): void {
    for (const booking of bookings) if (booking.isReleased) this.remove(booking);
  }
}
