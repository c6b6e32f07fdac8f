import { StaffState } from '@waystation/contracts/network/v1/state';
import type { Slot } from '@waystation/model';
import { Staff, Stations } from '@waystation/reference';
import { currentReads } from '@waystation/store';
import type { Calendar, Taken } from '../model/calendar.ts';

/** Range and filters of a calendar. */
export interface CalendarQuestion {
  within: Slot;
  now: Date;
  /** Counts the bookings of this visit as free. */
  exceptVisitId?: string | undefined;
  /** Only this staff member; everyone if left out. */
  technicianId?: string | undefined;
}

// The allowance for walk-ins depends on whole days, of which the range may cover only a part.
const marginMs = 26 * 60 * 60_000;

const stations = new Stations();

/**
 * Reads the station's calendar in one round trip. Expired holds count as free.
 *
 * @throws Unavailable while the service has not received the station's data yet
 */
export async function calendarOf(question: CalendarQuestion): Promise<Calendar> {
  const { within, now, exceptVisitId, technicianId } = question;
  const reads = currentReads();
  const from = new Date(Number(within.start) - marginMs);
  const to = new Date(Number(within.end) + marginMs);
  const [station, staff, taken] = await Promise.all([
    stations.own(),
    reads.rows(
      `select value from reference_data
       where topic = $1 and station_id = $2 and ($3::text is null or key = $2::text || ':' || $3)
       order by key`,
      [Staff.topic, reads.station, technicianId || null],
    ),
    reads.rows(
      `select bay_id as "bayId", technician_id as "technicianId", start_at as start, end_at as end,
         for_appointment as "forAppointment"
       from booking
       where station_id = $1 and end_at > $2 and start_at < $3 and visit_id is distinct from $4
         and (expires_at is null or expires_at > $5)`,
      [reads.station, from, to, exceptVisitId || null, now],
    ),
  ]);
  return {
    station,
    staff: staff.map(({ value }) => StaffState.fromJSON(value)),
    taken: taken as unknown as Taken[],
  };
}
