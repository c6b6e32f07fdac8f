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

/** `cancelHold` gives up a slot that is not booked. `shorten` frees the rest of a slot whose visit has started. */
export const bookingSteps = {
  claim: { from: ['held', 'claimed'], to: 'claimed' },
  book: { from: ['held', 'claimed', 'candidate'], to: 'booked', event: 'SlotBooked' },
  cancelHold: { from: ['held', 'claimed'], to: 'released', event: 'SlotReleased' },
  release: { from: ['held', 'claimed', 'booked'], to: 'released', event: 'SlotReleased' },
  shorten: { from: ['booked'], event: 'SlotReleased' },
  discard: { from: ['candidate'], to: 'released' },
} as const satisfies Steps<BookingStatus, BookingEvents>;

const minuteMs = 60_000;
const lifetimeMinutes = { held: 15, candidate: 60, claimed: 24 * 60 };

/** Visit of a booking. */
export interface VisitOfBooking extends VisitRef {
  forAppointment: boolean;
}

/** Slot agreed for a visit. */
export interface AgreedSlot extends Room {
  bookingId: string;
  /** Null for the slot of a whole appointment. */
  jobId: string | null;
}

/** Reads the slot of an event or an answer. */
export function agreedSlot({ bookingId, bayId, technicianId, startAt, endAt, jobId }: Slot): AgreedSlot {
  return { bookingId, bayId, technicianId, start: startAt!, end: endAt!, jobId: jobId || null };
}

/**
 * Bay and technician reserved for a visit during a period. A hold, a claim or a candidate expires: from then on the room
 * counts as free, and the next booking that needs it deletes the row.
 */
export class Booking extends Aggregate<typeof bookingSteps, BookingEvents, 'booking'> {
  declare visitId: string;
  declare bayId: string;
  declare technicianId: string;
  declare startAt: Date;
  declare endAt: Date;
  declare forAppointment: boolean;
  jobId: string | null = null;
  /** Null after booking. */
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
    const expiresAt = booking.expireAfter(at, lifetimeMinutes.held);
    booking.publish('SlotHeld', at, { ...booking.room, expiresAt });
    return booking;
  }

  /** Keeps a candidate beside the visit's bookings, until the visit is promised or planned again. */
  static plan(slot: AgreedSlot, visit: VisitOfBooking, at: Date): Booking {
    const booking = Booking.make(slot, visit, 'candidate');
    booking.expireAfter(at, lifetimeMinutes.candidate);
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

  /** True if the booking is released, so that its row must be deleted. */
  get isReleased(): boolean {
    return this.status === 'released';
  }

  /** Slot in the form of events and answers. */
  get slot(): Slot {
    const { id: bookingId, bayId, technicianId, startAt, endAt, jobId } = this;
    return { bookingId, bayId, technicianId, startAt, endAt, jobId: jobId ?? '' };
  }

  /** @returns time at which the claim expires */
  claim(at: Date): Date {
    this.step('claim', at);
    if (this.expiresAt! <= at) throw new Refused('SLOT_HOLD_EXPIRED', { bookingId: this.id });
    return this.expireAfter(at, lifetimeMinutes.claimed);
  }

  /** Books the slot, even an expired one: while its row exists, nobody else has taken the room. */
  book(at: Date): void {
    const { room, forAppointment } = this;
    this.step('book', at, { ...room, jobId: this.jobId ?? '', forAppointment });
    this.expiresAt = null;
  }

  /** Releases a slot that is not booked yet. */
  cancelHold(reason: string, at: Date): void {
    this.step('cancelHold', at, { ...this.room, reason });
  }

  /** Frees the remaining part of the slot; a past booking stays on record. */
  free(reason: string, at: Date): void {
    if (this.status === 'candidate') return this.step('discard', at);
    const isBooked = this.status === 'booked';
    if (isBooked && this.endAt <= at) return;
    if (!isBooked || at <= this.startAt) return this.step('release', at, { ...this.room, reason });
    this.step('shorten', at, { ...this.room, startAt: at, reason });
    this.endAt = at;
  }

  private get room() {
    const { bayId, technicianId, startAt, endAt } = this;
    return { bayId, technicianId, startAt, endAt };
  }

  private expireAfter(at: Date, minutes: number): Date {
    this.expiresAt = new Date(Number(at) + minutes * minuteMs);
    return this.expiresAt;
  }
}

/**
 * Books the agreed slots of a visit and frees its other slots.
 *
 * @param own all bookings of the visit
 * @returns agreed slots whose booking no longer exists
 */
export function settle(own: readonly Booking[], agreed: readonly AgreedSlot[], reason: string, at: Date): AgreedSlot[] {
  const isAgreed = ({ id }: Booking) => agreed.some(({ bookingId }) => bookingId === id);
  for (const booking of own.filter(isAgreed)) if (booking.status !== 'booked') booking.book(at);
  for (const booking of own) if (!isAgreed(booking)) booking.free(reason, at);
  return agreed.filter(({ bookingId }) => !own.some(({ id }) => id === bookingId));
}
