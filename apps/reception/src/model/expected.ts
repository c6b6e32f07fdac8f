import { formatWallTime, Refused, toWallTime, Unavailable, type Slot } from '@waystation/model';

/** An appointment that a vehicle at the gate may have come for. */
export interface Expected {
  appointmentId: string;
  /** `confirmed`, or `no_show`: it is late. */
  status: string;
  /** When it begins; undefined where no time was agreed on. */
  startAt: Date | undefined;
}

const hourMs = 60 * 60_000;
const nearMs = 12 * hourMs;

/**
 * When appointments begin that a vehicle may have come for: on the day of the station, or within 12 hours, as one that
 * is dropped off in the evening before does.
 *
 * @param zone IANA name of the station's zone
 */
export function expectedWithin(arrivedAt: Date, zone: string): Slot {
  const { hour, minute } = toWallTime(arrivedAt, zone);
  const midnight = Number(arrivedAt) - hour * hourMs - minute * 60_000;
  const start = Math.min(midnight, Number(arrivedAt) - nearMs);
  const end = Math.max(midnight + 24 * hourMs, Number(arrivedAt) + nearMs);
  return { start: new Date(start), end: new Date(end) };
}

/**
 * The appointment that a vehicle came for: a confirmed one before a no-show.
 *
 * @param found all of the vehicle within that time
 * @param zone IANA name of the station's zone
 * @throws Refused where there are several, with all of them
 */
export function expectedOf<Found extends Expected>(found: readonly Found[], zone: string): Found | undefined {
  const confirmed = found.filter(({ status }) => status === 'confirmed');
  const likely = confirmed.length > 0 ? confirmed : found.filter(({ status }) => status === 'no_show');
  if (likely.length > 1) {
    const appointmentIds = likely.map(({ appointmentId }) => appointmentId).join(',');
    throw new Refused('SEVERAL_APPOINTMENTS', { appointmentIds, times: timesOf(likely, zone) });
  }
  return likely[0];
}

/** The advisor is asked back before the vehicle is taken in without its appointment. @throws Refused where it has one */
export function mustBeUnexpected(found: readonly Expected[], zone: string): void {
  const [expected] = found.filter(({ status }) => ['confirmed', 'no_show'].includes(status));
  if (!expected) return;
  throw new Refused('VEHICLE_HAS_APPOINTMENT', {
    appointmentId: expected.appointmentId,
    time: timesOf([expected], zone),
  });
}

/**
 * Why there is no visit of an appointment that a vehicle came with.
 *
 * @param status of the appointment
 * @returns Unavailable where reception is about to hear of the confirmation, else Refused
 */
export function whyNotExpected(status: string): Refused | Unavailable {
  const isOnItsWay = ['confirmed', 'no_show', 'kept'].includes(status);
  return isOnItsWay ? new Unavailable('APPOINTMENT_NOT_KNOWN_YET') : new Refused('APPOINTMENT_NOT_CONFIRMED');
}

function timesOf(appointments: readonly Expected[], zone: string): string {
  return appointments.flatMap(({ startAt }) => (startAt ? [formatWallTime(startAt, zone)] : [])).join(', ');
}
