import type { Slot } from '@waystation/contracts/workshop/v1/events';
import type { Advisor } from './advisor.ts';
import type { OtherAppointment } from './other-appointment.ts';
import type { SlotNeed } from './plan.ts';

/** A bay and a technician for a time, as the workshop holds them. */
export type AgreedSlot = Pick<Slot, 'bookingId' | 'bayId' | 'technicianId'> & { startAt: Date; endAt: Date };

/** Slot of an appointment; all null until one is chosen. */
export type ChosenSlot = { [Key in keyof AgreedSlot]: AgreedSlot[Key] | null };

/** The station's facts that a time depends on. */
export interface SlotFacts {
  /** Advisor who is to receive the customer; undefined where the station does not know them. */
  advisor: Advisor | undefined;
  /** IANA name of the station's zone. */
  zone: string;
  /** Another confirmed appointment of the vehicle at that time. */
  other?: OtherAppointment | undefined;
}

/** A change to another time. */
export interface Move {
  /** `customer` or `station`. */
  movedBy: string;
  reason: string;
  slot: AgreedSlot;
  advisorId: string;
}

const hourMs = 60 * 60_000;

/** The slot of a workshop's answer. */
export function agreedSlot({ bookingId, bayId, technicianId, startAt, endAt }: Slot): AgreedSlot {
  return { bookingId, bayId, technicianId, startAt: startAt!, endAt: endAt! };
}

/** The chosen slot as events and answers carry it; undefined until one is chosen. */
export function slotMessage({ bookingId, bayId, technicianId, startAt, endAt }: ChosenSlot): Slot | undefined {
  if (!bookingId || !bayId || !technicianId || !startAt || !endAt) return undefined;
  return { bookingId, bayId, technicianId, startAt, endAt, jobId: '' };
}

/** Tells of a slot that begins within an hour of the customer's wish. */
export function isAsWished({ startAt, wishedAt }: { startAt: Date | null; wishedAt: Date | null }): boolean {
  return !!wishedAt && !!startAt && Math.abs(Number(startAt) - Number(wishedAt)) <= hourMs;
}

/** Tells of a slot that is long enough for the planned work; undefined until one is chosen. */
export function isLongEnough({ startAt, endAt }: ChosenSlot, { minutes }: SlotNeed): boolean | undefined {
  if (!startAt || !endAt) return undefined;
  return (Number(endAt) - Number(startAt)) / 60_000 >= minutes;
}
