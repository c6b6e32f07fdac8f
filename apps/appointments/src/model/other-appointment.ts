import { formatWallTime, Refused } from '@waystation/model';

/** Other confirmed appointment of the same vehicle. */
export interface OtherAppointment {
  appointmentId: string;
  startAt: Date;
  endAt: Date;
  /** IANA name of the station's zone. */
  zone: string;
}

/** @throws Refused if the vehicle has another appointment at the same time */
export function mustBeTheOnlyOne(other: OtherAppointment | undefined): void {
  if (!other) return;
  const { appointmentId, startAt, endAt, zone } = other;
  const [from, to] = [formatWallTime(startAt, zone), formatWallTime(endAt, zone)];
  throw new Refused('VEHICLE_BOOKED_THEN', { appointmentId, from, to });
}
