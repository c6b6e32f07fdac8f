import type { Keeper } from '@waystation/testing';
import { minute } from '@waystation/testing/model';
import { aBooking } from './a-booking.ts';
import { aBay, hours } from './a-calendar.ts';
import { anItem, ids } from './a-job.ts';

/** Id of a numbered visit. */
export function visitNumber(number: number): string {
  return `01980000-0000-7000-8000-00000001${String(number).padStart(4, '0')}`;
}

export const bays = [ids.bay, ids.otherBay, ...['b3', 'b4'].map((end) => `01980000-0000-7000-8000-0000000000${end}`)];
export const technicians = [ids.anna, ids.boris, ids.chen, '01980000-0000-7000-8000-0000000000c8'];

/**
 * Publishes to a service a station with four bays, open from eight to eighteen on all days, and four technicians with
 * shifts for a week.
 *
 * @param of maps the id of a bay or technician to its id at this station
 */
export async function keepCalendar(
  service: Keeper,
  stationId: string,
  of: (id: string) => string = (id) => id,
): Promise<void> {
  const station = {
    status: 'open',
    timeZone: 'UTC',
    currency: 'CNY',
    bays: bays.map((id) => aBay(of(id))),
    openingHours: hours('08:00', '18:00'),
  };
  await service.keep('waystation.network.v1.StationState', { stationId, ...station }, stationId);
  const shifts = Array.from({ length: 7 }, (_, day) => ({
    startsAt: minute(day * 24 * 60),
    endsAt: minute(day * 24 * 60 + 600),
  }));
  const skills = ['brakes', 'electric'].map((skill) => ({ skill }));
  for (const staffId of technicians.map(of)) {
    const worker = { staffId, active: true, roles: [{ role: 'TECHNICIAN' }], skills, shifts };
    await service.keep(
      'waystation.network.v1.StaffState',
      { key: `${stationId}:${staffId}`, stationId, ...worker },
      stationId,
    );
  }
}

const slot = { startAt: minute(60), endAt: minute(120) };
const ofVisit = { visitId: ids.visit };
const booked = ({ id: bookingId }: { id: string }) => ({ ...ofVisit, bookingId });
const work = { workKind: 'repair', skill: 'brakes' };

/** Sample of each step of the calendar, called by `service` on behalf of `by`, with the events that it publishes. */
export const calendarSteps = {
  HoldSlot: {
    given: [],
    request: { ...ofVisit, bayId: ids.bay, technicianId: ids.anna, ...slot, ...work, standardVersion: '7' },
    by: 'clerk',
    service: 'appointments',
    publishes: { SlotHeld: { bayId: ids.bay, technicianId: ids.anna, ...slot } },
  },
  ClaimSlot: { given: [aBooking()], request: booked, by: 'clerk', service: 'appointments', publishes: {} },
  ReleaseSlot: {
    given: [aBooking()],
    request: booked,
    by: 'clerk',
    service: 'appointments',
    publishes: { SlotReleased: {} },
  },
  PlanVisit: {
    given: [],
    request: { ...ofVisit, items: [anItem()], standardVersion: '7' },
    by: 'advisor',
    service: 'reception',
    publishes: { JobOpened: {} },
  },
} as const;

/** Sample of each query of the calendar. */
export const calendarQueries = {
  FindSlots: { given: [aBooking()], request: { ...work, minutes: 60, from: minute(0), to: minute(600) }, by: 'clerk' },
  ListBookings: { given: [aBooking()], request: { from: minute(0), to: minute(600) }, by: 'clerk' },
} as const;

const next = aBooking().named('01980000-0000-7000-8000-0000000000e2').from(90, 150);
const bookedSlot = (booking: { slot: object }) => ({ ...ofVisit, slot: booking.slot });

/** Sample of the event of each reaction of the calendar. */
export const calendarReactions = {
  BookSlotWhenAppointmentConfirmed: { given: [aBooking().claimed()], event: bookedSlot },
  MoveSlotWhenAppointmentMoved: { given: [next.claimed(), aBooking().booked()], event: bookedSlot },
  FreeSlotWhenAppointmentCancelled: { given: [aBooking().booked()], event: ofVisit },
  FreeSlotWhenVisitMarkedNoShow: { given: [aBooking().booked()], event: ofVisit },
  FreeSlotWhenVisitCancelled: { given: [aBooking().booked()], event: ofVisit },
  SwapPlanWhenDeliveryPromised: {
    given: [aBooking().planned()],
    event: (booking: { slot: object }) => ({ ...ofVisit, slots: [booking.slot] }),
  },
};
