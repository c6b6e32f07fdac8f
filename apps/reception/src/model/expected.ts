import { formatWallTime, Refused, toWallTime, Unavailable, type Slot } from '@waystation/model';

/** Appointment that a vehicle at the gate may have come for. */
export interface Expected {
  appointmentId: string;
  /** `confirmed`, or `no_show` if the vehicle is late. */
  status: string;
  /** Undefined if no time was agreed. */
  startAt: Date | undefined;
}

const hourMs = 60 * 60_000;
const nearMs = 12 * hourMs;

/**
 * Period in which an appointment must begin so that a vehicle may have come for it: the calendar day of the station, or
 * 12 hours before and after the arrival, for vehicles dropped off the evening before.
 *
 * @param timeZone IANA name of the station's zone
 */
export function expectedWithin(arrivedAt: Date, timeZone: string): Slot {
  const { hour, minute } = toWallTime(arrivedAt, timeZone);
  const midnight = Number(arrivedAt) - hour * hourMs - minute * 60_000;
  const start = Math.min(midnight, Number(arrivedAt) - nearMs);
  const end = Math.max(midnight + 24 * hourMs, Number(arrivedAt) + nearMs);
  return { start: new Date(start), end: new Date(end) };
}

/**
 * Appointment that a vehicle came for. A confirmed appointment goes before a no-show.
 *
 * @param found all appointments of the vehicle in that period
 * @param timeZone IANA name of the station's zone
 * @throws Refused if there are several, with a list of them
 */
export function expectedOf<Found extends Expected>(found: readonly Found[], timeZone: string): Found | undefined {
  const confirmed = found.filter(({ status }) => status === 'confirmed');
  const likely = confirmed.length > 0 ? confirmed : found.filter(({ status }) => status === 'no_show');
  if (likely.length > 1) {
    const appointmentIds = likely.map(({ appointmentId }) => appointmentId).join(',');
    throw new Refused('SEVERAL_APPOINTMENTS', { appointmentIds, times: timesOf(likely, timeZone) });
  }
  return likely[0];
}

/** Stops the advisor from receiving a vehicle without its appointment by mistake. @throws Refused if it has one */
export function mustBeUnexpected(found: readonly Expected[], timeZone: string): void {
  const [expected] = found.filter(({ status }) => ['confirmed', 'no_show'].includes(status));
  if (!expected) return;
  throw new Refused('VEHICLE_HAS_APPOINTMENT', {
    appointmentId: expected.appointmentId,
    time: timesOf([expected], timeZone),
  });
}

/**
 * Error for an appointment without a visit.
 *
 * @param status of the appointment
 * @returns Unavailable if the confirmation has yet to arrive at reception, otherwise Refused
 */
export function missingVisitError(status: string): Refused | Unavailable {
  const isOnItsWay = ['confirmed', 'no_show', 'kept'].includes(status);
  return isOnItsWay ? new Unavailable('APPOINTMENT_NOT_KNOWN_YET') : new Refused('APPOINTMENT_NOT_CONFIRMED');
}

function timesOf(appointments: readonly Expected[], timeZone: string): string {
  return appointments.flatMap(({ startAt }) => (startAt ? [formatWallTime(startAt, timeZone)] : [])).join(', ');
}
