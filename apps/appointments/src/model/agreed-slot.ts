import type { Slot } from '@waystation/contracts/workshop/v1/events';
import type { Advisor } from './advisor.ts';
import type { OtherAppointment } from './other-appointment.ts';
import type { SlotRequirement } from './plan.ts';

/** Bay and technician for a period, held by the workshop. */
export type AgreedSlot = Pick<Slot, 'bookingId' | 'bayId' | 'technicianId'> & { startAt: Date; endAt: Date };

/** Slot of an appointment; all fields are null before the choice. */
export type ChosenSlot = { [Key in keyof AgreedSlot]: AgreedSlot[Key] | null };

/** Facts of the station that a slot depends on. */
export interface SlotFacts {
  /** Advisor who will receive the customer; undefined if the station has no such staff member. */
  advisor: Advisor | undefined;
  /** IANA name of the station's zone. */
  timeZone: string;
  /** Other confirmed appointment of the vehicle at that time. */
  other?: OtherAppointment | undefined;
}

/** Change of an appointment to another slot. */
export interface Move {
  /** `customer` or `station`. */
  movedBy: string;
  reason: string;
  slot: AgreedSlot;
  advisorId: string;
}

const hourMs = 60 * 60_000;

/** Slot from an answer of the workshop. */
export function agreedSlot({ bookingId, bayId, technicianId, startAt, endAt }: Slot): AgreedSlot {
  return { bookingId, bayId, technicianId, startAt: startAt!, endAt: endAt! };
}

/** Chosen slot in the form of events and answers; undefined before the choice. */
export function slotMessage({ bookingId, bayId, technicianId, startAt, endAt }: ChosenSlot): Slot | undefined {
  if (!bookingId || !bayId || !technicianId || !startAt || !endAt) return undefined;
  return { bookingId, bayId, technicianId, startAt, endAt, jobId: '' };
}

/** True if the slot begins within an hour of the time that the customer wished for. */
export function isAsPreferred({ startAt, preferredAt }: { startAt: Date | null; preferredAt: Date | null }): boolean {
  return !!preferredAt && !!startAt && Math.abs(Number(startAt) - Number(preferredAt)) <= hourMs;
}

/** True if the slot is long enough for the planned work; undefined before the choice. */
export function isLongEnough({ startAt, endAt }: ChosenSlot, { minutes }: SlotRequirement): boolean | undefined {
  if (!startAt || !endAt) return undefined;
  return (Number(endAt) - Number(startAt)) / 60_000 >= minutes;
}
