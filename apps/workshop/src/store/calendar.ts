import { StaffState } from '@waystation/contracts/network/v1/state';
import type { Slot } from '@waystation/model';
import { Staff, Stations } from '@waystation/reference';
import { currentReads } from '@waystation/store';
import type { Calendar, Taken } from '../model/calendar.ts';

/** Of what is asked. */
export interface CalendarQuestion {
  within: Slot;
  now: Date;
  /** What this visit has counts as free. */
  butOf?: string | undefined;
  /** Only this one of the staff; all when left out. */
  technicianId?: string | undefined;
}

// How much walk-ins may take of a day is judged by the whole day, of which only a part may be asked for.
const marginMs = 26 * 60 * 60_000;

const stations = new Stations();

/**
 * The station's calendar, in one round trip. Holds that ran out count as free.
 *
 * @throws Unavailable while the station itself is not known here yet
 */
export async function calendarOf(question: CalendarQuestion): Promise<Calendar> {
  const { within, now, butOf, technicianId } = question;
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
      [reads.station, from, to, butOf || null, now],
    ),
  ]);
  return {
    station,
    staff: staff.map(({ value }) => StaffState.fromJSON(value)),
    taken: taken as unknown as Taken[],
  };
}
