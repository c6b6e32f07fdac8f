import { Stations } from '@waystation/reference';
import { currentReads } from '@waystation/store';
import type { OtherAppointment } from '../model/other-appointment.ts';
import { sameVehicle } from './look-ups.ts';

/**
 * First other confirmed appointment of the same vehicle at the same time.
 *
 * @param slot time to check; undefined: the appointment's own slot
 */
export async function otherAppointment(
  appointmentId: string,
  slot?: { startAt?: Date | undefined; endAt?: Date | undefined },
): Promise<OtherAppointment | undefined> {
  const reads = currentReads();
  const [found] = await reads.rows(
    `select other.id as "appointmentId", other.start_at as "startAt", other.end_at as "endAt",
       (select value ->> 'timeZone' from reference_data where topic = $5 and key = $1::text) as timeZone
     from appointment own
     join appointment other on other.station_id = own.station_id and other.id <> own.id and other.status = 'confirmed'
       and other.start_at < coalesce($4, own.end_at) and other.end_at > coalesce($3, own.start_at)
       and ${sameVehicle('own', 'other')}
     where own.station_id = $1::uuid and own.id = $2
     order by other.start_at, other.id limit 1`,
    [reads.station, appointmentId, slot?.startAt ?? null, slot?.endAt ?? null, Stations.topic],
  );
  return found as unknown as OtherAppointment | undefined;
}
