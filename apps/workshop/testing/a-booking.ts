import { here, minute, type Place } from '@waystation/testing/model';
import { Booking } from '../src/model/booking.ts';
import { ids } from './a-job.ts';

/** Builds a booking in a state that its steps lead to: `aBooking().from(60, 120).claimed().build()`. */
export function aBooking(): BookingBuilder {
  return new BookingBuilder();
}

export class BookingBuilder {
  private id = '01980000-0000-7000-8000-0000000000e1';
  private visitId = ids.visit;
  private room = { bayId: ids.bay, technicianId: ids.anna, start: minute(60), end: minute(120) };
  private jobId: string | null = null;
  private forAppointment = true;
  private keptAt = minute(0);
  private isPlan = false;
  private readonly steps: ((booking: Booking) => void)[] = [];

  named(id: string): this {
    this.id = id;
    return this;
  }

  of(visitId: string): this {
    this.visitId = visitId;
    return this;
  }

  in(bayId: string): this {
    this.room = { ...this.room, bayId };
    return this;
  }

  by(technicianId: string): this {
    this.room = { ...this.room, technicianId };
    return this;
  }

  /** Period in minutes after eight. */
  from(start: number, end: number): this {
    this.room = { ...this.room, start: minute(start), end: minute(end) };
    return this;
  }

  /** Minutes after eight at which it was held or planned. */
  heldAt(minutes: number): this {
    this.keptAt = minute(minutes);
    return this;
  }

  walkIn(): this {
    this.forAppointment = false;
    return this;
  }

  /** Makes it a candidate of a plan, for a job. */
  planned(jobId: string = ids.job): this {
    this.isPlan = true;
    this.jobId = jobId;
    return this;
  }

  claimed(): this {
    this.steps.push((booking) => booking.claim(this.keptAt));
    return this;
  }

  booked(): this {
    this.steps.push((booking) => booking.book(this.keptAt));
    return this;
  }

  build(place?: Place): Booking {
    const at = place ?? here;
    const slot = { ...this.room, bookingId: at.id(this.id), jobId: this.jobId && at.id(this.jobId) };
    const room = { bayId: at.id(slot.bayId), technicianId: at.id(slot.technicianId) };
    const visit = {
      stationId: at.stationId,
      visitId: at.id(this.visitId),
      standardVersion: '7',
      forAppointment: this.forAppointment,
    };
    const make = this.isPlan ? Booking.plan : Booking.hold;
    const booking = make({ ...slot, ...room }, visit, this.keptAt);
    for (const step of this.steps) step(booking);
    return booking;
  }
}
