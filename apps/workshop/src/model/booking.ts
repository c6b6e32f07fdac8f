import type { Slot, SlotBooked, SlotHeld, SlotReleased } from '@waystation/contracts/workshop/v1/events';
import { Aggregate, Refused, type Steps, type VisitRef } from '@waystation/model';
import type { Room } from './free-slots.ts';

/** `candidate`: part of a plan that waits for the promise. `released` is never stored: a released booking is deleted. */
export type BookingStatus = 'held' | 'claimed' | 'candidate' | 'booked' | 'released';

export interface BookingEvents {
  SlotHeld: SlotHeld;
  SlotBooked: SlotBooked;
  SlotReleased: SlotReleased;
}

/** `letGo`: the slot is not needed. `cutShort`: the visit has started, and frees the rest of its slot. */
export const bookingSteps = {
  claim: { from: ['held', 'claimed'], to: 'claimed' },
  book: { from: ['held', 'claimed', 'candidate'], to: 'booked', event: 'SlotBooked' },
  letGo: { from: ['held', 'claimed'], to: 'released', event: 'SlotReleased' },
  release: { from: ['held', 'claimed', 'booked'], to: 'released', event: 'SlotReleased' },
  cutShort: { from: ['booked'], event: 'SlotReleased' },
  discard: { from: ['candidate'], to: 'released' },
} as const satisfies Steps<BookingStatus, BookingEvents>;

const minuteMs = 60_000;
const lastsMinutes = { held: 15, candidate: 60, claimed: 24 * 60 };

/** Visit that a booking is for. */
export interface VisitOfBooking extends VisitRef {
  forAppointment: boolean;
}

/** Room agreed on for a visit. */
export interface AgreedSlot extends Room {
  bookingId: string;
  /** Null: for the whole appointment. */
  jobId: string | null;
}

/** The slot of an event or an answer. */
export function agreedSlot({ bookingId, bayId, technicianId, startAt, endAt, jobId }: Slot): AgreedSlot {
  return { bookingId, bayId, technicianId, start: startAt!, end: endAt!, jobId: jobId || null };
}

/**
 * A bay and a technician, taken for a visit for a time. A hold, a claim or a candidate expires: from then on it counts as
 * free, and the next booking that needs the room deletes it.
 */
export class Booking extends Aggregate<typeof bookingSteps, BookingEvents, 'booking'> {
  declare visitId: string;
  declare bayId: string;
  declare technicianId: string;
  declare startAt: Date;
  declare endAt: Date;
  declare forAppointment: boolean;
  jobId: string | null = null;
  /** Null once it is booked. */
  expiresAt: Date | null = null;

  protected get steps() {
    return bookingSteps;
  }
  protected get subject() {
    return 'booking' as const;
  }

  /** Holds a slot while the appointment is made. */
  static hold(slot: AgreedSlot, visit: VisitOfBooking, at: Date): Booking {
    const booking = Booking.make(slot, visit, 'held');
    const expiresAt = booking.lastFrom(at, lastsMinutes.held);
    booking.publish('SlotHeld', at, { ...booking.room, expiresAt });
    return booking;
  }

  /** Keeps a candidate beside the visit's bookings, until the visit is promised or planned again. */
  static plan(slot: AgreedSlot, visit: VisitOfBooking, at: Date): Booking {
    const booking = Booking.make(slot, visit, 'candidate');
    booking.lastFrom(at, lastsMinutes.candidate);
    return booking;
  }

  /** Books a slot whose claim has expired and was deleted. */
  static bookAgain(slot: AgreedSlot, visit: VisitOfBooking, at: Date): Booking {
    const booking = Booking.make(slot, visit, 'claimed');
    booking.book(at);
    return booking;
  }

  private static make(slot: AgreedSlot, visit: VisitOfBooking, status: 'held' | 'claimed' | 'candidate'): Booking {
    const { stationId, visitId, standardVersion, forAppointment } = visit;
    const booking = new Booking();
    booking.begin({ id: slot.bookingId, stationId, visitId, standardVersion }, status);
    booking.bayId = slot.bayId;
    booking.technicianId = slot.technicianId;
    booking.startAt = slot.start;
    booking.endAt = slot.end;
    booking.jobId = slot.jobId;
    booking.forAppointment = forAppointment;
    return booking;
  }

  /** Tells of a released booking, whose row is to be deleted. */
  get isGone(): boolean {
    return this.status === 'released';
  }

  /** The slot as events and answers carry it. */
  get slot(): Slot {
    const { id: bookingId, bayId, technicianId, startAt, endAt, jobId } = this;
    return { bookingId, bayId, technicianId, startAt, endAt, jobId: jobId ?? '' };
  }

  /** @returns time at which the claim expires */
  claim(at: Date): Date {
    this.step('claim', at);
    if (this.expiresAt! <= at) throw new Refused('SLOT_LAPSED', { bookingId: this.id });
    return this.lastFrom(at, lastsMinutes.claimed);
  }

  /** Books the slot, even an expired one: while its row exists, nobody else has taken the room. */
  book(at: Date): void {
    const { room, forAppointment } = this;
    this.step('book', at, { ...room, jobId: this.jobId ?? '', forAppointment });
    this.expiresAt = null;
  }

  /** Lets go of a slot that is not booked yet. */
  letGo(reason: string, at: Date): void {
    this.step('letGo', at, { ...this.room, reason });
  }

  /** Frees the part of the slot that lies ahead; a booking that is over stays in the book. */
  free(reason: string, at: Date): void {
    if (this.status === 'candidate') return this.step('discard', at);
    const isBooked = this.status === 'booked';
    if (isBooked && this.endAt <= at) return;
    if (!isBooked || at <= this.startAt) return this.step('release', at, { ...this.room, reason });
    this.step('cutShort', at, { ...this.room, startAt: at, reason });
    this.endAt = at;
  }

  private get room() {
    const { bayId, technicianId, startAt, endAt } = this;
    return { bayId, technicianId, startAt, endAt };
  }

  private lastFrom(at: Date, minutes: number): Date {
    this.expiresAt = new Date(Number(at) + minutes * minuteMs);
    return this.expiresAt;
  }
}

/**
 * Books the agreed slots of a visit, and frees all others that it has.
 *
 * @param own all bookings of the visit
 * @returns agreed slots that are no longer kept for the visit
 */
export function settle(own: readonly Booking[], agreed: readonly AgreedSlot[], reason: string, at: Date): AgreedSlot[] {
  const isAgreed = ({ id }: Booking) => agreed.some(({ bookingId }) => bookingId === id);
  for (const booking of own.filter(isAgreed)) if (booking.status !== 'booked') booking.book(at);
  for (const booking of own) if (!isAgreed(booking)) booking.free(reason, at);
  return agreed.filter(({ bookingId }) => !own.some(({ id }) => id === bookingId));
}
