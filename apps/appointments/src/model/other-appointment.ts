import { formatWallTime, Refused } from '@waystation/model';

/** Other confirmed appointment of the same vehicle. */
export interface OtherAppointment {
  appointmentId: string;
  startAt: Date;
  endAt: Date;
  /** IANA name of the station's zone. */
  timeZone: string;
}

/** @throws Refused if the vehicle has another appointment at the same time */
export function mustBeTheOnlyOne(other: OtherAppointment | undefined): void {
  if (!other) return;
  const { appointmentId, startAt, endAt, timeZone } = other;
  const [from, to] = [formatWallTime(startAt, timeZone), formatWallTime(endAt, timeZone)];
  throw new Refused('VEHICLE_BOOKED_IN_PERIOD', { appointmentId, from, to });
}
