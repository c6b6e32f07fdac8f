import { Invalid, Refused, slotFrom, slotMinutes, slotOf, slotsOverlap, type Slot } from '@waystation/model';
import {
  bayKindsFor,
  freeBays,
  freeTechnicians,
  shiftsOf,
  skilledSpans,
  type Calendar,
  type Free,
  type Need,
} from './calendar.ts';
import { isAllowed, walkInAllowances } from './kept-capacity.ts';
import { openSpans } from './opening-hours.ts';
import { spanAround } from './spans.ts';

/** Grid of the offered slots: each starts at a quarter of an hour. */
export const gridMinutes = 15;

const gridMs = gridMinutes * 60_000;

/** Length of the longest slot. */
export const longestMinutes = 24 * 60;

/** Range of the longest search. */
export const horizonMinutes = 31 * 24 * 60;

/**
 * Checks that a slot has a limited length, so that no request makes the search endless.
 *
 * @param minutes maximum length
 * @param field path of the slot in the request, for the violation
 * @throws Invalid if the slot is longer, or ends before it starts
 */
export function slotUpTo(minutes: number, { start, end }: Slot, field: string): Slot {
  const slot = slotOf(start, end, field);
  if (slotMinutes(slot) <= minutes) return slot;
  throw new Invalid([{ field, description: `must not be longer than ${minutes} minutes`, reason: 'SLOT_TOO_LONG' }]);
}

/** Bay and technician for a period. */
export interface Room extends Slot {
  bayId: string;
  technicianId: string;
}

/** Requirements of a search. */
export interface SlotRequest extends Need {
  minutes: number;
  /** Range of the search; the part in the past is left out. */
  within: Slot;
  preferredAt: Date;
  forAppointment: boolean;
  /** Any technician if left out. */
  technicianId?: string | undefined;
  max: number;
}

/** Rounds an instant up to a quarter of an hour. */
export function nextQuarter(instant: Date): Date {
  // Time zones differ by whole quarters of an hour, so a quarter in UTC is a quarter everywhere.
  return new Date(Math.ceil(Number(instant) / gridMs) * gridMs);
}

/**
 * Finds free rooms, nearest to the wished time first, the earlier of two equally near. Rooms at the same time have
 * different bays and technicians.
 */
export function findFreeSlots(calendar: Calendar, request: SlotRequest, now: Date): Room[] {
  if (calendar.station.status !== 'open') return [];
  const within = {
    start: nextQuarter(request.within.start > now ? request.within.start : now),
    end: request.within.end,
  };
  if (within.start >= within.end) return [];
  const bays = freeBays(calendar, request, within);
  const technicians = freeTechnicians(calendar, request, within).filter(
    ({ id }) => !request.technicianId || id === request.technicianId,
  );
  const allowances = request.forAppointment ? [] : walkInAllowances(calendar, request.workKind, within, now);

  const rooms: Room[] = [];
  for (const start of startsNearTo(request.preferredAt, within)) {
    if (rooms.length >= request.max) break;
    const slot = slotFrom(start, request.minutes);
    const isFree = ({ spans }: Free) => spanAround(spans, slot) !== undefined;
    const [here, present] = [bays.filter(isFree), technicians.filter(isFree)];
    const pairs = Math.min(here.length, present.length, request.max - rooms.length);
    if (pairs === 0 || !isAllowed(slot, allowances)) continue;
    for (let index = 0; index < pairs; index += 1) {
      rooms.push({ bayId: here[index]!.id, technicianId: present[index]!.id, ...slot });
    }
  }
  return rooms;
}

function startsNearTo(wished: Date, { start, end }: Slot): Date[] {
  const starts: number[] = [];
  for (let at = Number(start); at < Number(end); at += gridMs) starts.push(at);
  const distance = (at: number) => Math.abs(at - Number(wished));
  return starts.sort((a, b) => distance(a) - distance(b) || a - b).map((at) => new Date(at));
}

/**
 * Checks that a bay and a technician can be held for an appointment.
 *
 * @throws Refused with the obstacle: the time, the station, the bay, the technician, or another booking
 */
export function mustHaveRoom(calendar: Calendar, need: Need, { bayId, technicianId, ...slot }: Room, now: Date): void {
  if (slot.start < now) throw new Refused('SLOT_IN_THE_PAST');
  const { station, staff, taken } = calendar;
  if (station.status !== 'open') throw new Refused('STATION_ACCEPTS_NO_VISITS', { status: station.status });

  const bay = station.bays.find((each) => each.bayId === bayId);
  if (!bay) throw new Refused('BAY_UNKNOWN', { bayId });
  if (!bayKindsFor(need.workKind).includes(bay.kind)) throw new Refused('BAY_OF_ANOTHER_KIND', { kind: bay.kind });
  if (!spanAround(openSpans(station, slot), slot)) throw new Refused('STATION_CLOSED_IN_PERIOD');

  const technician = staff.find(({ staffId }) => staffId === technicianId);
  if (!technician || !spanAround(shiftsOf(technician), slot))
    throw new Refused('TECHNICIAN_NOT_ON_SHIFT', { technicianId });
  if (!spanAround(skilledSpans(technician, need.skill), slot))
    throw new Refused('SKILL_NOT_VALID', { skill: need.skill });

  const others = taken.filter((each) => slotsOverlap(each, slot));
  if (others.some((each) => each.bayId === bayId)) throw new Refused('BAY_TAKEN', { bayId });
  if (others.some((each) => each.technicianId === technicianId))
    throw new Refused('TECHNICIAN_TAKEN', { technicianId });
}
